import { describe, expect, test } from 'vitest'
import { AccessDeniedError, KmsUnavailableError } from '../../src/errors/operation-errors.ts'
import type { KeyMetadata } from '../../src/kms/kms.ts'
import { createRotatingKeys } from '../../src/rotation/key-set/rotating-keys.ts'
import { createSelectedKeys } from '../../src/rotation/key-set/selected-keys.ts'
import type { JoiningKeys } from '../../src/rotation/key-set/key-set.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import type { StillClock } from '../support/still-clock.ts'
import { KEY_ARN, metadataOf } from './kms-values.ts'

const MINUTE = 60_000
const arnOf = (number: number) => KEY_ARN.replace(/.{4}$/, String(number).padStart(4, '0'))
const never = () => new AbortController().signal

/** A Region whose keys come and go. */
function start(keys: number) {
  const still = createStillClock()
  let behindMs = 0
  const clock: StillClock = { ...still, now: () => still.now() - behindMs }
  Object.defineProperty(clock, 'sleeping', { get: () => still.sleeping })
  const listed = Array.from({ length: keys }, (_, index) => arnOf(index))
  const metadata = new Map<string, KeyMetadata | Error>()
  const counts = { ListKeys: 0, DescribeKey: 0, aborted: 0 }
  let listing: Error | undefined
  let held: Promise<unknown> | undefined
  const kms = createFakeKms()
  kms.respond.ListKeys = async () => {
    counts.ListKeys++
    if (listing) throw listing
    return { items: listed.map((keyArn) => ({ keyArn, keyId: keyArn })), nextMarker: undefined }
  }
  kms.respond.DescribeKey = async ({ keyId: keyArn }, { signal }) => {
    counts.DescribeKey++
    signal?.addEventListener('abort', () => counts.aborted++)
    if (held)
      await Promise.race([
        held,
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      ])
    const answer = metadata.get(keyArn) ?? metadataOf({ keyArn })
    if (answer instanceof Error) throw answer
    return answer
  }
  const rotating = createRotatingKeys({ name: 'scope', kms, clock, logger: createMemoryLogger() })
  const selected = createSelectedKeys({
    sources: { current: () => [rotating], onChange: () => ({ [Symbol.dispose]: () => {} }) },
    clock,
    logger: createMemoryLogger(),
  })
  return {
    clock,
    counts,
    listed,
    metadata,
    rotating,
    selected,
    setBack: (ms: number) => {
      behindMs = ms
    },
    failListing: (error: Error | undefined) => (listing = error),
    hold: (until: Promise<unknown> | undefined) => {
      held = until
    },
  }
}

type Region = ReturnType<typeof start>

/** Opens a selection of the keys for which this holds, and notes what joins and leaves it. */
async function follow({ selected }: Region, matches: (keyArn: string) => boolean = () => true) {
  const examined: string[] = []
  const set = await selected.open(
    {
      name: String(matches),
      covers: () => true,
      canChange: true,
      coversRemoved: () => false,
      examination: () => async (keyArns) => {
        examined.push(...keyArns)
        return keyArns.filter(matches)
      },
    },
    { maxAgeMs: MINUTE, signal: never() },
  )
  const joined: JoiningKeys[] = []
  const left: string[] = []
  const following = set.follow({
    joined: (joining) => joined.push(joining),
    left: (keyArns) => left.push(...keyArns),
    scopesChanged: () => {},
  })
  return { set, examined, joined, left, following }
}

describe('the rotating keys of a Region', () => {
  test('are listed and described once for all waiting callers', async () => {
    const { rotating, counts } = start(100)
    await Promise.all(Array.from({ length: 50 }, () => rotating.ready(MINUTE, never())))
    expect(rotating.keys.size).toBe(100)
    expect(counts).toMatchObject({ ListKeys: 1, DescribeKey: 100 })
    await rotating.ready(MINUTE, never())
    expect(counts).toMatchObject({ ListKeys: 1, DescribeKey: 100 })
  })

  test('are listed again, but not described again, for a caller that needs a listing after its call', async () => {
    const { rotating, counts, listed } = start(3)
    await rotating.ready(0, never())
    listed.push(arnOf(3))
    await Promise.all([rotating.ready(0, never()), rotating.ready(0, never()), rotating.ready(0, never())])
    expect(rotating.keys).toContain(arnOf(3))
    // The first of the three begins a listing, and the two others wait for the next one.
    expect(counts).toMatchObject({ ListKeys: 3, DescribeKey: 4 })
  })

  test('exclude keys that KMS cannot rotate, and include keys that cannot be described', async () => {
    const { rotating, metadata } = start(4)
    metadata.set(arnOf(0), metadataOf({ keyArn: arnOf(0), keySpec: 'RSA_2048' }))
    metadata.set(arnOf(1), metadataOf({ keyArn: arnOf(1), keyManager: 'AWS' }))
    metadata.set(arnOf(2), new AccessDeniedError('Denied.', { action: 'kms:DescribeKey' }))
    await rotating.ready(MINUTE, never())
    expect([...rotating.keys]).toEqual([arnOf(2), arnOf(3)])
  })

  test('are not described while no caller waits, and no key is described twice', async () => {
    const { rotating, counts, hold } = start(100)
    let release = () => {}
    hold(new Promise<void>((resolve) => (release = resolve)))
    const leaving = [new AbortController(), new AbortController()]
    const waiting = leaving.map(({ signal }) => rotating.ready(MINUTE, signal))
    await settle()
    const begun = counts.DescribeKey
    expect(begun).toBeGreaterThan(0)
    leaving[0]?.abort(new Error('left'))
    await expect(waiting[0]).rejects.toThrow('left')
    expect(counts.aborted).toBe(0)
    leaving[1]?.abort(new Error('left too'))
    await expect(waiting[1]).rejects.toThrow('left too')
    await settle()
    expect(counts).toMatchObject({ DescribeKey: begun, aborted: begun })
    release()
    await settle()
    expect(counts.DescribeKey).toBe(begun)
    hold(undefined)
    await rotating.ready(MINUTE, never())
    expect(rotating.keys.size).toBe(100)
    expect(counts.DescribeKey).toBe(begun + 100)
  })

  test('are listed again when the last listing is too old, also after the clock has been set back', async () => {
    const { rotating, counts, clock, setBack } = start(1)
    await rotating.ready(MINUTE, never())
    setBack(60 * MINUTE)
    await clock.pass(MINUTE / 2)
    await rotating.ready(MINUTE, never())
    expect(counts.ListKeys).toBe(1)
    await clock.pass(MINUTE / 2)
    await rotating.ready(MINUTE, never())
    expect(counts.ListKeys).toBe(2)
  })

  test('are unavailable while KMS cannot list them, and available afterwards', async () => {
    const { rotating, failListing } = start(1)
    failListing(new KmsUnavailableError('Out of reach.'))
    await expect(rotating.ready(MINUTE, never())).rejects.toThrow('Out of reach.')
    failListing(undefined)
    await rotating.ready(MINUTE, never())
    expect(rotating.keys.size).toBe(1)
  })
})

describe('followed keys', () => {
  test('are listed once a minute for any number of followers, and not listed without followers', async () => {
    const region = start(3)
    const followers = await Promise.all(Array.from({ length: 10 }, () => follow(region)))
    const { clock, counts } = region
    await clock.pass(10 * MINUTE)
    expect(counts).toMatchObject({ ListKeys: 11, DescribeKey: 3 })
    for (const { following } of followers) following[Symbol.dispose]()
    await clock.pass(10 * MINUTE)
    expect(counts).toMatchObject({ ListKeys: 11, DescribeKey: 3 })
    expect(clock.sleeping).toBe(0)
  })

  test('include a new key, with a time at which it did not exist yet', async () => {
    const region = start(3)
    const { joined, set } = await follow(region)
    const openedAt = region.clock.now()
    await region.clock.pass(90_000)
    region.listed.push(arnOf(7))
    await region.clock.pass(MINUTE)
    await settle()
    expect(joined).toEqual([{ keyArns: [arnOf(7)], since: openedAt + MINUTE, areNew: true }])
    expect(set.has(arnOf(7))).toBe(true)
    expect(set.completeUpTo).toBe(openedAt + 2 * MINUTE)
  })

  test('include a new key soon after a notice, and are listed at most every 10 seconds for notices', async () => {
    const region = start(3)
    const { joined } = await follow(region)
    const { clock, counts, listed, selected } = region
    await clock.pass(20_000)
    listed.push(arnOf(7))
    selected.notice('scope')
    await settle()
    expect(joined).toMatchObject([{ keyArns: [arnOf(7)], areNew: true }])
    expect(counts).toMatchObject({ ListKeys: 2, DescribeKey: 4 })
    for (let second = 0; second < 30; second++) {
      selected.notice('scope')
      selected.notice('another scope')
      await clock.pass(1_000)
    }
    expect(counts.ListKeys).toBe(2 + 3)
    await clock.pass(10_000)
    expect(counts.ListKeys).toBe(2 + 3)
  })

  test('are not listed for a notice without followers, nor for that notice later', async () => {
    const region = start(3)
    const { following } = await follow(region)
    const { clock, counts, selected } = region
    following[Symbol.dispose]()
    selected.notice('scope')
    await clock.pass(MINUTE)
    expect(counts.ListKeys).toBe(1)
    await follow(region)
    expect(counts.ListKeys).toBe(2)
    await clock.pass(30_000)
    expect(counts.ListKeys).toBe(2)
  })

  test('exclude a key after two consecutive listings without it, not after one', async () => {
    const region = start(3)
    const { left, set } = await follow(region)
    const [gone = ''] = region.listed.splice(0, 1)
    await region.clock.pass(MINUTE)
    expect(left).toEqual([])
    region.listed.push(gone)
    await region.clock.pass(MINUTE)
    region.listed.pop()
    await region.clock.pass(2 * MINUTE)
    expect(left).toEqual([gone])
    expect(set.has(gone)).toBe(false)
  })

  test('stay the same while they cannot be listed, and are not complete', async () => {
    const region = start(3)
    const { left, joined, set } = await follow(region)
    const { completeUpTo } = set
    region.failListing(new KmsUnavailableError('Out of reach.'))
    region.listed.push(arnOf(7))
    await region.clock.pass(10 * MINUTE)
    expect([left, joined, set.size, set.completeUpTo]).toEqual([[], [], 3, completeUpTo])
    region.failListing(undefined)
    await region.clock.pass(2 * MINUTE)
    expect(joined).toMatchObject([{ keyArns: [arnOf(7)], since: completeUpTo }])
  })

  test('include a new key that matches some minutes after it was created', async () => {
    const region = start(3)
    let tagged = new Set<string>()
    const { joined, examined } = await follow(region, (keyArn) => tagged.has(keyArn))
    expect(examined).toHaveLength(3)
    region.listed.push(arnOf(7))
    await region.clock.pass(3 * MINUTE)
    expect(joined).toEqual([])
    tagged = new Set([arnOf(7), arnOf(0)])
    await region.clock.pass(MINUTE)
    expect(joined).toMatchObject([{ keyArns: [arnOf(7)], areNew: true }])
    // A key that existed before is examined again when the selection is opened again.
    await region.clock.pass(30 * MINUTE)
    expect(joined).toHaveLength(1)
    expect(examined.filter((keyArn) => keyArn === arnOf(0))).toHaveLength(1)
  })
})

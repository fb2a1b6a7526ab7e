import { array, assert, asyncProperty, constant, constantFrom, nat, oneof, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import { MAX_SCOPE_DELAY_MS } from '../../src/defaults.ts'
import { AccessDeniedError, KmsUnavailableError } from '../../src/errors/operation-errors.ts'
import type { OperationError } from '../../src/errors/operation-errors.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import { parseKeyArn } from '../../src/kms/key-arn.ts'
import type { KmsScope } from '../../src/kms/kms.ts'
import { scopeName } from '../../src/kms/scopes.ts'
import { createRotatingKeys } from '../../src/rotation/key-set/rotating-keys.ts'
import type { RotatingKeys } from '../../src/rotation/key-set/rotating-keys.ts'
import { createSelectedKeys } from '../../src/rotation/key-set/selected-keys.ts'
import { decodeStreamCursor } from '../../src/rotation/stream/stream-cursor.ts'
import { createEventLog } from '../../src/rotation/stream/event-log.ts'
import { createEventStreams } from '../../src/rotation/stream/event-streams.ts'
import { createKeyWatches } from '../../src/rotation/watch/key-watches.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import type { FakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'
import { read } from './read-stream.ts'

const { STREAM_RUNS = '40' } = process.env
const { historyMs, maxBackoffMs } = defaultWatchIntervals
const MINUTE = 60_000
const KEYS_PER_ACCOUNT = 2
const [A, B, C] = ['111122223333', '222233334444', '333344445555'] as const
type Account = typeof A | typeof B | typeof C

const unreachable = () => new KmsUnavailableError('KMS could not be reached.')
const denied = () => new AccessDeniedError('AWS denies kms:ListKeys.', { action: 'kms:ListKeys' })
const deniedRole = () =>
  new AccessDeniedError('AWS STS rejected the session.', {
    credentialFailure: {
      reason: 'AccessDenied',
      detail: '',
      isRepaired: false,
      session: 'SERVICE',
      isDenied: true,
    },
  })
const never = () => new AbortController().signal

const arnOf = (account: string, number: number) =>
  KEY_ARN.replace(/:\d{12}:/, `:${account}:`).replace(/.{4}$/, String(number).padStart(4, '0'))

/** The KMS of one account. It can fail, or not answer. */
interface AccountKms {
  readonly fake: FakeKms
  readonly kms: KmsClient
  state: 'REACHABLE' | 'SILENT' | OperationError
}

/** How long a request that is not answered takes until it fails. */
const REQUEST_TIMEOUT_MS = 10_000

function createAccountKms(account: string, clock: Clock): AccountKms {
  const arns = Array.from({ length: KEYS_PER_ACCOUNT }, (_, number) => arnOf(account, number))
  const fake = createFakeKms(...arns)
  const scope: KmsScope = { ...fake.scope, accountId: account }
  const it: AccountKms = {
    fake,
    state: 'REACHABLE',
    kms: withMethods({
      scope,
      async call(operation, input, options) {
        if (it.state === 'SILENT') {
          await clock.sleep(REQUEST_TIMEOUT_MS, options?.signal)
          throw unreachable()
        }
        if (it.state !== 'REACHABLE') throw it.state
        return fake.call(operation, input, options)
      },
    }),
  }
  return it
}

/** Gateways, one after the other, over accounts that are added, removed and unreachable. */
function start(accounts: readonly Account[]) {
  const clock = createStillClock()
  const kmsOf = new Map<string, AccountKms>(
    [A, B, C].map((account) => [account, createAccountKms(account, clock)]),
  )
  const at = (account: Account) => {
    const found = kmsOf.get(account)
    if (!found) throw new Error(`There is no account ${account}.`)
    return found
  }
  let served = accounts
  let materials = 0

  function startGateway() {
    const logger = createMemoryLogger()
    const watches = createKeyWatches({
      kmsOf(keyArn) {
        const account = parseKeyArn(keyArn)?.accountId ?? ''
        const found = served.some((each) => each === account) ? kmsOf.get(account) : undefined
        if (!found) throw unreachable()
        return found.kms
      },
      clock,
      logger,
      random: () => 0,
    })
    const log = createEventLog({ clock })
    const sources = new Map<Account, RotatingKeys>()
    const listeners = new Set<() => void>()
    function serve() {
      for (const account of sources.keys()) if (!served.includes(account)) sources.delete(account)
      for (const account of served)
        if (!sources.has(account))
          sources.set(
            account,
            createRotatingKeys({
              name: scopeName(at(account).kms.scope),
              kms: at(account).kms,
              clock,
              logger,
            }),
          )
      for (const listener of listeners) listener()
    }
    serve()
    const selected = createSelectedKeys({
      sources: {
        current: () => [...sources.values()],
        onChange(listener) {
          listeners.add(listener)
          return { [Symbol.dispose]: () => void listeners.delete(listener) }
        },
      },
      clock,
      logger,
    })
    const streams = createEventStreams({ watches, log, clock })
    const all = {
      name: 'all',
      covers: () => true,
      canChange: false,
      coversRemoved: () => false,
      examination: () => async (arns: readonly string[]) => arns,
    }
    return {
      serve,
      selected,
      watches,
      async open(after?: string) {
        const opening = selected.open(all, { maxAgeMs: MINUTE, signal: never() })
        const [keyArns] = await Promise.all([opening, clock.pass(MAX_SCOPE_DELAY_MS)])
        return streams.open({ keyArns, kinds: new Set(['RotationCompleted'] as const) }, after)
      },
      dispose() {
        selected[Symbol.dispose]()
        watches[Symbol.dispose]()
      },
    }
  }
  let gateway = startGateway()

  return {
    clock,
    at,
    open: async (after?: string) => read(await gateway.open(after)),
    serve: (...accounts: readonly Account[]) => {
      served = accounts
      gateway.serve()
    },
    rotate: (account: Account, key = 0) => {
      const materialId = `${account}-${++materials}`
      at(account).fake.key(arnOf(account, key)).addRotation('ON_DEMAND', new Date(clock.now()), materialId)
      return materialId
    },
    pass: async (ms: number) => {
      await clock.pass(ms)
      await clock.pass(0)
    },
    replaceGateway: () => {
      gateway.dispose()
      gateway = startGateway()
    },
  }
}

describe('a stream over all keys', () => {
  test.each([
    ['cannot be reached', unreachable()],
    ['does not answer', 'SILENT' as const],
    ['is denied', denied()],
  ])(
    'opens with the other accounts when one account %s, and delivers the rotations since its start when the account is back',
    async (_, state) => {
      const { at, open, pass, rotate } = start([A, B])
      at(B).state = state
      const reader = await open()
      await pass(MINUTE)
      const [first, missed] = [rotate(A), rotate(B)]
      await pass(historyMs)
      expect(reader.materials()).toEqual([first])
      at(B).state = 'REACHABLE'
      await pass(2 * MINUTE)
      expect(reader.materials()).toEqual([first, missed])
      const later = rotate(B)
      await pass(historyMs)
      expect(reader.materials()).toEqual([first, missed, later])
      await reader.leave()
    },
  )

  test('delivers rotations of an account that was unreachable only from the start of each subscription', async () => {
    const { at, open, pass, rotate } = start([A, B])
    at(B).state = unreachable()
    const early = await open()
    await pass(MINUTE)
    const missed = rotate(B)
    await pass(MINUTE)
    const late = await open()
    at(B).state = 'REACHABLE'
    await pass(2 * MINUTE)
    const next = rotate(B)
    await pass(historyMs)
    expect(early.materials()).toEqual([missed, next])
    expect(late.materials()).toEqual([next])
    await early.leave()
    await late.leave()
  })

  test.each(['the same gateway', 'another gateway'])(
    'resumed on %s while an account is unreachable delivers each rotation of the account once when it is back',
    async (where) => {
      const { at, open, pass, rotate, replaceGateway } = start([A, B])
      const first = await open()
      await pass(MINUTE)
      const before = [rotate(A), rotate(B)]
      await pass(historyMs)
      expect(new Set(first.materials())).toEqual(new Set(before))
      at(B).state = unreachable()
      const missed = rotate(B)
      const seen = rotate(A)
      await pass(3 * historyMs)
      const cursor = first.cursor()
      expect(first.materials().at(-1)).toBe(seen)
      await first.leave()
      if (where === 'another gateway') replaceGateway()
      const second = await open(cursor)
      await pass(historyMs)
      const between = rotate(A)
      await pass(historyMs)
      expect(second.materials()).toEqual([between])
      await second.leave()
      const third = await open(second.cursor())
      at(B).state = 'REACHABLE'
      await pass(historyMs)
      expect(third.materials()).toEqual([missed])
      await third.leave()
    },
  )

  test.each([
    ['denies listing its keys', denied()],
    ['denies its role', deniedRole()],
  ])(
    'reports an account that %s as a gap when it is resumed, and the account does not hold back the cursors',
    async (_, error) => {
      const { clock, at, open, pass, rotate, replaceGateway } = start([A, B])
      const first = await open()
      await pass(MINUTE)
      rotate(A)
      await pass(historyMs)
      await first.leave()
      at(B).state = error
      replaceGateway()
      const second = await open(first.cursor())
      await pass(0)
      expect(second.messages).toMatchObject([
        {
          kind: 'StreamGap',
          keyArn: undefined,
          kinds: ['RotationCompleted'],
          message: expect.stringContaining(`Rotations of keys in ${B}/eu-west-1 may be missing`),
        },
      ])
      const resumedAt = clock.now()
      await pass(3 * historyMs)
      const later = rotate(A)
      await pass(2 * historyMs)
      expect(second.materials()).toEqual(['StreamGap', later])
      expect(decodeStreamCursor(second.cursor() ?? '').watermark).toBeGreaterThan(resumedAt)
      await second.leave()
    },
  )

  test('reports an account as a gap once when it is denied after the stream was resumed', async () => {
    const { at, open, pass, rotate, replaceGateway } = start([A, B])
    const first = await open()
    await pass(MINUTE)
    rotate(A)
    await pass(historyMs)
    await first.leave()
    at(B).state = unreachable()
    replaceGateway()
    const second = await open(first.cursor())
    await pass(historyMs)
    expect(second.messages).toEqual([])
    at(B).state = denied()
    await pass(historyMs)
    expect(second.materials()).toEqual(['StreamGap'])
    const missed = rotate(B)
    at(B).state = 'REACHABLE'
    await pass(historyMs)
    expect(second.materials()).toEqual(['StreamGap', missed])
    await second.leave()
  })

  test('covers an account from the time at which it is added, and not after it is removed', async () => {
    const { at, open, pass, rotate, serve } = start([A])
    rotate(B)
    const reader = await open()
    await pass(MINUTE)
    rotate(B)
    await pass(MINUTE)
    serve(A, B)
    const added = rotate(B)
    await pass(MINUTE)
    expect(reader.materials()).toEqual([added])
    serve(A)
    const polls = at(B).fake.calls()
    rotate(B)
    const other = rotate(A)
    await pass(2 * historyMs)
    expect(at(B).fake.calls()).toBe(polls)
    expect(reader.materials()).toEqual([added, other])
    serve(A, B)
    await pass(MINUTE)
    const back = rotate(B)
    await pass(2 * historyMs)
    expect(reader.materials()).toEqual([added, other, back])
    await reader.leave()
  })

  test('is rejected with the error of the first account when no account can be listed', async () => {
    const { at, open } = start([A, B])
    at(A).state = denied()
    at(B).state = unreachable()
    await expect(open()).rejects.toThrow('AWS denies kms:ListKeys.')
  })
})

test(
  'whatever accounts are unreachable, a consumer that keeps its cursor gets each rotation once',
  async () => {
    const account = constantFrom(A, B, C)
    const step = oneof(
      { weight: 4, arbitrary: record({ kind: constant('rotate' as const), account, key: nat(1) }) },
      { weight: 3, arbitrary: record({ kind: constant('fail' as const), account }) },
      { weight: 3, arbitrary: record({ kind: constant('recover' as const), account }) },
      { weight: 4, arbitrary: record({ kind: constant('pass' as const), ms: nat(400_000) }) },
      { weight: 2, arbitrary: record({ kind: constant('reconnect' as const), ms: nat(200_000) }) },
      { weight: 1, arbitrary: record({ kind: constant('replace' as const), ms: nat(200_000) }) },
    )
    await assert(
      asyncProperty(array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const { at, open, pass, rotate, replaceGateway } = start([A, B, C])
        const expected: string[] = []
        const received: (string | undefined)[] = []
        let reader = await open()
        await pass(1_000)
        expected.push(rotate(A))
        await pass(historyMs)
        let cursor = reader.cursor()
        const failing = new Set<Account>()
        for (const each of steps) {
          await pass(1)
          if (each.kind === 'rotate') expected.push(rotate(each.account, each.key))
          else if (each.kind === 'recover') {
            at(each.account).state = 'REACHABLE'
            failing.delete(each.account)
          } else if (each.kind === 'fail' && failing.size < 2) {
            at(each.account).state = unreachable()
            failing.add(each.account)
          } else if (each.kind === 'pass') await pass(each.ms)
          else if (each.kind === 'reconnect' || each.kind === 'replace') {
            await reader.leave()
            received.push(...reader.materials())
            cursor = reader.cursor() ?? cursor
            if (each.kind === 'replace') replaceGateway()
            await pass(each.ms)
            reader = await open(cursor)
          }
        }
        for (const each of failing) at(each).state = 'REACHABLE'
        await pass(10 * historyMs + maxBackoffMs)
        await reader.leave()
        received.push(...reader.materials())
        expect(received).toHaveLength(expected.length)
        expect(new Set(received)).toEqual(new Set(expected))
      }),
      { numRuns: Number(STREAM_RUNS) },
    )
  },
  30_000 + Number(STREAM_RUNS) * 400,
)

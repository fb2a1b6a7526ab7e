import { describe, expect, test } from 'vitest'
import { createKmsLoaders } from '../../src/kms/loaders/kms-loaders.ts'
import type { KmsLoaders } from '../../src/kms/loaders/kms-loaders.ts'
import { createScopes, scopeOf } from '../../src/kms/scopes.ts'
import { readAllPages } from '../../src/kms/read-all-pages.ts'
import { startAwsKms } from './aws-kms-on-emulator.ts'
import type { KmsUnderTest } from './kms-contract.ts'

const loadersOf = ({ kms }: KmsUnderTest, signal = new AbortController().signal): KmsLoaders =>
  createKmsLoaders({ scopes: createScopes([scopeOf(kms)]), call: { signal }, kmsPageSize: 2 })

const ROTATIONS = [{ date: '-5d' }, { date: '-4d' }, { date: '-3d' }]

describe('the loaders of one request', () => {
  test('read each value once, however often it is requested', async () => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey({ aliases: ['one'], createdAt: '-9d', rotations: ROTATIONS })
    const loaders = loadersOf(it)
    const twice = (read: () => Promise<unknown>) => Promise.all([read(), read()]).then(read)
    await twice(() => loaders.metadataByName(scopeOf(it.kms), 'alias/one'))
    await twice(() => loaders.metadata(arn))
    await twice(() => loaders.status(arn))
    await twice(() => loaders.tags(arn))
    await twice(() => loaders.lastUsage(arn))
    await twice(() => loaders.aliases(arn))
    await twice(() => loaders.keysPage(scopeOf(it.kms), undefined))
    await twice(() => loaders.rotationsPage(arn, undefined))
    await twice(() => loaders.rotations(arn))
    await twice(() => loaders.materials(arn))
    const calls = it.emulator.statistics().calls.map((each) => [each.operation, each.calls])
    expect(Object.fromEntries(calls)).toEqual({
      DescribeKey: 1,
      GetKeyRotationStatus: 1,
      ListResourceTags: 1,
      GetKeyLastUsage: 1,
      ListAliases: 1,
      ListKeys: 1,
      // Two pages of rotations, two of materials: they are different lists.
      ListKeyRotations: 4,
    })
  })

  test('remember a failure too, so that a field and its error agree', async () => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey({ denies: ['DescribeKey'] })
    const loaders = loadersOf(it)
    const errors = await Promise.all([1, 2].map(() => loaders.metadata(arn).catch((error: unknown) => error)))
    expect(errors[0]).toBe(errors[1])
    await expect(loaders.metadata(arn)).rejects.toBe(errors[0])
    expect(it.emulator.calls()).toBe(1)
  })

  test('read a key again after it was cleared', async () => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey({ createdAt: '-9d', rotations: ROTATIONS })
    const loaders = loadersOf(it)
    await Promise.all([loaders.metadata(arn), loaders.status(arn), loaders.rotations(arn)])
    it.emulator.changeKey(arn, { state: 'Disabled', automaticRotation: {} })
    it.emulator.addRotation(arn, { date: '-1d' })
    loaders.clear(arn)
    expect((await loaders.metadata(arn)).keyState).toBe('Disabled')
    expect((await loaders.status(arn)).keyRotationEnabled).toBe(true)
    expect(await loaders.rotations(arn)).toHaveLength(4)
  })

  test('stop with their request', async () => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey()
    const request = new AbortController()
    const loaders = loadersOf(it, request.signal)
    it.emulator.addFault({ kind: 'latency', latencyMs: 3_600_000 })
    const reads = [loaders.metadata(arn), loaders.keysPage(scopeOf(it.kms), undefined), loaders.tags(arn)]
    await expect.poll(() => it.emulator.statistics().inFlight).toBe(reads.length)
    const reason = new Error('the client left')
    request.abort(reason)
    for (const read of reads) await expect(read).rejects.toBe(reason)
  })
})

describe('readAllPages', () => {
  test('reads all pages, including empty ones', async () => {
    const pages = [[1, 2], [], [3]]
    const readPage = async (marker = '0') => ({
      items: pages[Number(marker)] ?? [],
      nextMarker: Number(marker) + 1 < pages.length ? String(Number(marker) + 1) : undefined,
    })
    expect(await readAllPages(readPage)).toEqual([1, 2, 3])
  })

  test('fails when KMS does not end the list', async () => {
    let pages = 0
    const endless = () => readAllPages(async () => ({ items: [], nextMarker: `M${pages++}` }))
    await expect(endless()).rejects.toThrow('1000 pages')
    expect(pages).toBe(1_000)
  })

  test('fails when the pages hold too many items', async () => {
    const items = Array.from({ length: 30_000 }, (_, index) => index)
    let pages = 0
    const endless = () => readAllPages(async () => ({ items, nextMarker: `M${pages++}` }))
    await expect(endless()).rejects.toThrow('100000 items')
    expect(pages).toBe(4)
  })

  test('fails when KMS sends a Marker twice', async () => {
    const next: Readonly<Record<string, string>> = { start: 'A', A: 'B', B: 'C', C: 'A' }
    let reads = 0
    const reading = readAllPages(async (marker = 'start') => {
      reads++
      return { items: [reads], nextMarker: next[marker] }
    })
    await expect(reading).rejects.toMatchObject({ code: 'KMS_UNAVAILABLE', isRetryable: true })
    expect(reads).toBe(4)
  })

  test('stops when its signal aborts, also when every page comes from memory', async () => {
    const request = new AbortController()
    const reason = new Error('the deadline passed')
    let pages = 0
    const reading = readAllPages(async () => ({ items: [], nextMarker: `M${pages++}` }), request.signal)
    setImmediate(() => request.abort(reason))
    await expect(reading).rejects.toBe(reason)
    expect(pages).toBeLessThan(10)
  })

  test('fails with KMS_UNAVAILABLE when KMS rejects its own Marker', async () => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey({ createdAt: '-9d', rotations: ROTATIONS })
    const reading = readAllPages(async (marker) => {
      if (marker !== undefined) it.emulator.invalidateMarkers()
      return it.kms.listKeyRotations(arn, { includeKeyMaterial: 'ROTATIONS_ONLY', limit: 2, marker })
    })
    await expect(reading).rejects.toMatchObject({ code: 'KMS_UNAVAILABLE', isRetryable: true })
  })
})

import { expect, test } from 'vitest'
import { InvalidMarkerError } from '../../src/errors/invalid-marker-error.ts'
import { OperationError } from '../../src/errors/operation-errors.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import type { Page, PageRequest } from '../../src/kms/kms.ts'
import { atMost } from '../support/at-most.ts'

export interface KmsUnderTest extends AsyncDisposable {
  /** The KMS of the emulator's first Region. */
  readonly kms: KmsClient
  /** What it speaks to; its clock stands still. */
  readonly emulator: Emulator
}

const UNKNOWN_ID = '0f0f0f0f-1111-4222-8333-444455556666'
const DAY = 86_400_000

/** The contract of every {@link Kms}. Call it inside a `describe`. */
export function fulfilsKmsContract(start: () => Promise<KmsUnderTest>): void {
  test('returns values of the port, with dates as Date and absent members as undefined', async () => {
    await using it = await start()
    const { kms, emulator } = it
    const now = emulator.clock.now()
    const { arn, keyId } = emulator.createKey({
      aliases: ['app/one'],
      tags: { team: 'orders' },
      description: 'words',
      createdAt: '-10d',
      automaticRotation: { periodInDays: 100, nextRotationDate: '+50d' },
      rotations: [{ date: '-5d', type: 'ON_DEMAND' }],
      lastUsage: { usedAt: '-2d' },
    })
    expect(kms.scope.region).toBe(emulator.regions[0])
    expect(await kms.listKeys({})).toEqual({ items: [{ keyId, keyArn: arn }], nextMarker: undefined })
    expect(await kms.describeKey(keyId)).toEqual({
      keyArn: arn,
      keyId,
      description: 'words',
      keyState: 'Enabled',
      keyManager: 'CUSTOMER',
      origin: 'AWS_KMS',
      keySpec: 'SYMMETRIC_DEFAULT',
      keyUsage: 'ENCRYPT_DECRYPT',
      creationDate: new Date(now - 10 * DAY),
      deletionDate: undefined,
      multiRegion: undefined,
      currentKeyMaterialId: emulator.key(arn).currentKeyMaterialId,
    })
    expect((await kms.listAliases({})).items).toEqual([
      {
        aliasName: 'alias/app/one',
        aliasArn: arn.replace(/key\/.*/, 'alias/app/one'),
        targetKeyId: keyId,
        creationDate: new Date(now - 10 * DAY),
        lastUpdatedDate: new Date(now - 10 * DAY),
      },
    ])
    expect(await kms.listResourceTags(arn, {})).toEqual({
      items: [{ tagKey: 'team', tagValue: 'orders' }],
      nextMarker: undefined,
    })
    expect(await kms.getKeyRotationStatus(arn)).toEqual({
      keyRotationEnabled: true,
      rotationPeriodInDays: 100,
      nextRotationDate: new Date(now + 50 * DAY),
      onDemandRotationStartDate: undefined,
      observedAt: new Date(now),
    })
    expect(await kms.getKeyLastUsage(arn)).toEqual({
      usage: {
        usedAt: new Date(now - 2 * DAY),
        operation: 'Decrypt',
        cloudTrailEventId: expect.any(String),
      },
      trackingStartDate: new Date(now - 10 * DAY),
      creationDate: new Date(now - 10 * DAY),
      observedAt: new Date(now),
    })
    const [rotation] = (await kms.listKeyRotations(arn, { includeKeyMaterial: 'ROTATIONS_ONLY' })).items
    expect(rotation).toEqual({
      keyMaterialId: emulator.key(arn).rotations[0]?.keyMaterialId,
      keyMaterialDescription: undefined,
      keyMaterialState: 'CURRENT',
      importState: undefined,
      validTo: undefined,
      rotationDate: new Date(now - 5 * DAY),
      rotationType: 'ON_DEMAND',
    })
  })

  test('returns primaries, replicas, deletions and imported material', async () => {
    await using it = await start()
    const { kms, emulator } = it
    const now = emulator.clock.now()
    const [home = '', away = ''] = emulator.regions
    const primary = emulator.createKey({ replicaRegions: [away] })
    expect((await kms.describeKey(primary.arn)).multiRegion).toEqual({
      type: 'PRIMARY',
      primaryKeyArn: primary.arn,
      replicaKeyArns: [primary.arn.replace(home, away)],
    })
    const leaving = emulator.createKey({ state: 'PendingDeletion', deletionDate: '+7d' })
    expect((await kms.describeKey(leaving.arn)).deletionDate).toEqual(new Date(now + 7 * DAY))
    const imported = emulator.createKey({
      origin: 'EXTERNAL',
      material: { description: 'first', validTo: '+1d' },
      pendingMaterial: {},
    })
    const { items } = await kms.listKeyRotations(imported.arn, { includeKeyMaterial: 'ALL_KEY_MATERIAL' })
    expect(items).toMatchObject([
      {
        keyMaterialState: 'CURRENT',
        importState: 'IMPORTED',
        validTo: new Date(now + DAY),
        rotationDate: undefined,
      },
      { keyMaterialState: 'PENDING_ROTATION', rotationType: undefined },
    ])
  })

  test('accepts an alias in DescribeKey and a key in ListAliases', async () => {
    await using it = await start()
    const { arn } = it.emulator.createKey({ aliases: ['one', 'two'] })
    it.emulator.createKey({ aliases: ['three'] })
    expect((await it.kms.describeKey('alias/two')).keyArn).toBe(arn)
    const { items } = await it.kms.listAliases({ keyId: arn })
    expect(items.map(({ aliasName }) => aliasName)).toEqual(['alias/one', 'alias/two'])
  })

  test('pages each list to its end, including short and empty pages', async () => {
    await using it = await start()
    const { kms, emulator } = it
    emulator.settings({ emptyPageEvery: 2, isMarkerBoundToLimit: true })
    const names = ['a', 'b', 'c', 'd', 'e']
    const { arn } = emulator.createKey({
      aliases: names,
      tags: Object.fromEntries(names.map((name) => [name, name])),
      createdAt: '-90d',
      rotations: names.map((_, index) => ({ date: `-${50 - index}d` })),
    })
    for (const _ of names.slice(1)) emulator.createKey()
    const lists: readonly ((page: PageRequest) => Promise<Page<unknown>>)[] = [
      (page) => kms.listKeys(page),
      (page) => kms.listAliases(page),
      (page) => kms.listAliases({ ...page, keyId: arn }),
      (page) => kms.listResourceTags(arn, page),
      (page) => kms.listKeyRotations(arn, { ...page, includeKeyMaterial: 'ROTATIONS_ONLY' }),
    ]
    for (const list of lists) {
      const lengths: number[] = []
      const seen = new Set<string>()
      let marker: string | undefined
      for (const _ of atMost(1_000, 'pages')) {
        const { items, nextMarker } = await list({ limit: 2, marker })
        lengths.push(items.length)
        for (const item of items) seen.add(JSON.stringify(item))
        marker = nextMarker
        if (marker === undefined) break
      }
      expect([lengths, seen.size]).toEqual([[2, 0, 2, 0, 1], names.length])
      await expect(list({ limit: 2, marker: 'made up' })).rejects.toBeInstanceOf(InvalidMarkerError)
    }
  })

  test('changes keys and returns AWS’s request ID', async () => {
    await using it = await start()
    const { kms, emulator } = it
    const { arn, keyId } = emulator.createKey()
    const receipts = [
      await kms.enableKeyRotation(arn, 180),
      await kms.disableKeyRotation(keyId),
      await kms.rotateKeyOnDemand(arn),
    ]
    for (const { awsRequestId } of receipts) expect(awsRequestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(emulator.key(arn)).toMatchObject({ automaticRotation: { isEnabled: false }, onDemandUsed: 1 })
    await kms.enableKeyRotation(arn, undefined)
    expect(emulator.key(arn).automaticRotation).toMatchObject({ isEnabled: true, periodInDays: 365 })
  })

  test('rejects every operation on an unknown key with an OperationError', async () => {
    await using it = await start()
    const { kms } = it
    const calls: readonly Promise<unknown>[] = [
      kms.describeKey(UNKNOWN_ID),
      kms.listAliases({ keyId: UNKNOWN_ID }),
      kms.listResourceTags(UNKNOWN_ID, {}),
      kms.getKeyRotationStatus(UNKNOWN_ID),
      kms.getKeyLastUsage(UNKNOWN_ID),
      kms.listKeyRotations(UNKNOWN_ID, { includeKeyMaterial: 'ROTATIONS_ONLY' }),
      kms.enableKeyRotation(UNKNOWN_ID, undefined),
      kms.disableKeyRotation(UNKNOWN_ID),
      kms.rotateKeyOnDemand(UNKNOWN_ID),
    ]
    for (const result of await Promise.allSettled(calls)) {
      const reason: unknown = result.status === 'rejected' ? result.reason : undefined
      expect(reason).toBeInstanceOf(OperationError)
      expect(reason).toMatchObject({ code: 'KEY_NOT_FOUND', message: expect.stringContaining(UNKNOWN_ID) })
    }
  })

  test('rejects with the reason of its signal, before and during a read', async () => {
    await using it = await start()
    const { kms, emulator } = it
    const { arn } = emulator.createKey()
    const reason = new Error('nobody waits any more')
    const before = AbortSignal.abort(reason)
    await expect(kms.describeKey(arn, { signal: before })).rejects.toBe(reason)
    await expect(kms.rotateKeyOnDemand(arn, { signal: before })).rejects.toBe(reason)
    expect(emulator.calls()).toBe(0)

    emulator.addFault({ kind: 'latency', latencyMs: 3_600_000 })
    const meanwhile = new AbortController()
    const reading = kms.getKeyRotationStatus(arn, { signal: meanwhile.signal })
    await expect.poll(() => emulator.statistics().inFlight).toBe(1)
    meanwhile.abort(reason)
    await expect(reading).rejects.toBe(reason)
  })
}

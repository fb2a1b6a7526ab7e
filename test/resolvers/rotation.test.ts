import { describe, expect, test } from 'vitest'
import type { GatewayObserver } from '../../src/telemetry/gateway-observer.ts'
import type { RotationFilter } from '../documents/generated/graphql.ts'
import {
  MaterialsPageDocument,
  RotationCountDocument,
  RotationDetailsDocument,
  RotationsPageDocument,
} from '../documents/generated/graphql.ts'
import { HISTORY_LENGTH, rotationsPage, startWithHistory, timesOf, timesOfKey, visitAll } from './history.ts'
import { atMost } from '../support/at-most.ts'

describe('a filtered history', () => {
  const cases: readonly (readonly [
    string,
    (times: readonly string[]) => RotationFilter,
    readonly number[],
  ])[] = [
    ['by schedule', () => ({ types: ['AUTOMATIC'] }), [2, 5, 8]],
    ['on demand', () => ({ types: ['ON_DEMAND'] }), [0, 1, 3, 4, 6, 7, 9, 10]],
    ['of either type', () => ({ types: ['AUTOMATIC', 'ON_DEMAND'] }), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['of no type', () => ({ types: [] }), []],
    ['after a time, which is not part of it', (times) => ({ rotatedAfter: times[7] ?? '' }), [8, 9, 10]],
    ['before a time, which is not part of it', (times) => ({ rotatedBefore: times[2] ?? '' }), [0, 1]],
    [
      'between two times by schedule',
      (times) => ({ rotatedAfter: times[2] ?? '', rotatedBefore: times[9] ?? '', types: ['AUTOMATIC'] }),
      [5, 8],
    ],
    ['without a condition', () => ({}), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ]

  test.each(cases)('%s matches in each direction and with every page size', async (_, filterOf, expected) => {
    await using gateway = await startWithHistory({ settings: { maxPageItems: 4 } })
    const { key } = gateway
    const times = timesOfKey(key)
    const filter = filterOf(times)
    const wanted = expected.map((index) => times[index])
    for (const size of [1, 2, 3, HISTORY_LENGTH]) {
      const forward = await visitAll(gateway, key.arn, size, { filter })
      expect(forward.flatMap(({ page }) => timesOf(page))).toEqual(wanted)
      const backward = await visitAll(gateway, key.arn, size, { filter }, 'backward')
      expect(backward.toReversed().flatMap(({ page }) => timesOf(page))).toEqual(wanted)
    }
    const { key: counted } = await gateway.ask(RotationCountDocument, { by: { arn: key.arn }, filter })
    expect(counted?.rotations?.totalCount).toBe(expected.length)
  })
})

describe.each(['oldest-first', 'newest-first'] as const)(
  'an ordered history that KMS lists %s',
  (rotationsOrder) => {
    test.each([
      ['ASC', (times: readonly string[]) => times],
      ['DESC', (times: readonly string[]) => times.toReversed()],
    ] as const)('is returned %s with every page size, forward and backward', async (direction, inOrder) => {
      await using gateway = await startWithHistory({ settings: { rotationsOrder, maxPageItems: 3 } })
      const { key } = gateway
      const orderBy = { field: 'ROTATED_AT' as const, direction }
      const wanted = inOrder(timesOfKey(key))
      for (let size = 1; size <= HISTORY_LENGTH + 1; size++) {
        const forward = await visitAll(gateway, key.arn, size, { orderBy })
        expect(forward.flatMap(({ page }) => timesOf(page))).toEqual(wanted)
        const backward = await visitAll(gateway, key.arn, size, { orderBy }, 'backward')
        expect(backward.toReversed().flatMap(({ page }) => timesOf(page))).toEqual(wanted)
      }
    })

    test('returns the newest rotation for `last` and lastRotation', async () => {
      await using gateway = await startWithHistory({ settings: { rotationsOrder, maxPageItems: 3 } })
      const { key } = gateway
      const newest = await rotationsPage(gateway, key.arn, { last: 5 })
      expect(timesOf(newest)).toEqual(timesOfKey(key).slice(-5))
      const { key: counted } = await gateway.ask(RotationCountDocument, { by: { arn: key.arn } })
      expect(counted?.lastRotation?.id).toBe(newest.edges.at(-1)?.node.id)
      expect(counted?.rotations?.totalCount).toBe(HISTORY_LENGTH)
    })
  },
)

describe('a rotation', () => {
  test('has its previous rotation, the days since it, its key and its material', async () => {
    await using gateway = await startWithHistory()
    const report = gateway.emulator.createKey({
      createdAt: '-100d',
      rotations: [
        { date: '-90d' },
        { date: '-30d', type: 'ON_DEMAND' },
        { date: '-29.5d', type: 'ON_DEMAND' },
      ],
    })
    const { key } = await gateway.ask(RotationDetailsDocument, { by: { arn: report.arn } })
    const nodes = key?.rotations?.nodes ?? []
    const ids = nodes.map(({ id }) => id)
    expect(new Set(ids).size).toBe(3)
    expect(nodes).toEqual(
      report.rotations.map(({ completedAt, type, keyMaterialId }, index) => ({
        id: ids[index],
        rotatedAt: completedAt,
        type,
        daysSincePrevious: [10, 60, 0.5][index],
        previous: index === 0 ? null : { id: ids[index - 1] },
        material: {
          materialId: keyMaterialId,
          materialState: index === 2 ? 'CURRENT' : 'NON_CURRENT',
          rotation: { id: ids[index] },
        },
        key: { arn: report.arn },
        request: null,
      })),
    )
    expect(gateway.emulator.calls('ListKeyRotations')).toBe(1)
  })

  test('has a unique ID and no material if KMS reports no material IDs', async () => {
    await using gateway = await startWithHistory({ settings: { hasKeyMaterialIds: false } })
    const { key: report } = gateway
    const { key } = await gateway.ask(RotationDetailsDocument, { by: { arn: report.arn } })
    const nodes = key?.rotations?.nodes ?? []
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(HISTORY_LENGTH)
    expect(nodes.map(({ material }) => material)).toEqual(nodes.map(() => null))
  })
})

/** The first random number of this seed is above 0.9. The following numbers are not. */
const SEED_THAT_SPARES_THE_FIRST_CALL = 4

describe('the materials of a key', () => {
  test('page through the first, the rotated and the pending material', async () => {
    await using gateway = await startWithHistory({ settings: { maxPageItems: 2 } })
    const { arn } = gateway.emulator.createKey({
      origin: 'EXTERNAL',
      createdAt: '-100d',
      material: { description: 'first' },
      rotations: [{ date: '-50d', type: 'ON_DEMAND' }],
      pendingMaterial: { description: 'next', validTo: '+90d' },
    })
    const read = async (page: object) =>
      (await gateway.ask(MaterialsPageDocument, { by: { arn }, ...page })).key
    const whole = await read({})
    expect(whole?.materials?.totalCount).toBe(3)
    expect(
      whole?.materials?.edges.map(({ node }) => [node.materialState, node.description, node.importState]),
    ).toEqual([
      ['NON_CURRENT', 'first', 'IMPORTED'],
      ['CURRENT', null, 'IMPORTED'],
      ['PENDING_ROTATION', 'next', 'IMPORTED'],
    ])
    expect(whole?.materials?.edges.map(({ node }) => node.rotation !== null)).toEqual([false, true, false])
    expect(whole?.currentMaterial?.materialId).toBe(whole?.materials?.edges[1]?.node.materialId)
    expect(whole?.pendingMaterial?.description).toBe('next')
    expect(whole?.problems.materials).toBeNull()

    for (let first = 1; first <= 4; first++) {
      const ids: string[] = []
      let after: string | null = null
      for (const _ of atMost(100, 'pages')) {
        const page: NonNullable<typeof whole>['materials'] = (await read({ first, after }))?.materials ?? null
        ids.push(...(page?.edges.map(({ node }) => node.id) ?? []))
        after = page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null
        if (after === null) break
      }
      expect(ids).toEqual(whole?.materials?.edges.map(({ node }) => node.id))
    }
    const filtered = await read({ filter: { states: ['PENDING_ROTATION'], importStates: ['IMPORTED'] } })
    expect(filtered?.materials?.edges.map(({ node }) => node.description)).toEqual(['next'])
  })

  test('reject an invalid page size or cursor, and are null with the error when denied', async () => {
    await using gateway = await startWithHistory()
    const { key } = gateway
    const by = { arn: key.arn }
    const codeOf = async (page: object) =>
      (await gateway.answer(MaterialsPageDocument, { by, ...page })).errors?.[0]?.extensions?.['code']
    expect(await codeOf({ first: 101 })).toBe('BAD_USER_INPUT')
    expect(await codeOf({ after: 'x' })).toBe('BAD_USER_INPUT')
    const { cursor } = (await rotationsPage(gateway, key.arn, { first: 1 })).edges[0] ?? {}
    expect(await codeOf({ after: cursor })).toBe('INVALID_CURSOR')

    const denied = gateway.emulator.createKey({ denies: ['ListKeyRotations'] })
    const { key: found } = await gateway.ask(MaterialsPageDocument, { by: { arn: denied.arn } })
    expect(found).toMatchObject({ materials: null, currentMaterial: null, pendingMaterial: null })
    expect(found?.problems.materials?.code).toBe('ACCESS_DENIED')
  })
})

describe('a history that cannot be read completely', () => {
  test('is null with the error in `problems`, and never a partial history', async () => {
    await using gateway = await startWithHistory({ gateway: { kmsPageSize: 4 } })
    const { key } = gateway
    const allButTheFirst = { probability: 0.9, seed: SEED_THAT_SPARES_THE_FIRST_CALL }
    gateway.emulator.addFault({
      kind: 'error',
      operation: 'ListKeyRotations',
      code: 'AccessDeniedException',
      ...allButTheFirst,
    })
    const { key: found } = await gateway.ask(RotationCountDocument, { by: { arn: key.arn } })
    expect(found?.lastRotation).toBeNull()
    expect(found?.problems.rotations?.code).toBe('ACCESS_DENIED')
  })

  test('is an error if only the page of a cursor fails, because `problems` has no error', async () => {
    await using gateway = await startWithHistory({ gateway: { kmsPageSize: 4 } })
    const { key } = gateway
    const { endCursor } = (await rotationsPage(gateway, key.arn, { first: 4 })).pageInfo
    gateway.emulator.addFault({
      kind: 'error',
      operation: 'ListKeyRotations',
      code: 'AccessDeniedException',
      times: 1,
    })
    const { data, errors } = await gateway.answer(RotationsPageDocument, {
      by: { arn: key.arn },
      after: endCursor ?? null,
    })
    expect(data).toEqual({ key: { rotations: null } })
    expect(errors?.[0]?.extensions?.['code']).toBe('ACCESS_DENIED')
  })

  test('is a retryable error if KMS rejects its own Marker during one request', async () => {
    // Time passes with each call, so every Marker has expired when the gateway sends it.
    const ageing: GatewayObserver = {
      async kmsCall(_, send) {
        const answer = await send()
        gateway.emulator.clock.advance(1)
        return answer
      },
    }
    await using gateway = await startWithHistory({
      settings: { markerLifetimeMs: 0 },
      gateway: { kmsPageSize: 4, observers: [ageing] },
    })
    for (const page of [{ first: 11 }, { last: 11 }]) {
      const { data, errors } = await gateway.answer(RotationsPageDocument, {
        by: { arn: gateway.key.arn },
        ...page,
      })
      expect(data?.key?.rotations).toBeNull()
      expect(errors?.map(({ extensions }) => extensions?.['code']) ?? []).toEqual(['KMS_UNAVAILABLE'])
    }
    const { key } = await gateway.ask(RotationCountDocument, { by: { arn: gateway.key.arn }, filter: null })
    expect(key).toMatchObject({ lastRotation: null, problems: { rotations: { code: 'KMS_UNAVAILABLE' } } })
  })
})

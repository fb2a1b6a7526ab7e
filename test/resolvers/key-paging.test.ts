import { describe, expect, test } from 'vitest'
import type { GatewayLimits } from '../../src/context.ts'
import type { SettingsPatch } from '../../emulator/settings.ts'
import { KeyCountDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import { START, createStillClock } from '../support/still-clock.ts'
import { arnsOf, arnsOfFleet, keysPage, keysError, startWithFleet, visitKeys } from './fleet.ts'

const SHAPES: readonly (readonly [what: string, kmsPageSize: number, settings: SettingsPatch])[] = [
  ['one page each', 100, {}],
  ['full pages', 2, {}],
  ['short and empty pages', 100, { maxPageItems: 2, emptyPageEvery: 2 }],
  ['full pages and an empty one', 5, { hasTrailingEmptyPage: true }],
]

describe.each(SHAPES)('the keys of several Regions, in %s', (_, kmsPageSize, settings) => {
  test('return each key once with every page size, one Region after the other', async () => {
    await using gateway = await startWithFleet({ settings, gateway: { kmsPageSize } })
    const fleet = arnsOfFleet(gateway)
    expect(fleet).toHaveLength(9)
    for (let first = 1; first <= fleet.length + 2; first++) {
      const visits = await visitKeys(gateway, { first })
      expect(visits.flatMap(arnsOf)).toEqual(fleet)
      const needed = Math.ceil(fleet.length / first)
      expect(visits.map(({ pageInfo }) => [pageInfo.hasNextPage, pageInfo.hasPreviousPage])).toEqual(
        Array.from({ length: needed }, (__, index) => [index + 1 < needed, index > 0]),
      )
      expect(visits.map(({ scannedCount }) => scannedCount)).toEqual(visits.map(({ edges }) => edges.length))
    }
    expect(gateway.emulator.calls()).toBe(gateway.emulator.calls('ListKeys'))
  })

  test('continue from the cursor of any edge', async () => {
    await using gateway = await startWithFleet({ settings, gateway: { kmsPageSize } })
    const { edges } = await keysPage(gateway)
    for (const [index, { cursor }] of edges.entries())
      expect(arnsOf(await keysPage(gateway, { after: cursor }))).toEqual(
        arnsOfFleet(gateway).slice(index + 1),
      )
  })

  test('match a filter with every page size and scan limit', async () => {
    await using gateway = await startWithFleet({ settings, gateway: { kmsPageSize } })
    for (const [index, arn] of arnsOfFleet(gateway).entries())
      if (index % 2 === 1) gateway.emulator.changeKey(arn, { state: 'Disabled' })
    const disabled = arnsOfFleet(gateway).filter((__, index) => index % 2 === 1)
    const filter = { states: ['DISABLED' as const] }
    for (const first of [1, 3, 9])
      for (const scanLimit of [1, 2, 5, 9, 100]) {
        const visits = await visitKeys(gateway, { first, scanLimit, filter })
        expect(visits.flatMap(arnsOf)).toEqual(disabled)
        for (const { edges } of visits) expect(edges).not.toEqual([])
        // Every second key matches: a page with a key ends at its scan limit, or just before the next match.
        const largest = Math.max(...visits.map(({ scannedCount }) => scannedCount))
        expect(largest).toBeLessThanOrEqual(Math.max(scanLimit + 1, 3))
        expect(visits.reduce((sum, { scannedCount }) => sum + scannedCount, 0)).toBe(9)
      }
  })
})

describe('a filtered page of keys', () => {
  const filter = { states: ['DISABLED' as const] }

  /** A fleet of nine keys. The keys at these indexes are disabled. */
  async function startWithDisabled(places: readonly number[], limits: Partial<GatewayLimits> = {}) {
    const gateway = await startWithFleet({ gateway: { limits } })
    const disabled = places.map((place) => arnsOfFleet(gateway)[place] ?? '')
    for (const arn of disabled) gateway.emulator.changeKey(arn, { state: 'Disabled' })
    return { ...gateway, disabled }
  }

  test('examines more keys than its scan limit until one matches', async () => {
    await using gateway = await startWithDisabled([6])
    const page = await keysPage(gateway, { filter, scanLimit: 1 })
    expect(arnsOf(page)).toEqual(gateway.disabled)
    expect(page).toMatchObject({ scannedCount: 9, pageInfo: { hasNextPage: false } })
  })

  test('has a next page only if the next page has a key', async () => {
    await using gateway = await startWithDisabled([0, 1, 5])
    for (const first of [1, 2, 3])
      for (const scanLimit of [1, 2, 9]) {
        const visits = await visitKeys(gateway, { filter, first, scanLimit })
        expect(visits.flatMap(arnsOf)).toEqual(gateway.disabled)
        for (const visit of visits) expect(visit.edges).not.toEqual([])
        expect(visits.map(({ scannedCount }) => scannedCount).reduce((sum, each) => sum + each)).toBe(9)
      }
  })

  test('is the only page and empty if no key of the list matches', async () => {
    await using gateway = await startWithDisabled([])
    const [page, ...others] = await visitKeys(gateway, { filter, scanLimit: 1 })
    expect(others).toEqual([])
    expect(page).toMatchObject({ edges: [], scannedCount: 9, pageInfo: { hasNextPage: false } })
  })

  test('ends empty at its bound, with the number of examined keys and a cursor to continue', async () => {
    await using gateway = await startWithDisabled([3], { defaultScanLimit: 3, maxScanLimit: 3 })
    const page = await keysPage(gateway, { filter })
    expect(page).toMatchObject({
      edges: [],
      scannedCount: 3,
      pageInfo: { hasNextPage: true, startCursor: null },
    })
    expect(gateway.emulator.calls('DescribeKey')).toBe(3)
    const next = await keysPage(gateway, { filter, after: page.pageInfo.endCursor ?? null })
    expect(arnsOf(next)).toEqual(gateway.disabled)
  })

  test('ends after half of its time, but not before a first group of keys is examined', async () => {
    const requestTimeoutMs = 60_000
    let isHalfOver = () => false
    const now = () => START + (isHalfOver() ? requestTimeoutMs / 2 : 0)
    const clock = { ...createStillClock(), now, elapsed: now }
    await using gateway = await startGateway({
      speed: 0,
      settings: { isThrottling: false },
      gateway: { serverLimits: { requestTimeoutMs }, clock },
    })
    const { emulator } = gateway
    for (let count = 0; count < 60; count++) emulator.createKey()
    isHalfOver = () => emulator.calls('DescribeKey') > 0
    const page = await keysPage(gateway, { filter })
    expect(page).toMatchObject({ edges: [], scannedCount: 25, pageInfo: { hasNextPage: true } })
    isHalfOver = () => false
    const rest = await keysPage(gateway, { filter, after: page.pageInfo.endCursor ?? null })
    expect(rest).toMatchObject({ edges: [], scannedCount: 35, pageInfo: { hasNextPage: false } })
  })

  test('never examines more keys than its cost includes', async () => {
    await using gateway = await startGateway({ speed: 0, settings: { isThrottling: false } })
    for (let count = 0; count < 230; count++) gateway.emulator.createKey()
    for (const [scanLimit, priced] of [
      [1, 200],
      [41, 205],
    ] as const) {
      gateway.emulator.resetStatistics()
      const page = await keysPage(gateway, { filter, scanLimit })
      expect([page.scannedCount, gateway.emulator.calls('DescribeKey')]).toEqual([priced, priced])
    }
  })

  test('counts the keys that the filter could not be evaluated for, and does not match them', async () => {
    await using gateway = await startWithFleet()
    const denied = gateway.emulator.createKey({ denies: ['DescribeKey', 'GetKeyRotationStatus'] })
    const page = await keysPage(gateway, { filter: { states: ['ENABLED'] } })
    expect(arnsOf(page)).not.toContain(denied.arn)
    expect([page.edges.length, page.scannedCount, page.undecidedCount]).toEqual([9, 10, 1])
  })

  test('does not match a key that fails another condition, whether it is readable or not', async () => {
    await using gateway = await startWithFleet()
    gateway.emulator.createKey({ denies: ['DescribeKey'] })
    const page = await keysPage(gateway, { filter: { states: ['ENABLED'], tags: [{ key: 'team' }] } })
    expect([page.edges.length, page.undecidedCount]).toEqual([0, 0])
  })
})

describe('the arguments of keys', () => {
  test.each([
    [{ first: -1 }, 'first (-1) is out of range. Pass a number from 0 to 100.'],
    [{ first: 101 }, 'first (101) is out of range. Pass a number from 0 to 100.'],
    [{ scanLimit: 0 }, 'scanLimit is 0. Set it to a number from 1 to 1000.'],
    [{ scanLimit: 1001 }, 'scanLimit is 1001. Set it to a number from 1 to 1000.'],
    [{ scopes: [{ region: 'mars-north-1' }] }, '"mars-north-1"'],
    [{ scopes: [{ region: 'us-east-1' }, { accountId: '999999999999' }] }, '"999999999999"'],
    [
      { scopes: [{ region: 'us-east-1', accountId: '999999999999' }] },
      'It serves 111122223333/us-east-1, 111122223333/eu-west-1, 111122223333/ap-southeast-2.',
    ],
    [{ after: 'x' }, "'x' is not a cursor"],
  ])('%j are rejected, with the value and the allowed values', async (page, message) => {
    await using gateway = await startWithFleet()
    expect(await keysError(gateway, page)).toEqual({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(message),
    })
  })

  test('with first: 0 return no keys and report whether there are keys', async () => {
    await using gateway = await startWithFleet()
    expect(await keysPage(gateway, { first: 0 })).toMatchObject({
      edges: [],
      pageInfo: { hasNextPage: true, endCursor: null },
    })
    const scopes = [{ region: 'ap-southeast-2' }]
    expect(await keysPage(gateway, { first: 0, scopes })).toMatchObject({ pageInfo: { hasNextPage: false } })
  })

  test.each([
    [[{ region: 'eu-west-1' }], ['eu-west-1']],
    [
      [{ region: 'eu-west-1' }, { region: 'us-east-1' }],
      ['us-east-1', 'eu-west-1'],
    ],
    [[{ accountId: '111122223333' }], ['us-east-1', 'eu-west-1']],
    [[{ accountId: '111122223333', region: 'eu-west-1' }, { region: 'eu-west-1' }], ['eu-west-1']],
    [[{}], ['us-east-1', 'eu-west-1']],
    [[], []],
  ])('with the scopes %j select the Regions %j', async (scopes, regions) => {
    await using gateway = await startWithFleet()
    const found = await keysPage(gateway, { scopes })
    const wanted = arnsOfFleet(gateway).filter((arn) => regions.some((region) => arn.includes(`:${region}:`)))
    expect(arnsOf(found)).toEqual(wanted)
  })
})

describe('a cursor of keys', () => {
  test('of other scopes, another filter, order or field is rejected', async () => {
    await using gateway = await startWithFleet()
    const end = async (page: object) =>
      (await keysPage(gateway, { first: 1, ...page })).pageInfo.endCursor ?? null
    const scopes = [{ region: 'us-east-1' }]
    const filter = { states: ['ENABLED' as const] }
    const orderBy = { field: 'ARN' as const }
    const plain = await end({})
    for (const page of [
      { after: plain, scopes },
      { after: plain, filter },
      { after: plain, orderBy },
      { after: await end({ scopes }) },
      { after: await end({ filter }) },
      { after: await end({ orderBy }) },
      { after: await end({ orderBy }), orderBy: { ...orderBy, direction: 'DESC' as const } },
      { after: await end({ filter }), filter: { states: ['DISABLED' as const] } },
    ])
      expect((await keysError(gateway, page)).code).toBe('INVALID_CURSOR')
  })

  test('altered at any position is rejected', async () => {
    await using gateway = await startWithFleet()
    const cursor = (await keysPage(gateway, { first: 3 })).pageInfo.endCursor ?? ''
    for (let at = 0; at < cursor.length; at += 7) {
      const after = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1)
      expect((await keysError(gateway, { after })).code).toBe('BAD_USER_INPUT')
    }
  })

  test('whose Marker KMS no longer accepts is an error that says to start again', async () => {
    await using gateway = await startWithFleet({ gateway: { kmsPageSize: 2 } })
    const { pageInfo } = await keysPage(gateway, { first: 3 })
    gateway.emulator.invalidateMarkers()
    expect(await keysError(gateway, { after: pageInfo.endCursor ?? null })).toEqual({
      code: 'INVALID_CURSOR',
      message: expect.stringMatching(/us-east-1 no longer accepts .* Start again without the cursor\.$/),
    })
  })

  test('continues correctly after keys were created and deleted', async () => {
    await using gateway = await startWithFleet()
    const { pageInfo } = await keysPage(gateway, { first: 2 })
    const [first] = arnsOfFleet(gateway)
    const rest = arnsOfFleet(gateway).slice(2)
    const made = gateway.emulator.createKey({ keyId: '00000000-0000-4000-8000-000000000000' })
    const after = pageInfo.endCursor ?? null
    expect(arnsOf(await keysPage(gateway, { after }))).toEqual(rest)
    gateway.emulator.removeKey(first ?? '')
    gateway.emulator.removeKey(made.arn)
    expect(arnsOf(await keysPage(gateway, { after }))).toEqual(rest)
  })

  test('loses no key after its own key was deleted', async () => {
    await using gateway = await startWithFleet()
    const { edges, pageInfo } = await keysPage(gateway, { first: 2 })
    const rest = arnsOfFleet(gateway).slice(2)
    gateway.emulator.removeKey(edges[1]?.node.arn ?? '')
    expect(arnsOf(await keysPage(gateway, { after: pageInfo.endCursor ?? null }))).toEqual(rest)
  })
})

describe('a Region whose keys cannot be listed', () => {
  test('is reported with the error, and the other Regions are complete', async () => {
    await using gateway = await startWithFleet()
    const code = 'AccessDeniedException'
    gateway.emulator.addFault({ kind: 'error', code, operation: 'ListKeys', region: 'us-east-1' })
    const page = await keysPage(gateway)
    expect(arnsOf(page)).toEqual(arnsOfFleet(gateway).filter((arn) => arn.includes(':eu-west-1:')))
    expect(page.unavailableScopes).toEqual([
      {
        scope: { region: 'us-east-1' },
        error: { code: 'ACCESS_DENIED', message: expect.stringContaining('kms:ListKeys') },
      },
    ])
    for (const orderBy of [null, { field: 'ARN' as const }])
      expect(
        (await keysPage(gateway, { filter: { states: ['ENABLED'] }, orderBy })).unavailableScopes,
      ).toHaveLength(1)
  })

  test('makes the total count null', async () => {
    await using gateway = await startWithFleet()
    const count = async (variables: object = {}) =>
      (await gateway.ask(KeyCountDocument, variables)).keys.totalCount
    expect(await count()).toBe(9)
    expect(await count({ scopes: [{ region: 'eu-west-1' }] })).toBe(4)
    expect(await count({ filter: { states: ['ENABLED'] } })).toBeNull()
    gateway.emulator.addFault({
      kind: 'error',
      code: 'AccessDeniedException',
      operation: 'ListKeys',
      region: 'eu-west-1',
    })
    expect(await count()).toBeNull()
    expect(await count({ scopes: [{ region: 'us-east-1' }] })).toBe(5)
  })
})

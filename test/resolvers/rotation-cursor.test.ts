import { describe, expect, test } from 'vitest'
import type { RotationsPageQueryVariables } from '../documents/generated/graphql.ts'
import { pageError, rotationsPage, startWithHistory, timesOf, timesOfKey } from './history.ts'

type PageArguments = Omit<RotationsPageQueryVariables, 'by'>

describe('the page size of a history', () => {
  test.each<readonly [PageArguments, string]>([
    [{ first: -1 }, 'first (-1) is out of range. Pass a number from 0 to 100.'],
    [{ first: 101 }, 'first (101) is out of range. Pass a number from 0 to 100.'],
    [{ last: -7 }, 'last (-7) is out of range. Pass a number from 0 to 100.'],
    [{ last: 1000 }, 'last (1000) is out of range. Pass a number from 0 to 100.'],
    [{ first: 1, last: 2 }, 'first (1) and last (2) cannot be combined. Pass only one of them.'],
    [{ first: 0, last: 0 }, 'first (0) and last (0) cannot be combined. Pass only one of them.'],
  ])('%j is rejected with the value and the bound, before KMS is called', async (page, message) => {
    await using gateway = await startWithHistory()
    const { key } = gateway
    expect(await pageError(gateway, key.arn, page)).toEqual({ code: 'BAD_USER_INPUT', message })
    expect(gateway.emulator.calls('ListKeyRotations')).toBe(0)
  })

  test('is limited by the maximum of the gateway', async () => {
    await using gateway = await startWithHistory({
      gateway: { limits: { maxPageSize: 3, defaultPageSize: 2 } },
    })
    const { key } = gateway
    expect((await pageError(gateway, key.arn, { first: 4 })).message).toContain('from 0 to 3')
    expect((await rotationsPage(gateway, key.arn, {})).edges).toHaveLength(2)
  })

  test.each<PageArguments>([{ first: 0 }, { last: 0 }])(
    '%j brings nothing and says whether there is something',
    async (page) => {
      await using gateway = await startWithHistory()
      const { key } = gateway
      const { edges, pageInfo } = await rotationsPage(gateway, key.arn, page)
      expect(edges).toEqual([])
      const isForward = 'first' in page
      expect(pageInfo).toEqual({
        hasNextPage: isForward,
        hasPreviousPage: !isForward,
        startCursor: null,
        endCursor: null,
      })
    },
  )

  test('with neither first nor last is 25', async () => {
    await using gateway = await startWithHistory()
    const rotations = Array.from({ length: 30 }, (__, day) => ({ date: `-${200 - day}d` }))
    const { arn } = gateway.emulator.createKey({ createdAt: '-300d', rotations })
    const { edges, pageInfo } = await rotationsPage(gateway, arn, {})
    expect([edges.length, pageInfo.hasNextPage]).toEqual([25, true])
  })
})

describe('a cursor of a history', () => {
  test('is rejected if it was altered, with a message that quotes it', async () => {
    await using gateway = await startWithHistory({ gateway: { kmsPageSize: 2 } })
    const { key } = gateway
    const { endCursor } = (await rotationsPage(gateway, key.arn, { first: 3 })).pageInfo
    const cursor = endCursor ?? ''
    const altered = [
      '',
      'x',
      `${cursor}A`,
      cursor.slice(0, -1),
      cursor.slice(1),
      ...[0, 10, 30, cursor.length - 1].map(
        (at) => cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1),
      ),
    ]
    for (const after of altered) {
      const { code, message } = await pageError(gateway, key.arn, { first: 3, after })
      expect([code, message.startsWith(`'${after.slice(0, 40)}`)]).toEqual(['BAD_USER_INPUT', true])
      expect((await pageError(gateway, key.arn, { last: 3, before: after })).code).toBe('BAD_USER_INPUT')
    }
  })

  test('of another key, field, filter or order is rejected, and never treated as the first page', async () => {
    await using gateway = await startWithHistory()
    const { key } = gateway
    const other = gateway.emulator.createKey({
      createdAt: '-90d',
      rotations: [{ date: '-9d' }, { date: '-8d' }],
    })
    const end = async (arn: string, page: PageArguments) =>
      (await rotationsPage(gateway, arn, { first: 1, ...page })).pageInfo.endCursor ?? null
    const filter = { types: ['ON_DEMAND' as const] }
    const orderBy = { field: 'ROTATED_AT' as const, direction: 'DESC' as const }
    const { data } = await gateway.answer<{ keys: { pageInfo: { endCursor: string } } }, object>(
      '{ keys(first: 1) { pageInfo { endCursor } } }',
    )

    const plain = await end(key.arn, {})
    const foreign: readonly (readonly [string, PageArguments])[] = [
      ['belongs to rotations of', { after: await end(other.arn, {}) }],
      ['belongs to keys', { after: data?.keys.pageInfo.endCursor ?? '' }],
      ['another filter or order', { after: await end(key.arn, { filter }) }],
      ['another filter or order', { after: await end(key.arn, { orderBy }) }],
      ['another filter or order', { after: plain, filter }],
      ['another filter or order', { after: plain, orderBy }],
      [
        'another filter or order',
        { after: await end(key.arn, { filter }), filter: { types: ['AUTOMATIC'] } },
      ],
      ['another filter or order', { before: plain, orderBy }],
    ]
    for (const [reason, page] of foreign) {
      const { code, message } = await pageError(gateway, key.arn, page)
      expect([code, message]).toEqual(['INVALID_CURSOR', expect.stringContaining(reason)])
    }
  })

  test('whose Marker KMS no longer accepts is an error that says to start again', async () => {
    await using gateway = await startWithHistory({ gateway: { kmsPageSize: 2 } })
    const { key } = gateway
    const { endCursor } = (await rotationsPage(gateway, key.arn, { first: 3 })).pageInfo
    gateway.emulator.invalidateMarkers()
    const { code, message } = await pageError(gateway, key.arn, { first: 3, after: endCursor ?? null })
    expect(code).toBe('INVALID_CURSOR')
    expect(message).toMatch(/KMS no longer accepts .* Start again without the cursor\.$/)
    expect(timesOf(await rotationsPage(gateway, key.arn, { first: 100 }))).toEqual(timesOfKey(key))
  })

  test('stays valid after its Marker expires and after new rotations when paging by time', async () => {
    await using gateway = await startWithHistory({ gateway: { kmsPageSize: 2 } })
    const { key } = gateway
    const orderBy = { field: 'ROTATED_AT' as const, direction: 'DESC' as const }
    const first = await rotationsPage(gateway, key.arn, { first: 4, orderBy })
    gateway.emulator.invalidateMarkers()
    gateway.emulator.addRotation(key.arn, { date: '-1h', type: 'ON_DEMAND' })
    const rest = await rotationsPage(gateway, key.arn, {
      first: 100,
      orderBy,
      after: first.pageInfo.endCursor ?? null,
    })
    expect([...timesOf(first), ...timesOf(rest)]).toEqual(timesOfKey(key).toReversed())
  })

  test('continues backward from the start of a forward page, and vice versa', async () => {
    await using gateway = await startWithHistory({ gateway: { kmsPageSize: 3 } })
    const { key } = gateway
    const times = timesOfKey(key)
    const middle = await rotationsPage(gateway, key.arn, {
      first: 2,
      after: (await rotationsPage(gateway, key.arn, { first: 5 })).pageInfo.endCursor ?? null,
    })
    expect(timesOf(middle)).toEqual(times.slice(5, 7))
    const before = await rotationsPage(gateway, key.arn, {
      last: 3,
      before: middle.pageInfo.startCursor ?? null,
    })
    expect([timesOf(before), before.pageInfo.hasNextPage]).toEqual([times.slice(2, 5), true])
    const after = await rotationsPage(gateway, key.arn, {
      first: 3,
      after: before.pageInfo.endCursor ?? null,
    })
    expect(timesOf(after)).toEqual(times.slice(5, 8))
    const between = await rotationsPage(gateway, key.arn, {
      after: before.pageInfo.startCursor ?? null,
      before: after.pageInfo.endCursor ?? null,
    })
    expect(timesOf(between)).toEqual(times.slice(3, 7))
  })

  test('that was forged with a Marker that KMS rejects as malformed is an invalid cursor', async () => {
    await using gateway = await startWithHistory({ gateway: { kmsPageSize: 2 } })
    const { key } = gateway
    const message = `1 validation error detected: Value 'x' at 'marker' failed to satisfy constraint: Member must have length less than or equal to 1024`
    const { endCursor } = (await rotationsPage(gateway, key.arn, { first: 2 })).pageInfo
    gateway.emulator.addFault({
      kind: 'error',
      operation: 'ListKeyRotations',
      code: 'ValidationException',
      message,
    })
    expect((await pageError(gateway, key.arn, { after: endCursor ?? null })).code).toBe('INVALID_CURSOR')
  })
})

import { describe, expect, test } from 'vitest'
import type { SettingsPatch } from '../../emulator/settings.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import { pagedList } from '../pagination/paged-list.ts'
import { HISTORY_LENGTH, rotationsPage, startWithHistory, timesOf, timesOfKey, visitAll } from './history.ts'
import { atMost } from '../support/at-most.ts'

/** KMS's page sizes: the Limit of the gateway's requests, and the settings of the emulator. */
const SHAPES: readonly (readonly [what: string, kmsPageSize: number, settings: SettingsPatch])[] = [
  ['one page', 100, {}],
  ['one page and an empty one', 100, { hasTrailingEmptyPage: true }],
  ['full pages', 4, {}],
  ['pages of one', 1, {}],
  ['short pages', 100, { maxPageItems: 3 }],
  ['short and empty pages', 100, { maxPageItems: 3, emptyPageEvery: 2 }],
  ['full, empty and trailing pages', 4, { emptyPageEvery: 3, hasTrailingEmptyPage: true }],
  ['newest first, full pages', 4, { rotationsOrder: 'newest-first' }],
  [
    'newest first, short and empty pages',
    100,
    { rotationsOrder: 'newest-first', maxPageItems: 2, emptyPageEvery: 2 },
  ],
]

/** Entries per page of KMS. */
async function pageLengths(
  kms: KmsClient | undefined,
  keyArn: string,
  limit: number,
): Promise<readonly number[]> {
  const lengths: number[] = []
  let marker: string | undefined
  for (const _ of atMost(1_000, 'pages')) {
    const page = await kms?.listKeyRotations(keyArn, { includeKeyMaterial: 'ROTATIONS_ONLY', limit, marker })
    lengths.push(page?.items.length ?? 0)
    marker = page?.nextMarker
    if (marker === undefined) break
  }
  return lengths
}

describe.each(SHAPES)('a history in %s', (_, kmsPageSize, settings) => {
  const start = () => startWithHistory({ settings, gateway: { kmsPageSize } })
  const inOrder = (times: readonly string[]) =>
    settings.rotationsOrder === 'newest-first' ? times.toReversed() : times

  test('pages forward with every size, each rotation once and in order, with the minimum of KMS calls', async () => {
    await using gateway = await start()
    const { key } = gateway
    const kmsPages = pagedList(await pageLengths(gateway.kms[0], key.arn, kmsPageSize))
    for (let size = 1; size <= HISTORY_LENGTH + 2; size++) {
      const visits = await visitAll(gateway, key.arn, size)
      expect(visits.flatMap(({ page }) => timesOf(page))).toEqual(inOrder(timesOfKey(key)))
      const needed = Math.ceil(HISTORY_LENGTH / size)
      expect(visits.map(({ page, calls }) => [page.edges.length, page.pageInfo.hasNextPage, calls])).toEqual(
        Array.from({ length: needed }, (__, index) => [
          Math.min(size, HISTORY_LENGTH - index * size),
          index + 1 < needed,
          kmsPages.readsNeeded(index * size, size),
        ]),
      )
      expect(visits.map(({ page }) => page.pageInfo.hasPreviousPage)).toEqual(
        visits.map((__, index) => index > 0),
      )
    }
  })

  test('pages backward with every size, newest page first, each rotation once and oldest first within a page', async () => {
    await using gateway = await start()
    const { key } = gateway
    for (const size of [1, 2, 3, 4, 5, HISTORY_LENGTH, HISTORY_LENGTH + 1]) {
      const visits = await visitAll(gateway, key.arn, size, {}, 'backward')
      expect(visits.toReversed().flatMap(({ page }) => timesOf(page))).toEqual(timesOfKey(key))
      expect(visits).toHaveLength(Math.ceil(HISTORY_LENGTH / size))
    }
  })

  test('gives every edge a cursor from which the list continues', async () => {
    await using gateway = await start()
    const { key } = gateway
    const whole = await rotationsPage(gateway, key.arn, { first: 100 })
    for (const [index, { cursor }] of whole.edges.entries()) {
      const rest = await rotationsPage(gateway, key.arn, { first: 100, after: cursor })
      expect(timesOf(rest)).toEqual(timesOf(whole).slice(index + 1))
    }
  })

  test('loses and repeats no rotation when a rotation completes between two pages', async () => {
    for (const size of [1, 2, 3, 4, 7, HISTORY_LENGTH]) {
      await using gateway = await start()
      const { key } = gateway
      const first = await rotationsPage(gateway, key.arn, { first: size })
      gateway.emulator.addRotation(key.arn, { date: '-1h', type: 'ON_DEMAND' })

      const times = [...timesOf(first)]
      let { pageInfo } = first
      for (const _ of atMost(100, 'pages')) {
        if (!pageInfo.hasNextPage) break
        const page = await rotationsPage(gateway, key.arn, { first: size, after: pageInfo.endCursor ?? null })
        times.push(...timesOf(page))
        pageInfo = page.pageInfo
      }
      // Newest first: the new rotation is before the page that was already read, so later pages do not contain it.
      const known = settings.rotationsOrder === 'newest-first' || size >= HISTORY_LENGTH
      const expectedKey = known ? key : gateway.emulator.key(key.arn)
      expect(times).toEqual(inOrder(timesOfKey(expectedKey)))
    }
  })

  test('is complete after one page if it is empty', async () => {
    await using gateway = await start()
    const { arn } = gateway.emulator.createKey()
    for (const page of [{ first: 5 }, { last: 5 }, {}]) {
      const { edges, pageInfo } = await rotationsPage(gateway, arn, page)
      expect(edges).toEqual([])
      expect(pageInfo).toEqual({
        hasNextPage: false,
        hasPreviousPage: false,
        startCursor: null,
        endCursor: null,
      })
    }
  })
})

describe('a rotation that KMS lists several times over', () => {
  test('is never read with a Limit that differs from the Limit of its Marker', async () => {
    await using gateway = await startWithHistory({ gateway: { kmsPageSize: 3 } })
    const { key } = gateway
    await visitAll(gateway, key.arn, 2)
    await visitAll(gateway, key.arn, 5)
    const outcomes = gateway.emulator.statistics().calls.flatMap(({ outcomes: each }) => Object.keys(each))
    expect(new Set(outcomes)).toEqual(new Set(['ok']))
  })
})

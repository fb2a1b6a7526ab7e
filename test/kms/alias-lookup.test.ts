import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AccessDeniedError, KmsUnavailableError } from '../../src/errors/operation-errors.ts'
import { createAliasLookup } from '../../src/kms/loaders/alias-lookup.ts'
import { parseKeyArn } from '../../src/kms/key-arn.ts'
import type { ListedAlias } from '../../src/kms/kms.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import type { FakeKms } from '../support/fake-kms.ts'

const keyArn = (number: number) =>
  `arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const arns = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => keyArn(from + index))

const aliasOf = (arn: string): ListedAlias => ({
  aliasName: `alias/${arn.slice(-3)}`,
  aliasArn: `arn:aws:kms:us-east-1:111122223333:alias/${arn.slice(-3)}`,
  targetKeyId: parseKeyArn(arn)?.keyId,
  creationDate: undefined,
  lastUpdatedDate: undefined,
})

/** A Region with this number of pages of aliases. The alias of key 0 is on the first page, of key 1 on the second, and so on. */
function regionOf(
  pages: number,
  keys: number,
): { kms: FakeKms; listed: () => number; asked: () => readonly string[] } {
  let listed = 0
  const asked: string[] = []
  const kms = createFakeKms()
  kms.respond.ListAliases = async ({ keyId, marker }) => {
    if (keyId !== undefined) {
      asked.push(keyId)
      return { items: [aliasOf(keyId)], nextMarker: undefined }
    }
    listed++
    const page = Number(marker ?? 0)
    return {
      items: arns(0, keys)
        .filter((_, index) => index % pages === page)
        .map(aliasOf),
      nextMarker: page + 1 < pages ? String(page + 1) : undefined,
    }
  }
  return { kms, listed: () => listed, asked: () => asked }
}

const ours = { isForeign: () => false }

describe('the alias lookup', () => {
  test.each<
    readonly [what: string, pages: number, batches: readonly number[], listed: number, asked: number]
  >([
    ['one key is read by itself', 1, [1], 0, 1],
    ['several keys are listed', 1, [50], 1, 0],
    ['several keys are listed, page by page', 3, [50], 3, 0],
    ['as many keys as pages are listed', 5, [5], 5, 0],
    ['fewer keys than pages cost twice their number', 100, [3], 3, 3],
    ['the second batch uses the listing of the first', 2, [25, 25, 25], 2, 0],
    ['a long listing goes on where it was left', 40, [25, 25], 40, 25],
    ['keys one by one are listed from the second on', 1, [1, 1, 1, 1], 1, 1],
    ['keys one by one in a Region of many aliases', 3, [1, 1, 1, 1], 3, 2],
    ['no key costs nothing', 1, [0], 0, 0],
  ])('%s', async (_, pages, batches, listed, asked) => {
    const region = regionOf(pages, 75)
    const lookup = createAliasLookup(region.kms, ours)
    let from = 0
    for (const count of batches) {
      const wanted = arns(from, count)
      expect(await lookup.of(wanted)).toEqual(wanted.map((arn) => [aliasOf(arn)]))
      from += count
    }
    expect([region.listed(), region.asked().length]).toEqual([listed, asked])
  })

  test('sends at most twice the calls of the cheaper way and finds the right aliases, for any batches of keys', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (pages, batches, isAtOnce) => {
          const total = batches.reduce((sum, count) => sum + count, 0)
          const region = regionOf(pages, total)
          const lookup = createAliasLookup(region.kms, ours)
          const starts = batches.map((_, batch) =>
            batches.slice(0, batch).reduce((sum, count) => sum + count, 0),
          )
          const groups = batches.map((count, batch) => arns(starts[batch] ?? 0, count))
          const found = isAtOnce
            ? await Promise.all(groups.map((group) => lookup.of(group)))
            : await inTurn(groups, (group) => lookup.of(group))
          expect(found.flat()).toEqual(groups.flat().map((arn) => [aliasOf(arn)]))
          expect(region.listed() + region.asked().length).toBeLessThanOrEqual(2 * Math.min(pages, total))
          expect(region.listed()).toBeLessThanOrEqual(pages)
        },
      ),
    )
  })

  test('returns an empty list for a key without aliases, without another call', async () => {
    const region = regionOf(1, 0)
    expect(await createAliasLookup(region.kms, ours).of(arns(0, 5))).toEqual([[], [], [], [], []])
    expect([region.listed(), region.asked()]).toEqual([1, []])
  })

  test('reads a key of another account by its ARN, because the listing does not contain its aliases', async () => {
    const region = regionOf(1, 2)
    const foreign = keyArn(1).replace('111122223333', '999988887777')
    const lookup = createAliasLookup(region.kms, { isForeign: (arn) => arn === foreign })
    const found = await lookup.of([keyArn(0), foreign])
    expect(found).toEqual([[aliasOf(keyArn(0))], [aliasOf(foreign)]])
    expect(region.asked()).toEqual([foreign])
  })

  /** Fails the listing, the calls about key 1, or both. */
  const failing = (problem: Error, what: { isListing?: boolean; isKey?: boolean }) => {
    const { kms } = regionOf(9, 9)
    const listAliases = kms.respond.ListAliases
    kms.respond.ListAliases = async (input, options) => {
      if (input.keyId === undefined ? what.isListing : what.isKey && input.keyId === keyArn(1)) throw problem
      return listAliases(input, options)
    }
    return kms
  }
  const denied = new AccessDeniedError('Denied.', {})

  test.each([
    ['the key policy denies the call', { isKey: true }],
    ['the listing is denied', { isListing: true }],
  ])('finds the same aliases for one key and for several keys when %s', async (_, what) => {
    const alone = await createAliasLookup(failing(denied, what), ours).of([keyArn(1)])
    const among = await createAliasLookup(failing(denied, what), ours).of(arns(0, 9))
    expect(alone).toEqual([[aliasOf(keyArn(1))]])
    expect(among).toEqual(arns(0, 9).map((arn) => [aliasOf(arn)]))
  })

  test('returns the error of the key when both ways are denied, or when the key belongs to another account', async () => {
    const both = () => failing(denied, { isListing: true, isKey: true })
    expect(await createAliasLookup(both(), ours).of([keyArn(1)])).toEqual([denied])
    expect(await createAliasLookup(both(), ours).of(arns(0, 2))).toEqual([[aliasOf(keyArn(0))], denied])
    const foreign = { isForeign: () => true }
    expect(await createAliasLookup(failing(denied, { isKey: true }), foreign).of([keyArn(1)])).toEqual([
      denied,
    ])
  })

  test('does not read keys one by one when the listing fails for another reason', async () => {
    for (const problem of [
      new KmsUnavailableError('Unavailable.'),
      new AccessDeniedError('Expired.', {
        credentialFailure: { reason: 'Expired', detail: '', isRepaired: false },
      }),
    ]) {
      const { kms, asked } = regionOf(1, 2)
      const listAliases = kms.respond.ListAliases
      kms.respond.ListAliases = async (input, options) => {
        if (input.keyId === undefined) throw problem
        return listAliases(input, options)
      }
      expect(await createAliasLookup(kms, ours).of(arns(0, 2))).toEqual([problem, problem])
      expect(asked()).toEqual([])
    }
  })

  test('lists every alias, and only once', async () => {
    const region = regionOf(3, 9)
    const lookup = createAliasLookup(region.kms, ours)
    expect((await lookup.all()).length).toBe(9)
    await lookup.all()
    await lookup.of(arns(0, 1))
    expect([region.listed(), region.asked().length]).toEqual([3, 0])
  })
})

async function inTurn<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await run(item))
  return results
}

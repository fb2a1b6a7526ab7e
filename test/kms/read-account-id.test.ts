import { describe, expect, test } from 'vitest'
import { AccessDeniedError } from '../../src/errors/operation-errors.ts'
import { readAccountId } from '../../src/kms/read-account-id.ts'
import { createFakeKms } from '../support/fake-kms.ts'

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const HOME = `arn:aws-cn:kms:cn-north-1:111122223333:key/${ID}`
const AWAY = `arn:aws-cn:kms:cn-northwest-1:111122223333:key/${ID}`

/** Two Regions of China; counts the listings of the first, which can be denied or empty. The second may be denied. */
function regions(options: { isDenied?: boolean; isEmpty?: boolean; isAwayDenied?: boolean } = {}) {
  let listings = 0
  const home = createFakeKms(HOME)
  home.respond.ListKeys = async () => {
    listings++
    if (options.isDenied) throw new AccessDeniedError('Denied.', {})
    return { items: options.isEmpty ? [] : [{ keyId: ID, keyArn: HOME }], nextMarker: undefined }
  }
  const away = createFakeKms(AWAY)
  if (options.isAwayDenied)
    away.respond.ListKeys = () => Promise.reject(new AccessDeniedError('Denied, too.', {}))
  return { kms: [home, away] as const, listings: () => listings }
}

describe('the account of the credentials', () => {
  test('is read with one listing of one key', async () => {
    const { kms, listings } = regions()
    expect(await readAccountId(kms)).toBe('111122223333')
    expect([listings(), kms[1].calls()]).toEqual([1, 0])
  })

  test.each([
    ['cannot be listed', { isDenied: true }],
    ['has no keys', { isEmpty: true }],
  ])('is read from another Region when the first one %s', async (_, options) => {
    const { kms, listings } = regions(options)
    expect(await readAccountId(kms)).toBe('111122223333')
    expect(listings()).toBe(1)
  })

  test('is read from a predefined alias when there is no key', async () => {
    const { kms } = regions({ isEmpty: true, isAwayDenied: true })
    const aliasArn = 'arn:aws-cn:kms:cn-northwest-1:111122223333:alias/aws/ebs'
    const alias = {
      aliasName: 'alias/aws/ebs',
      aliasArn,
      targetKeyId: undefined,
      creationDate: undefined,
      lastUpdatedDate: undefined,
    }
    kms[1].respond.ListAliases = async () => ({ items: [alias], nextMarker: undefined })
    expect(await readAccountId(kms)).toBe('111122223333')
  })

  test('is not known when no Region can be listed, with the error of the first Region', async () => {
    const { kms } = regions({ isDenied: true, isAwayDenied: true })
    await expect(readAccountId(kms)).rejects.toThrow(new AccessDeniedError('Denied.', {}))
  })

  test('is not known when KMS lists neither a key nor an alias, and the message says how to set it', async () => {
    const { kms } = regions({ isEmpty: true, isAwayDenied: true })
    await expect(readAccountId(kms)).rejects.toThrow(
      'The account of this gateway is not known, because KMS lists neither a key nor an alias in the served Regions. Set --account-id.',
    )
  })
})

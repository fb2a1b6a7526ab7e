import { describe, expect, test } from 'vitest'
import { AccessDeniedError } from '../../src/errors/operation-errors.ts'
import { BadUserInputError } from '../../src/errors/request-errors.ts'
import { createScopes, toKeyArn } from '../../src/kms/scopes.ts'
import { createFakeKms } from '../support/fake-kms.ts'

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const HOME = `arn:aws-cn:kms:cn-north-1:111122223333:key/${ID}`
const AWAY = `arn:aws-cn:kms:cn-northwest-1:111122223333:key/${ID}`
const FOREIGN = `arn:aws-cn:kms:cn-north-1:999988887777:key/${ID}`

/** Two Regions of China; counts the listings of the first, which can be made to fail. The second may be denied. */
function regions(options: { failures?: number; isEmpty?: boolean; isAwayDenied?: boolean } = {}) {
  let left = options.failures ?? 0
  let listings = 0
  const home = createFakeKms(HOME)
  home.respond.ListKeys = async () => {
    listings++
    if (left-- > 0) throw new AccessDeniedError('Denied.', {})
    return { items: options.isEmpty ? [] : [{ keyId: ID, keyArn: HOME }], nextMarker: undefined }
  }
  const away = createFakeKms(AWAY)
  if (options.isAwayDenied)
    away.respond.ListKeys = () => Promise.reject(new AccessDeniedError('Denied, too.', {}))
  return { kms: [home, away] as const, listings: () => listings }
}

describe('scopes', () => {
  test('are in the order of the Regions, and the first one is the default', () => {
    const { kms } = regions()
    const scopes = createScopes(kms)
    expect(scopes.all.map(({ region }) => region)).toEqual(['cn-north-1', 'cn-northwest-1'])
    expect(scopes.default).toEqual({ region: 'cn-north-1', kms: kms[0] })
    expect(scopes.of(AWAY).kms).toBe(kms[1])
    expect(scopes.inRegion('cn-northwest-1')?.kms).toBe(kms[1])
    expect(scopes.inRegion('us-east-1')).toBeUndefined()
  })

  test('reject a key of a Region that is not served, and name the served Regions', () => {
    const scopes = createScopes(regions().kms)
    const arn = HOME.replace('cn-north-1', 'us-east-1')
    expect(() => scopes.of(arn)).toThrow(BadUserInputError)
    expect(() => scopes.of(arn)).toThrow(
      `'${arn}' is in us-east-1, which this gateway does not serve. It serves cn-north-1, cn-northwest-1. Use a gateway that serves us-east-1.`,
    )
  })

  test('read the account with one listing for all concurrent callers', async () => {
    const { kms, listings } = regions()
    const scopes = createScopes(kms)
    const asked = await Promise.all([
      scopes.accountId(),
      scopes.isForeign(FOREIGN),
      scopes.isForeign(AWAY),
      scopes.arnOf('cn-northwest-1', ID),
    ])
    expect(asked).toEqual(['111122223333', true, false, AWAY])
    expect(await scopes.accountId()).toBe('111122223333')
    expect(listings()).toBe(1)
  })

  test('take the account from a listing of a request', async () => {
    const { kms, listings } = regions()
    const scopes = createScopes(kms)
    scopes.noteListed(AWAY)
    scopes.noteListed(FOREIGN)
    expect(await scopes.accountId()).toBe('111122223333')
    expect(await scopes.arnOf('cn-north-1', ID)).toBe(HOME)
    expect(listings()).toBe(0)
  })

  test('use the configured account and read only the partition', async () => {
    const { kms, listings } = regions()
    const scopes = createScopes(kms, { accountId: '999988887777' })
    expect([await scopes.isForeign(HOME), await scopes.isForeign(FOREIGN)]).toEqual([true, false])
    expect(listings()).toBe(0)
    expect(await scopes.arnOf('cn-north-1', ID)).toBe(FOREIGN)
    expect(listings()).toBe(1)
  })

  test('treat no key as foreign while the account is not known, and read it again the next time', async () => {
    const { kms, listings } = regions({ failures: 2, isAwayDenied: true })
    const scopes = createScopes(kms)
    expect(await scopes.isForeign(FOREIGN)).toBe(false)
    expect(await scopes.arnOf('cn-north-1', ID)).toBeUndefined()
    expect(await scopes.isForeign(FOREIGN)).toBe(true)
    expect(listings()).toBe(3)
  })

  test.each([
    ['cannot be listed', { failures: 1 }],
    ['has no keys', { isEmpty: true }],
  ])('take the account from another Region when the first one %s', async (_, options) => {
    const { kms, listings } = regions(options)
    const scopes = createScopes(kms)
    expect(await scopes.accountId()).toBe('111122223333')
    expect(await scopes.accountId()).toBe('111122223333')
    expect(listings()).toBe(1)
  })

  test('take the account from a predefined alias when there is no key', async () => {
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
    expect(await createScopes(kms).accountId()).toBe('111122223333')
  })

  test('reject with the error of the first Region while no Region can be listed', async () => {
    const { kms } = regions({ failures: 9, isAwayDenied: true })
    const scopes = createScopes(kms)
    await expect(scopes.accountId()).rejects.toThrow(new AccessDeniedError('Denied.', {}))
    expect(await scopes.arnOf('cn-north-1', ID)).toBeUndefined()
    expect(await scopes.isForeign(FOREIGN)).toBe(false)
  })

  test('explain how to set the account when KMS lists neither a key nor an alias', async () => {
    const { kms } = regions({ isEmpty: true, isAwayDenied: true })
    await expect(createScopes(kms).accountId()).rejects.toThrow(
      'The account of this gateway is not known, because KMS lists neither a key nor an alias in the served Regions. Set --account-id.',
    )
  })
})

describe('a key ARN', () => {
  test.each([
    [HOME, { partition: 'aws-cn', region: 'cn-north-1', accountId: '111122223333', keyId: ID }],
    [
      'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef',
      { partition: 'aws-us-gov', region: 'us-gov-west-1', keyId: 'mrk-0123456789abcdef0123456789abcdef' },
    ],
  ])('%s is read', (arn, parts) => {
    expect(toKeyArn(arn)).toMatchObject({ arn, ...parts })
  })

  test.each([
    '',
    ID,
    'arn:aws:kms:us-east-1:111122223333:alias/x',
    'arn:aws:s3:us-east-1:111122223333:key/x',
    'arn:aws:kms:us-east-1:1111:key/x',
    `${HOME}\n`,
    ` ${HOME}`,
    `${HOME}#x`,
  ])('%j is not a key ARN, and the message quotes it', (text) => {
    expect(() => toKeyArn(text)).toThrow(`'${text}' is not a key ARN`)
  })
})

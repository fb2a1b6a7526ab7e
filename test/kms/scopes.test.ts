import { describe, expect, test } from 'vitest'
import { BadUserInputError } from '../../src/errors/request-errors.ts'
import { arnIn, createScopes, listed, scopeOf, toKeyArn } from '../../src/kms/scopes.ts'
import type { Scope } from '../../src/kms/scopes.ts'
import { createFakeKms } from '../support/fake-kms.ts'

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const HOME = `arn:aws-cn:kms:cn-north-1:111122223333:key/${ID}`
const AWAY = `arn:aws-cn:kms:cn-northwest-1:111122223333:key/${ID}`
const SECOND = `arn:aws-cn:kms:cn-north-1:222233334444:key/${ID}`
const FOREIGN = `arn:aws-cn:kms:cn-north-1:999988887777:key/${ID}`

const scopeFor = (arn: string, accountName?: string): Scope => scopeOf(createFakeKms(arn), accountName)

/** Two Regions of one account, then one Region of a second account. */
function start() {
  const [home, away, second] = [scopeFor(HOME, 'prod'), scopeFor(AWAY, 'prod'), scopeFor(SECOND)] as const
  return { home, away, second, scopes: createScopes([home, away, second]) }
}

describe('scopes', () => {
  test('are in the order of the configuration, and the first one is the default', () => {
    const { home, away, second, scopes } = start()
    expect(scopes.all).toEqual([home, away, second])
    expect(scopes.default).toBe(home)
    expect(home).toEqual({
      name: '111122223333/cn-north-1',
      accountName: 'prod',
      partition: 'aws-cn',
      accountId: '111122223333',
      region: 'cn-north-1',
      kms: home.kms,
    })
  })

  test('are found by name', () => {
    const { second, scopes } = start()
    expect(scopes.named('222233334444/cn-north-1')).toBe(second)
    for (const name of ['222233334444/cn-northwest-1', 'cn-north-1', '222233334444/cn-north-1/x'])
      expect(scopes.named(name)).toBeUndefined()
  })

  test('are found by the account and Region of a key', () => {
    const { home, away, second, scopes } = start()
    expect([HOME, AWAY, SECOND].map((arn) => scopes.of(toKeyArn(arn)))).toEqual([home, away, second])
    expect([HOME, AWAY, SECOND].map((arn) => scopes.isForeign(toKeyArn(arn)))).toEqual([false, false, false])
  })

  test('read a foreign key through the first scope of its Region', () => {
    const { home, scopes } = start()
    const key = toKeyArn(FOREIGN)
    expect(scopes.isForeign(key)).toBe(true)
    expect(scopes.of(key)).toBe(home)
  })

  test.each([
    ['of a Region that is not served', FOREIGN.replace('cn-north-1', 'us-east-1'), '999988887777/us-east-1'],
    [
      'whose account is served, but not in that Region',
      SECOND.replace('cn-north-1', 'cn-northwest-1'),
      '222233334444/cn-northwest-1',
    ],
  ])('reject a key %s, and name the served scopes', (_, arn, name) => {
    const { scopes } = start()
    const key = toKeyArn(arn)
    expect(scopes.find(key)).toBeUndefined()
    expect(() => scopes.of(key)).toThrow(BadUserInputError)
    expect(() => scopes.of(key)).toThrow(
      `'${arn}' is in ${name}, which this gateway does not serve. It serves 111122223333/cn-north-1, 111122223333/cn-northwest-1, 222233334444/cn-north-1. Use a gateway that serves ${name}.`,
    )
  })

  test('are replaced as a whole, and the listeners are called until they are disposed', () => {
    const { home, second, scopes } = start()
    const seen: string[][] = []
    const listener = scopes.onChange(() => seen.push(scopes.all.map(({ name }) => name)))
    scopes.replace([second])
    listener[Symbol.dispose]()
    scopes.replace([second, home])
    expect(seen).toEqual([['222233334444/cn-north-1']])
    expect(scopes.default).toBe(second)
    expect(scopes.isForeign(toKeyArn(HOME))).toBe(false)
  })

  test('of a message are at most 20', () => {
    const many = Array.from({ length: 22 }, (_, index) =>
      scopeFor(`arn:aws:kms:us-east-1:${String(index).padStart(12, '0')}:key/${ID}`),
    )
    expect(listed(many)).toMatch(/^000000000000\/us-east-1, .*, 000000000019\/us-east-1 and 2 more$/)
  })

  test('know the ARN of a key ID', () => {
    const { second } = start()
    expect(arnIn(second, ID)).toBe(SECOND)
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

import { describe, expect, test } from 'vitest'
import { unreadFor } from '../../../src/rotation/policy/key-conditions.ts'
import type { KeyConditions, ReadKey } from '../../../src/rotation/policy/key-conditions.ts'
import { parseRotationPolicy } from '../../../src/rotation/policy/parse-rotation-policy.ts'
import { exceptionFor, ownerFor, ruleFor } from '../../../src/rotation/policy/policy-document.ts'
import { possibleExceptions } from '../../../src/rotation/policy/possible-exceptions.ts'
import { daysLeft, exceptionsEndingWithin, hasEnded } from '../../../src/rotation/policy/policy-exception.ts'
import { defaultPolicy } from '../../../src/defaults.ts'
import { KEY_ARN, NOW, daysAgo, keyKinds, metadataOf } from '../kms-values.ts'
import { DENIED, readKey } from './read-key.ts'

const documentOf = (file: object) =>
  parseRotationPolicy(JSON.stringify(file), { source: 'policy', defaults: defaultPolicy })

/** True, false, or the readings that decide and are not known. */
function meets(conditions: KeyConditions, key: ReadKey): boolean | readonly string[] {
  const unread = unreadFor(conditions, key)
  return unread === undefined ? false : unread.size === 0 || [...unread]
}

const key = readKey({ aliases: ['orders-api', 'orders-db'], tags: { team: 'orders', env: 'prod' } })

describe('conditions', () => {
  test.each<readonly [KeyConditions, boolean]>([
    [{}, true],
    [{ accounts: ['444455556666', '111122223333'] }, true],
    [{ accounts: ['1111*'] }, true],
    [{ accounts: ['2*'] }, false],
    [{ regions: ['eu-*'] }, true],
    [{ regions: ['us-*'] }, false],
    [{ keys: [KEY_ARN] }, true],
    [{ keys: [KEY_ARN.replace('eu-west-1', '*')] }, true],
    [{ keys: [KEY_ARN.replace('eu-west-1', 'us-east-1')] }, false],
    [{ aliases: ['alias/*-db'] }, true],
    [{ aliases: ['alias/orders'] }, false],
    [{ tags: [{ key: 'team', values: ['payments', 'orders'] }] }, true],
    [{ tags: [{ key: 'Team', values: ['*'] }] }, false],
    [{ tags: [{ key: 'env', values: ['*'] }] }, true],
    [
      {
        tags: [
          { key: 'env', values: ['prod'] },
          { key: 'team', values: ['payments'] },
        ],
      },
      false,
    ],
    [{ specs: ['SYMMETRIC_*'] }, true],
    [{ specs: ['RSA_*', 'ECC_*'] }, false],
    [{ origins: ['EXTERNAL', 'AWS_KMS'] }, true],
    [{ origins: ['EXTERNAL'] }, false],
    [{ regions: ['eu-west-1'], aliases: ['alias/orders-api'], specs: ['RSA_*'] }, false],
  ])('%j are met: %s', (conditions, isMet) => {
    expect(meets(conditions, key)).toBe(isMet)
  })

  test('name the readings that decide and are denied or not read yet', () => {
    const tags = [{ key: 'team', values: ['orders'] }]
    expect(meets({ tags }, { ...key, tags: DENIED })).toEqual(['tags'])
    expect(meets({ tags }, { ...key, tags: undefined })).toEqual(['tags'])
    const all = { tags, aliases: ['alias/*'], specs: ['*'] }
    expect(meets(all, { key: key.key, metadata: DENIED, aliases: DENIED, tags: DENIED })).toEqual([
      'metadata',
      'aliases',
      'tags',
    ])
    expect(meets({ specs: ['RSA_*'] }, readKey({ metadata: metadataOf({ keySpec: undefined }) }))).toEqual([
      'metadata',
    ])
  })

  test('are not met if a reading that is known decides', () => {
    const denied = { ...key, tags: DENIED }
    const tags = [{ key: 'team', values: ['orders'] }]
    expect(meets({ tags, regions: ['us-*'] }, denied)).toBe(false)
    expect(meets({ tags, specs: ['RSA_*'] }, denied)).toBe(false)
  })
})

describe('the rule for a key', () => {
  const document = documentOf({
    owner: 'platform',
    rules: [
      { id: 'signing', match: { specs: ['RSA_*', 'ECC_*'] }, owner: 'security' },
      { id: 'pci', match: { tags: { 'data-class': 'pci' } }, owner: { tag: 'team' } },
      { id: 'europe', match: { regions: 'eu-*' } },
    ],
  })
  const idFor = (of: ReadKey) => {
    const { value, unread } = ruleFor(document, of)
    return value?.id ?? [...unread]
  }

  test('is the first one whose conditions the key meets', () => {
    expect(idFor(readKey({ metadata: keyKinds.rsa, tags: { 'data-class': 'pci' } }))).toBe('signing')
    expect(idFor(readKey({ tags: { 'data-class': 'pci' } }))).toBe('pci')
    expect(idFor(readKey())).toBe('europe')
    expect(ruleFor({ ...document, rules: document.rules.slice(0, 2) }, readKey())).toEqual({
      value: undefined,
      unread: new Set(),
    })
  })

  test('is not known if an earlier rule depends on a reading that failed', () => {
    expect(idFor({ ...readKey(), tags: DENIED })).toEqual(['tags'])
    expect(idFor({ ...readKey(), metadata: undefined })).toEqual(['metadata'])
    expect(idFor({ ...readKey({ metadata: keyKinds.rsa }), tags: DENIED })).toBe('signing')
  })

  test('names the owner, or the tag that has the owner', () => {
    const ownerOf = (of: ReadKey) => ownerFor(document, of)
    const nothing = new Set()
    expect(ownerOf(readKey({ metadata: keyKinds.rsa }))).toEqual({ value: 'security', unread: nothing })
    const pci = { 'data-class': 'pci' }
    expect(ownerOf(readKey({ tags: { ...pci, team: 'cards' } }))).toEqual({ value: 'cards', unread: nothing })
    expect(ownerOf(readKey({ tags: pci }))).toEqual({ value: undefined, unread: nothing })
    expect(ownerOf(readKey())).toEqual({ value: 'platform', unread: nothing })
    expect(ownerOf({ ...readKey(), tags: DENIED })).toEqual({ value: undefined, unread: new Set(['tags']) })
  })

  test('leaves the owner unknown if only the tag with the owner cannot be read', () => {
    const byTag = documentOf({ rules: [{ id: 'a', owner: { tag: 'team' } }] })
    expect(ownerFor(byTag, { ...readKey(), tags: DENIED })).toEqual({
      value: undefined,
      unread: new Set(['tags']),
    })
  })
})

describe('an exception', () => {
  const until = (days: number) => daysAgo(-days).toISOString()
  const exception = (id: string, match: object, days = 100) => ({
    id,
    match,
    reason: 'why',
    approvedBy: 'who',
    until: until(days),
  })

  test('applies until it ends', () => {
    const { exceptions } = documentOf({ exceptions: [exception('a', { keys: KEY_ARN }, 10)] })
    const document = documentOf({ exceptions: [exception('a', { keys: KEY_ARN }, 10)] })
    const at = (days: number) => exceptionFor(document, readKey(), NOW + days * 86_400_000).value?.id
    expect([at(0), at(9.99), at(10)]).toEqual(['a', 'a', undefined])
    const [only] = exceptions
    if (!only) throw new Error('no exception')
    expect([daysLeft(only, NOW), hasEnded(only, NOW)]).toEqual([10, false])
    expect([daysLeft(only, NOW + 20 * 86_400_000), hasEnded(only, NOW + 20 * 86_400_000)]).toEqual([0, true])
  })

  test('applies if it is known to, whatever another one depends on', () => {
    const document = documentOf({
      exceptions: [exception('by-tag', { tags: { legacy: '*' } }), exception('by-key', { keys: KEY_ARN })],
    })
    const denied = { ...readKey(), tags: DENIED }
    expect(exceptionFor(document, denied, NOW)).toMatchObject({ value: { id: 'by-key' }, unread: new Set() })
    const onlyByTag = { ...document, exceptions: document.exceptions.slice(0, 1) }
    expect(exceptionFor(onlyByTag, denied, NOW)).toEqual({ value: undefined, unread: new Set(['tags']) })
    expect(exceptionFor(onlyByTag, readKey(), NOW)).toEqual({ value: undefined, unread: new Set() })
  })

  test('that ends within a number of days is found, the next to end first', () => {
    const { exceptions } = documentOf({
      exceptions: [
        exception('later', { keys: KEY_ARN }, 31),
        exception('month', { keys: KEY_ARN }, 30),
        exception('tomorrow', { keys: KEY_ARN }, 1),
        exception('ended', { keys: KEY_ARN }, -1),
      ],
    })
    expect(exceptionsEndingWithin(30, exceptions, NOW).map(({ id }) => id)).toEqual(['tomorrow', 'month'])
  })
})

test('a key is compared with the exceptions that name it and with those that have other conditions, not with those that name other keys', () => {
  const other = (n: number) => KEY_ARN.replace(/.{4}$/, String(n).padStart(4, '0'))
  const matches: readonly object[] = [
    { aliases: 'orders-*' },
    { keys: [KEY_ARN, other(0)], regions: 'eu-*' },
    { keys: [other(0), KEY_ARN.replace(/.$/, '?')] },
    ...Array.from({ length: 1_990 }, (_, n) => ({ keys: other(n + 1) })),
  ]
  const { exceptions } = documentOf({
    rules: [],
    exceptions: matches.map((match, n) => ({
      id: `EX-${n}`,
      match,
      reason: 'Migration',
      approvedBy: 'CISO',
      until: '2099-06-30T00:00:00Z',
    })),
  })
  const possible = (arn: string) => possibleExceptions(exceptions, arn).map(({ id }) => id)
  expect(possible(KEY_ARN)).toEqual(['EX-1', 'EX-0', 'EX-2'])
  expect(possible(other(1_990))).toEqual(['EX-1992', 'EX-0', 'EX-2'])
  expect(possible(other(9_999))).toEqual(['EX-0', 'EX-2'])
})

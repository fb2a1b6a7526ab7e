import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '../../../src/defaults.ts'
import { StartupError } from '../../../src/errors/startup-error.ts'
import { parseRotationPolicy } from '../../../src/rotation/policy/parse-rotation-policy.ts'

/** The published schema of the file, checked by a validator of JSON Schema 2020-12. */
const isValid = new Ajv2020({ strict: true, strictTypes: false }).compile(
  JSON.parse(await readFile(new URL('../../../rotation-policy.schema.json', import.meta.url), 'utf8')),
)
/** A schema cannot express these. */
const ONLY_PARSED = [
  'the same ID twice',
  'a rule that is never used',
  'an exception with a date without a time',
]

function parse(file: unknown) {
  const text = typeof file === 'string' ? file : JSON.stringify(file)
  const policy = parseRotationPolicy(text, { source: 'rotation-policy.json', defaults: defaultPolicy })
  expect(isValid(JSON.parse(text))).toBe(true)
  return policy
}

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/0d1e2f30-1111-4222-8333-444455556666'
const exception = {
  id: 'EX-1',
  match: { keys: KEY },
  reason: 'The vendor replaces the key',
  approvedBy: 'CISO',
  until: '2027-01-31T00:00:00Z',
}

describe('a rotation policy file', () => {
  test('gives each rule the requirements that it does not have itself, of the file or of the settings', () => {
    const policy = parse({
      $schema: './rotation-policy.schema.json',
      maxMaterialAgeInDays: 200,
      manualRotation: { maxAgeInDays: 730 },
      owner: { tag: 'team' },
      rules: [
        {
          id: 'pci',
          name: 'Card data',
          match: { tags: { 'data-class': ['pci', 'pii'] } },
          maxMaterialAgeInDays: 90,
          warnBeforeDays: 14,
          requireAutomaticRotation: true,
          maxRotationPeriodInDays: 120,
          manualRotation: { maxAgeInDays: 365, countFrom: 'ALIAS_UPDATE' },
          owner: 'payments-oncall',
        },
        { id: 'all-others' },
      ],
    })
    expect(policy.rules).toEqual([
      {
        id: 'pci',
        name: 'Card data',
        conditions: { tags: [{ key: 'data-class', values: ['pci', 'pii'] }] },
        requirements: {
          maxMaterialAgeInDays: 90,
          warnBeforeDays: 14,
          requireAutomaticRotation: true,
          maxRotationPeriodInDays: 120,
          manualRotation: { maxAgeInDays: 365, countFrom: 'ALIAS_UPDATE' },
        },
        owner: { name: 'payments-oncall' },
      },
      {
        id: 'all-others',
        name: 'all-others',
        conditions: {},
        requirements: policy.defaults,
        owner: { tag: 'team' },
      },
    ])
    expect(policy.defaults).toEqual({
      maxMaterialAgeInDays: 200,
      warnBeforeDays: 30,
      requireAutomaticRotation: false,
      maxRotationPeriodInDays: undefined,
      manualRotation: { maxAgeInDays: 730, countFrom: 'CREATION' },
    })
  })

  test('has conditions with one value or a list, and aliases with or without their prefix', () => {
    const match = {
      accounts: '1111*',
      regions: ['eu-*', 'us-east-1'],
      tags: { team: 'orders', env: '*' },
      aliases: ['alias/app-*', 'db'],
      specs: 'RSA_*',
      origins: 'AWS_CLOUDHSM',
    }
    const { rules, exceptions } = parse({
      rules: [{ id: 'a', match }],
      exceptions: [{ ...exception, match: { keys: [KEY], ...match } }],
    })
    const conditions = {
      accounts: ['1111*'],
      regions: ['eu-*', 'us-east-1'],
      tags: [
        { key: 'team', values: ['orders'] },
        { key: 'env', values: ['*'] },
      ],
      aliases: ['alias/app-*', 'alias/db'],
      specs: ['RSA_*'],
      origins: ['AWS_CLOUDHSM'],
    }
    expect(rules[0]?.conditions).toEqual(conditions)
    expect(exceptions[0]?.conditions).toEqual({ keys: [KEY], ...conditions })
  })

  test('has exceptions with a reason, an approver and an end', () => {
    expect(parse({ exceptions: [exception] }).exceptions).toEqual([
      {
        id: 'EX-1',
        conditions: { keys: [KEY] },
        reason: 'The vendor replaces the key',
        approvedBy: 'CISO',
        until: new Date('2027-01-31T00:00:00Z'),
      },
    ])
  })

  test('without any member has the requirements of the settings', () => {
    expect(parse({})).toEqual({
      defaults: { ...defaultPolicy, maxRotationPeriodInDays: undefined, manualRotation: undefined },
      defaultOwner: undefined,
      rules: [],
      exceptions: [],
    })
  })

  const rule = (members: object) => ({ rules: [{ id: 'a', ...members }] })
  test.each<readonly [what: string, file: unknown, message: string]>([
    ['text that is not JSON', '{', 'rotation-policy.json is not JSON'],
    ['a list', [], 'the file is []. It must be an object.'],
    [
      'a member of the permissions',
      { roles: {} },
      'roles is not known. Known members of the file: $schema, ',
    ],
    [
      'a misspelt requirement',
      rule({ maxAge: 1 }),
      'rules[0].maxAge is not known. Known members of rules[0]: id, ',
    ],
    ['a rule without an ID', { rules: [{}] }, "rules[0] has no member 'id'."],
    ['an ID with a space', rule({ id: 'a b' }), 'rules[0].id is "a b". It must be 1 to 100 letters, digits'],
    [
      'the same ID twice',
      { rules: [{ id: 'a', match: { specs: 'RSA_*' } }, { id: 'a' }] },
      "rules[1].id is 'a', which is also rules[0].id. Use different IDs.",
    ],
    [
      'a rule that is never used',
      { rules: [{ id: 'a' }, { id: 'b' }] },
      'rules[0] has no conditions, so it applies to every key and rules[1] is never used.',
    ],
    [
      'an age of 0',
      rule({ maxMaterialAgeInDays: 0 }),
      'rules[0].maxMaterialAgeInDays is 0. It must be a whole number from 1 to 36500.',
    ],
    [
      'a period of a month',
      { maxRotationPeriodInDays: 30 },
      'maxRotationPeriodInDays is 30. It must be a whole number from 90 to 2560.',
    ],
    [
      'text instead of a boolean',
      rule({ requireAutomaticRotation: 'yes' }),
      'rules[0].requireAutomaticRotation is "yes". It must be true or false.',
    ],
    ['an owner without a tag', rule({ owner: {} }), "rules[0].owner has no member 'tag'."],
    [
      'a manual rotation without an age',
      rule({ manualRotation: {} }),
      "rules[0].manualRotation has no member 'maxAgeInDays'.",
    ],
    [
      'an unknown start of the age',
      rule({ manualRotation: { maxAgeInDays: 1, countFrom: 'IMPORT' } }),
      'rules[0].manualRotation.countFrom is "IMPORT". It must be one of CREATION, ALIAS_UPDATE.',
    ],
    [
      'a rule that names a key',
      rule({ match: { keys: KEY } }),
      'rules[0].match.keys is not known. Known members of rules[0].match: accounts, ',
    ],
    [
      'an account name',
      rule({ match: { accounts: 'prod' } }),
      'rules[0].match.accounts is "prod". It must be the ID of an account, or a pattern such as 1111*.',
    ],
    [
      'an empty list',
      rule({ match: { regions: [] } }),
      'rules[0].match.regions is []. It must be a string, or a list with at least one.',
    ],
    [
      'no tags',
      rule({ match: { tags: {} } }),
      'rules[0].match.tags is {}. It must be an object with at least one tag.',
    ],
    [
      'an unknown origin',
      rule({ match: { origins: ['AWS_KMS', 'HSM'] } }),
      'rules[0].match.origins[1] is "HSM". It must be one of AWS_KMS, EXTERNAL,',
    ],
    [
      'an exception for every key',
      { exceptions: [{ ...exception, match: {} }] },
      'exceptions[0].match is empty, so the exception would apply to every key.',
    ],
    [
      'an exception with a key ID',
      { exceptions: [{ ...exception, match: { keys: ['x'] } }] },
      'exceptions[0].match.keys[0] is "x". It must be the ARN of a key, or a pattern such as',
    ],
    [
      'an exception without an approver',
      { exceptions: [{ ...exception, approvedBy: undefined }] },
      "exceptions[0] has no member 'approvedBy'.",
    ],
    [
      'an exception with a date without a time',
      { exceptions: [{ ...exception, until: '2027-01-31' }] },
      "exceptions[0].until is '2027-01-31'. It must be a date such as 2027-01-31T00:00:00Z.",
    ],
    [
      'a long reason',
      { exceptions: [{ ...exception, reason: 'x'.repeat(1_001) }] },
      'It must be at most 1000 characters long.',
    ],
    [
      '501 rules',
      { rules: Array.from({ length: 501 }, (_, n) => ({ id: `${n}` })) },
      'rules has 501 items. The maximum is 500.',
    ],
  ])('is rejected with %s, also by the published schema if it can express that', (what, file, message) => {
    expect(isValid(JSON.parse(JSON.stringify(file)))).toBe(ONLY_PARSED.includes(what))
    expect(() => parse(file)).toThrow(StartupError)
    expect(() => parse(file)).toThrow(message)
  })
})

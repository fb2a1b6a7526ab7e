import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parseAccounts } from '../../src/accounts/parse-accounts.ts'
import { StartupError } from '../../src/errors/startup-error.ts'

const PARTITIONS: Readonly<Record<string, string>> = { cn: 'aws-cn', 'us-gov': 'aws-us-gov' }
const partitionOf = (region: string) => PARTITIONS[/^(us-gov|[a-z]+)/.exec(region)?.[0] ?? ''] ?? 'aws'
const parse = (file: unknown, regions: readonly [string, ...string[]] = ['us-east-1', 'eu-west-1']) =>
  parseAccounts(typeof file === 'string' ? file : JSON.stringify(file), {
    source: 'accounts.json',
    regions,
    partitionOf,
  })

/** The published schema of an accounts file, checked by a validator of JSON Schema 2020-12. */
const isValid = new Ajv2020({ strict: true, strictRequired: false, strictTypes: true }).compile(
  JSON.parse(await readFile(new URL('../../accounts.schema.json', import.meta.url), 'utf8')),
)
/** A schema cannot express these. */
const UNDETECTED: ReadonlySet<string> = new Set([
  'an account twice',
  'a role of another account',
  'a role of another partition',
  'a Region of another partition',
  'too many scopes',
])

const ROLE = 'arn:{partition}:iam::{account}:role/kms-rotation-gateway'
const [A, B] = ['111122223333', '222233334444']
/** A file with one account that has these members. */
const withAccount = (members: object) => ({ role: ROLE, accounts: [{ id: A, ...members }] })

describe('an accounts file', () => {
  test('gives each account the role, the external ID and the Regions that it does not have itself', () => {
    const file = {
      $schema: './accounts.schema.json',
      role: ROLE,
      externalId: 'shared',
      sourceIdentity: false,
      accounts: [
        { id: A },
        {
          id: B,
          name: 'prod',
          regions: ['ap-south-1'],
          role: `arn:aws:iam::${B}:role/team/other`,
          externalId: 'own',
          sourceIdentity: true,
          sharePercent: 30,
          backgroundBudgetUsd: 40,
          quotas: { ListKeyRotations: 200 },
        },
      ],
    }
    expect(isValid(file)).toBe(true)
    expect(parse(file)).toEqual([
      {
        id: A,
        name: undefined,
        regions: ['us-east-1', 'eu-west-1'],
        roleArn: `arn:aws:iam::${A}:role/kms-rotation-gateway`,
        externalId: 'shared',
        hasSourceIdentity: false,
        quotas: {},
      },
      {
        id: B,
        name: 'prod',
        regions: ['ap-south-1'],
        roleArn: `arn:aws:iam::${B}:role/team/other`,
        externalId: 'own',
        hasSourceIdentity: true,
        quotas: { share: 0.3, quotas: { ListKeyRotations: 200 }, backgroundBudgetUsd: 40 },
      },
    ])
  })

  test('takes the partition of its roles from the Regions', () => {
    expect(parse(withAccount({}), ['cn-north-1'])[0]).toMatchObject({
      roleArn: `arn:aws-cn:iam::${A}:role/kms-rotation-gateway`,
    })
  })

  test('needs no external ID, and sends a source identity unless it says otherwise', () => {
    expect(parse(withAccount({}))[0]).toMatchObject({ externalId: undefined, hasSourceIdentity: true })
  })

  test.each<[problem: string, file: unknown, message: string]>([
    ['text that is not JSON', '{', 'accounts.json is not JSON (at position 1).'],
    ['a list', [], 'the file is []. It must be an object.'],
    [
      'an unknown member',
      { ...withAccount({}), roles: ROLE },
      'roles is not known. Known members of the file: $schema, role, externalId, sourceIdentity, accounts.',
    ],
    [
      'an unknown member of an account',
      withAccount({ region: 'us-east-1' }),
      'accounts[0].region is not known. Known members of accounts[0]: id, name, regions, role, externalId, sourceIdentity, sharePercent, quotas, backgroundBudgetUsd.',
    ],
    ['no accounts', { role: ROLE }, "the file has no member 'accounts'."],
    [
      'an empty list of accounts',
      { role: ROLE, accounts: [] },
      'accounts has 0 items. It must have 1 to 1000.',
    ],
    [
      'too many accounts',
      {
        role: ROLE,
        accounts: Array.from({ length: 1_001 }, (_, index) => ({ id: String(10 ** 11 + index) })),
      },
      'accounts has 1001 items. It must have 1 to 1000.',
    ],
    ['an account without ID', { role: ROLE, accounts: [{}] }, "accounts[0] has no member 'id'."],
    [
      'an ID that is not 12 digits',
      withAccount({ id: '12' }),
      'accounts[0].id is "12". It must be 12 digits.',
    ],
    ['an ID that is a number', withAccount({ id: 1 }), 'accounts[0].id is 1. It must be 12 digits.'],
    [
      'an account twice',
      { role: ROLE, accounts: [{ id: B }, { id: A }, { id: B }] },
      `accounts[2].id is '${B}', which is also accounts[0].id. Use one entry for each account.`,
    ],
    [
      'a name that is empty',
      withAccount({ name: '' }),
      'accounts[0].name is "". It must be a string that is not empty.',
    ],
    ['a long name', withAccount({ name: 'n'.repeat(101) }), 'It must be at most 100 characters long.'],
    ['no role', { accounts: [{ id: A }] }, "accounts[0] has no member 'role'."],
    [
      'a role that is not an ARN',
      withAccount({ role: 'kms-rotation-gateway' }),
      'accounts[0].role is "kms-rotation-gateway". It must be the ARN of a role, such as arn:{partition}:iam::{account}:role/kms-rotation-gateway.',
    ],
    [
      'a role with another placeholder',
      { role: 'arn:aws:iam::{id}:role/x', accounts: [{ id: A }] },
      'role is "arn:aws:iam::{id}:role/x". It must be the ARN of a role',
    ],
    [
      'a role of another account',
      { role: `arn:aws:iam::${B}:role/x`, accounts: [{ id: A }] },
      `role is 'arn:aws:iam::${B}:role/x', a role of the account ${B}. accounts[0] is the account ${A}, whose keys need a role of that account. Use {account}.`,
    ],
    [
      'a role of another partition',
      withAccount({ role: `arn:aws-cn:iam::${A}:role/x` }),
      `accounts[0].role is 'arn:aws-cn:iam::${A}:role/x', a role in the partition aws-cn. The account is in aws. Use {partition}.`,
    ],
    ['an empty list of Regions', withAccount({ regions: [] }), 'It must be a list with at least one Region.'],
    [
      'a Region that does not look like one',
      withAccount({ regions: ['us-east-1', 'Frankfurt'] }),
      'accounts[0].regions[1] is "Frankfurt". It must be the name of an AWS Region, such as us-east-1.',
    ],
    [
      'a Region twice',
      withAccount({ regions: ['eu-west-1', 'us-east-1', 'eu-west-1'] }),
      'accounts[0].regions names eu-west-1 twice. Name each Region once.',
    ],
    [
      'a Region of another partition',
      withAccount({ regions: ['us-east-1', 'us-gov-west-1'] }),
      "accounts[0].regions[1] is 'us-gov-west-1', which is in the partition aws-us-gov, but us-east-1 is in aws.",
    ],
    [
      'too many scopes',
      {
        role: ROLE,
        accounts: Array.from({ length: 1_000 }, (_, index) => ({
          id: String(10 ** 11 + index),
          regions: Array.from({ length: 6 }, (_, number) => `us-east-${number}`),
        })),
      },
      'accounts has 6000 Regions in all accounts together. The maximum is 5000.',
    ],
    [
      'an external ID that STS does not accept',
      withAccount({ externalId: 'a b' }),
      'accounts[0].externalId is not valid. It must be 2 to 1,224 letters, digits and characters of _+=,.@:/-.',
    ],
    [
      'a source identity that is a name',
      withAccount({ sourceIdentity: 'alice' }),
      'accounts[0].sourceIdentity is "alice". It must be true or false.',
    ],
    [
      'a share of 0',
      withAccount({ sharePercent: 0 }),
      'accounts[0].sharePercent is 0. It must be a whole number from 1 to 100.',
    ],
    [
      'a quota of an unknown operation',
      withAccount({ quotas: { Decrypt: 5 } }),
      'accounts[0].quotas.Decrypt is not known. Known members of accounts[0].quotas: ListKeys,',
    ],
    [
      'a quota that is not a number',
      withAccount({ quotas: { ListKeys: '5' } }),
      'accounts[0].quotas.ListKeys is "5". It must be a whole number from 1 to 1000000.',
    ],
  ])('with %s is rejected, with the place', (problem, file, message) => {
    const parsing = () => parse(file)
    expect(parsing).toThrow(StartupError)
    expect(parsing).toThrow(message)
    expect(isValid(file)).toBe(UNDETECTED.has(problem))
  })

  test('with a role for each account needs no role of its own, also by the schema', () => {
    const file = { accounts: [{ id: A, role: 'arn:{partition}:iam::{account}:role/of-{account}' }] }
    expect(isValid(file)).toBe(true)
    expect(parse(file)).toMatchObject([{ roleArn: `arn:aws:iam::${A}:role/of-${A}` }])
  })
})

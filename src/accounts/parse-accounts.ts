import type { JsonNode } from '../json-node.ts'
import { parseJson } from '../json-node.ts'
import { KMS_OPERATIONS } from '../kms/operations.ts'
import type { QuotaOptions } from '../kms/rate/quotas.ts'
import type { Account } from './account.ts'

export interface ParseAccountsOptions {
  /** Names the file in errors. */
  readonly source: string
  /** The Regions of an account that names none. The partition of the first one is that of all accounts. */
  readonly regions: readonly [string, ...string[]]
  readonly partitionOf: (region: string) => string
}

export const MAX_ACCOUNTS = 1_000
const MAX_SCOPES = 5_000
export const MAX_NAME_LENGTH = 100
export const MAX_QUOTA = 1_000_000
export const MAX_BUDGET_USD = 1_000_000

export const ACCOUNT_ID = /^\d{12}$/
export const REGION = /^[a-z]+(-[a-z]+)+-\d+$/
const ROLE_ARN = /^arn:([a-z0-9-]+):iam::(\d{12}):role\/[\w+=,.@/-]{1,576}$/
/** With its placeholders. */
export const ROLE_TEMPLATE =
  /^arn:(?:\{partition\}|[a-z0-9-]+):iam::(?:\{account\}|\d{12}):role\/(?:[\w+=,.@/-]|\{partition\}|\{account\}){1,576}$/
/** As STS accepts it. */
export const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/

/** Members that the file and each of its accounts may have. An account's member replaces the file's. */
const DEFAULTS = ['role', 'externalId', 'sourceIdentity'] as const

/**
 * Parses an accounts file:
 *
 * ```json
 * {
 *   "role": "arn:{partition}:iam::{account}:role/kms-rotation-gateway",
 *   "externalId": "a1b2c3",
 *   "accounts": [
 *     { "id": "111122223333", "name": "prod", "regions": ["us-east-1", "eu-west-1"] },
 *     { "id": "222233334444", "sharePercent": 30, "quotas": { "ListKeyRotations": 200 } },
 *     { "id": "333344445555", "role": "arn:aws:iam::333344445555:role/other", "externalId": "d4e5f6" }
 *   ]
 * }
 * ```
 *
 * - `role`: the ARN of the role to assume. `{partition}` and `{account}` stand for those of the account.
 * - `externalId`: sent with AssumeRole, if given.
 * - `sourceIdentity`: `false` sends changes without a source identity, for a role whose trust policy does not allow
 *   `sts:SetSourceIdentity`. By default it is the caller's subject.
 *
 * The file has these three for all accounts, and an account may have its own. The other members of an account:
 *
 * - `id`: 12 digits. Required. An account has one entry.
 * - `name`: up to 100 characters, shown beside the ID.
 * - `regions`: by default the Regions of `--regions`, or `AWS_REGION`.
 * - `sharePercent`: by default `--kms-quota-share-percent`.
 * - `quotas`: KMS request quotas of the account in a Region, by default `--kms-quotas`.
 * - `backgroundBudgetUsd`: by default `--background-budget-usd`.
 *
 * A file has 1 to 1,000 accounts and up to 5,000 scopes (account and Region), all in one partition. Other members are
 * rejected. An editor's `$schema` is allowed.
 *
 * @throws {StartupError} that names the location, quotes the value (except an external ID) and says what is allowed
 */
export function parseAccounts(text: string, options: ParseAccountsOptions): readonly Account[] {
  const root = parseJson(text, options.source)
  const members = root.members(['$schema', ...DEFAULTS, 'accounts'])
  const list = members.get('accounts') ?? root.missing('accounts')
  const nodes = list.items()
  if (nodes.length === 0 || nodes.length > MAX_ACCOUNTS)
    throw root.invalid(`accounts has ${nodes.length} items. It must have 1 to ${MAX_ACCOUNTS}.`)
  const accounts = nodes.map((node) => accountOf(node, members, options))
  for (const [index, { id }] of accounts.entries()) {
    const first = accounts.findIndex((account) => account.id === id)
    if (first !== index)
      throw root.invalid(
        `accounts[${index}].id is '${id}', which is also accounts[${first}].id. Use one entry for each account.`,
      )
  }
  const scopes = accounts.reduce((total, { regions }) => total + regions.length, 0)
  if (scopes > MAX_SCOPES)
    throw root.invalid(
      `accounts has ${scopes} Regions in all accounts together. The maximum is ${MAX_SCOPES}. Name fewer Regions, or use several gateways.`,
    )
  return accounts
}

function accountOf(
  node: JsonNode,
  defaults: ReadonlyMap<string, JsonNode>,
  { regions: defaultRegions, partitionOf }: ParseAccountsOptions,
): Account {
  const members = node.members([
    'id',
    'name',
    'regions',
    ...DEFAULTS,
    'sharePercent',
    'quotas',
    'backgroundBudgetUsd',
  ])
  const own = (name: (typeof DEFAULTS)[number]) => members.get(name) ?? defaults.get(name)
  const id = matching(members.get('id') ?? node.missing('id'), ACCOUNT_ID, '12 digits')
  const partition = partitionOf(defaultRegions[0])
  const externalId = own('externalId')
  return {
    id,
    name: nameOf(members.get('name')),
    regions: members.has('regions')
      ? regionsOf(members.get('regions') ?? node, { partition, partitionOf, example: defaultRegions[0] })
      : defaultRegions,
    roleArn: roleOf(own('role') ?? node.missing('role'), { node, partition, id }),
    externalId: externalId && externalIdOf(externalId),
    hasSourceIdentity: own('sourceIdentity')?.boolean() ?? true,
    quotas: quotasOf(members),
  }
}

function matching(node: JsonNode, pattern: RegExp, expected: string): string {
  if (typeof node.value !== 'string' || !pattern.test(node.value)) throw node.mustBe(expected)
  return node.value
}

/** The error does not quote the value, because some people keep it secret. */
function externalIdOf(node: JsonNode): string {
  if (typeof node.value !== 'string' || !EXTERNAL_ID.test(node.value))
    throw node.invalid(
      `${node.path} is not valid. It must be 2 to 1,224 letters, digits and characters of _+=,.@:/-.`,
    )
  return node.value
}

function nameOf(node: JsonNode | undefined): string | undefined {
  if (node && node.text().length > MAX_NAME_LENGTH)
    throw node.mustBe(`at most ${MAX_NAME_LENGTH} characters long`)
  return node?.text()
}

function regionsOf(
  list: JsonNode,
  {
    partition,
    partitionOf,
    example,
  }: Readonly<Record<'partition' | 'example', string>> & Pick<ParseAccountsOptions, 'partitionOf'>,
): readonly string[] {
  const items = list.items()
  if (items.length === 0) throw list.mustBe('a list with at least one Region')
  const regions = items.map((item) => matching(item, REGION, `the name of an AWS Region, such as ${example}`))
  for (const [index, region] of regions.entries()) {
    if (regions.indexOf(region) !== index)
      throw list.invalid(`${list.path} names ${region} twice. Name each Region once.`)
    if (partitionOf(region) !== partition)
      throw list.invalid(
        `${list.path}[${index}] is '${region}', which is in the partition ${partitionOf(region)}, but ${example} is in ${partition}. A role cannot be assumed from another partition. Use another gateway for ${region}.`,
      )
  }
  return regions
}

function roleOf(
  role: JsonNode,
  { node, partition, id }: { readonly node: JsonNode; readonly partition: string; readonly id: string },
): string {
  const arn = role.text().replaceAll('{partition}', partition).replaceAll('{account}', id)
  const [, rolePartition, roleAccount] = ROLE_ARN.exec(arn) ?? []
  if (rolePartition === undefined)
    throw role.mustBe(
      'the ARN of a role, such as arn:{partition}:iam::{account}:role/kms-rotation-gateway. Only {partition} and {account} are replaced',
    )
  if (rolePartition !== partition)
    throw role.invalid(
      `${role.path} is '${arn}', a role in the partition ${rolePartition}. The account is in ${partition}. Use {partition}.`,
    )
  if (roleAccount !== id)
    throw role.invalid(
      `${role.path} is '${arn}', a role of the account ${roleAccount}. ${node.path} is the account ${id}, whose keys need a role of that account. Use {account}.`,
    )
  return arn
}

function quotasOf(members: ReadonlyMap<string, JsonNode>): QuotaOptions {
  const share = members.get('sharePercent')?.integer(1, 100)
  const quotas = members.get('quotas')?.members(KMS_OPERATIONS)
  const backgroundBudgetUsd = members.get('backgroundBudgetUsd')?.integer(0, MAX_BUDGET_USD)
  return {
    ...(share === undefined ? {} : { share: share / 100 }),
    ...(quotas && {
      quotas: Object.fromEntries([...quotas].map(([name, node]) => [name, node.integer(1, MAX_QUOTA)])),
    }),
    ...(backgroundBudgetUsd === undefined ? {} : { backgroundBudgetUsd }),
  }
}

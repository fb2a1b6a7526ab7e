import type { JsonNode } from '../../json-node.ts'
import type { KeyConditions, TagCondition } from './key-conditions.ts'

const CONDITIONS = ['accounts', 'regions', 'tags', 'aliases', 'specs', 'origins'] as const
export const ORIGINS = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const

/** The ARN of a key, whose parts may have `*` and `?`. */
export const KEY_ARN = /^arn:[a-z0-9*?-]+:kms:[a-z0-9*?-]+:[\d*?]{1,12}:key\/[A-Za-z0-9*?-]+$/
export const ACCOUNT = /^[\d*?]{1,12}$/
export const REGION = /^[a-z0-9*?-]+$/

/** The conditions of a rule. They do not name keys: a rule is about a class of keys. */
export function parseConditions(node: JsonNode): KeyConditions {
  return conditionsOf(node.members(CONDITIONS))
}

/** The conditions of an exception. There is at least one. */
export function parseExceptedKeys(node: JsonNode): KeyConditions {
  const members = node.members(['keys', ...CONDITIONS])
  if (members.size === 0)
    throw node.invalid(
      `${node.path} is empty, so the exception would apply to every key. Name its keys, such as {"keys": "arn:aws:kms:…"}.`,
    )
  const keys = members.get('keys')
  const arn = 'the ARN of a key, or a pattern such as arn:aws:kms:*:111122223333:key/*'
  return { ...(keys && { keys: textsOf(keys, KEY_ARN, arn) }), ...conditionsOf(members) }
}

function conditionsOf(members: ReadonlyMap<string, JsonNode>): KeyConditions {
  const [accounts, regions, tags] = [members.get('accounts'), members.get('regions'), members.get('tags')]
  const [aliases, specs, origins] = [members.get('aliases'), members.get('specs'), members.get('origins')]
  return {
    ...(accounts && {
      accounts: textsOf(accounts, ACCOUNT, 'the ID of an account, or a pattern such as 1111*'),
    }),
    ...(regions && { regions: textsOf(regions, REGION, 'the name of a Region, or a pattern such as eu-*') }),
    ...(tags && { tags: tagsOf(tags) }),
    ...(aliases && {
      aliases: aliases.texts().map((alias) => (alias.startsWith('alias/') ? alias : `alias/${alias}`)),
    }),
    ...(specs && { specs: specs.texts() }),
    ...(origins && { origins: valuesOf(origins).map((origin) => origin.oneOf(ORIGINS)) }),
  }
}

function textsOf(node: JsonNode, pattern: RegExp, expected: string): readonly string[] {
  return valuesOf(node).map((value) => {
    if (!pattern.test(value.text())) throw value.mustBe(expected)
    return value.text()
  })
}

/** The value, or the values of the list. */
const valuesOf = (node: JsonNode): readonly JsonNode[] =>
  Array.isArray(node.value) && node.texts().length > 0 ? node.items() : [node]

function tagsOf(node: JsonNode): readonly TagCondition[] {
  const tags = node.entries().map(([key, values]) => ({ key, values: values.texts() }))
  if (tags.length === 0) throw node.mustBe('an object with at least one tag')
  return tags
}

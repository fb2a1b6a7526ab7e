import { parseJson } from '../../json-node.ts'
import type { JsonNode } from '../../json-node.ts'
import type { ManualRotation, RotationPolicy } from '../rules/compliance.ts'
import { parseConditions, parseExceptedKeys } from './parse-conditions.ts'
import type { PolicyDocument } from './policy-document.ts'
import type { PolicyException } from './policy-exception.ts'
import type { OwnerSource, PolicyRule } from './policy-rule.ts'

/** 100 years. A larger age could give a date that JavaScript cannot represent. */
export const MAX_AGE_DAYS = 36_500
/** KMS accepts no shorter or longer period. */
export const MIN_PERIOD_DAYS = 90
export const MAX_PERIOD_DAYS = 2_560
export const MAX_RULES = 500
export const MAX_EXCEPTIONS = 2_000
export const MAX_TEXT_LENGTH = 1_000
export const AGE_STARTS = ['CREATION', 'ALIAS_UPDATE'] as const
export const ID = /^[\w.-]{1,100}$/

/** Members that the file and each of its rules may have. A rule's member replaces the file's. */
const REQUIREMENTS = [
  'maxMaterialAgeInDays',
  'warnBeforeDays',
  'requireAutomaticRotation',
  'maxRotationPeriodInDays',
  'manualRotation',
  'owner',
] as const

export interface ParseRotationPolicyOptions {
  /** Names the file in errors. */
  readonly source: string
  /** The requirements that the file does not have itself. */
  readonly defaults: RotationPolicy
}

/**
 * Parses a rotation policy file. docs/rotation-policy.md describes the format. Rejects unknown members, because a misspelt
 * requirement would have no effect.
 *
 * @throws {StartupError} that names the location, quotes the value and says what is allowed
 */
export function parseRotationPolicy(
  text: string,
  { source, defaults }: ParseRotationPolicyOptions,
): PolicyDocument {
  const root = parseJson(text, source)
  const members = root.members(['$schema', ...REQUIREMENTS, 'rules', 'exceptions'])
  const file = { requirements: requirementsOf(members, defaults), owner: ownerOf(members.get('owner')) }
  const rules = itemsOf(members.get('rules'), MAX_RULES).map((node) => ruleOf(node, file))
  const exceptions = itemsOf(members.get('exceptions'), MAX_EXCEPTIONS).map(exceptionOf)
  checkIds('rules', rules, root)
  checkIds('exceptions', exceptions, root)
  checkReached(rules, root)
  return { defaults: file.requirements, defaultOwner: file.owner, rules, exceptions }
}

type Members = ReadonlyMap<string, JsonNode>

interface FileDefaults {
  readonly requirements: RotationPolicy
  readonly owner: OwnerSource | undefined
}

function itemsOf(list: JsonNode | undefined, max: number): readonly JsonNode[] {
  const items = list?.items() ?? []
  if (list && items.length > max)
    throw list.invalid(`${list.path} has ${items.length} items. The maximum is ${max}.`)
  return items
}

function ruleOf(node: JsonNode, file: FileDefaults): PolicyRule {
  const members = node.members(['id', 'name', 'match', ...REQUIREMENTS])
  const id = idOf(node, members)
  const match = members.get('match')
  return {
    id,
    name: members.has('name') ? textOf(node, members, 'name') : id,
    conditions: match ? parseConditions(match) : {},
    requirements: requirementsOf(members, file.requirements),
    owner: members.has('owner') ? ownerOf(members.get('owner')) : file.owner,
  }
}

function requirementsOf(members: Members, defaults: RotationPolicy): RotationPolicy {
  const manual = members.get('manualRotation')
  return {
    maxMaterialAgeInDays:
      members.get('maxMaterialAgeInDays')?.integer(1, MAX_AGE_DAYS) ?? defaults.maxMaterialAgeInDays,
    warnBeforeDays: members.get('warnBeforeDays')?.integer(0, MAX_AGE_DAYS) ?? defaults.warnBeforeDays,
    requireAutomaticRotation:
      members.get('requireAutomaticRotation')?.boolean() ?? defaults.requireAutomaticRotation,
    maxRotationPeriodInDays:
      members.get('maxRotationPeriodInDays')?.integer(MIN_PERIOD_DAYS, MAX_PERIOD_DAYS) ??
      defaults.maxRotationPeriodInDays,
    manualRotation: manual ? manualRotationOf(manual) : defaults.manualRotation,
  }
}

function manualRotationOf(node: JsonNode): ManualRotation {
  const members = node.members(['maxAgeInDays', 'countFrom'])
  return {
    maxAgeInDays: (members.get('maxAgeInDays') ?? node.missing('maxAgeInDays')).integer(1, MAX_AGE_DAYS),
    countFrom: members.get('countFrom')?.oneOf(AGE_STARTS) ?? 'CREATION',
  }
}

function ownerOf(node: JsonNode | undefined): OwnerSource | undefined {
  if (node === undefined) return undefined
  if (typeof node.value === 'string') return { name: node.text() }
  const members = node.members(['tag'])
  return { tag: (members.get('tag') ?? node.missing('tag')).text() }
}

function exceptionOf(node: JsonNode): PolicyException {
  const members = node.members(['id', 'match', 'reason', 'approvedBy', 'until'])
  return {
    id: idOf(node, members),
    conditions: parseExceptedKeys(members.get('match') ?? node.missing('match')),
    reason: textOf(node, members, 'reason'),
    approvedBy: textOf(node, members, 'approvedBy'),
    until: (members.get('until') ?? node.missing('until')).date(),
  }
}

function idOf(node: JsonNode, members: Members): string {
  const id = members.get('id') ?? node.missing('id')
  if (typeof id.value !== 'string' || !ID.test(id.value))
    throw id.mustBe('1 to 100 letters, digits and characters of _.-')
  return id.value
}

function textOf(node: JsonNode, members: Members, name: string): string {
  const member = members.get(name) ?? node.missing(name)
  const text = member.text()
  if (text.length > MAX_TEXT_LENGTH) throw member.mustBe(`at most ${MAX_TEXT_LENGTH} characters long`)
  return text
}

function checkIds(list: string, items: readonly { readonly id: string }[], root: JsonNode): void {
  const firsts = new Map<string, number>()
  for (const [index, { id }] of items.entries()) {
    const first = firsts.get(id)
    if (first !== undefined)
      throw root.invalid(
        `${list}[${index}].id is '${id}', which is also ${list}[${first}].id. Use different IDs.`,
      )
    firsts.set(id, index)
  }
}

/** A rule without conditions applies to every key, so no later rule would ever apply. */
function checkReached(rules: readonly PolicyRule[], root: JsonNode): void {
  const all = rules.findIndex(({ conditions }) => Object.keys(conditions).length === 0)
  if (all >= 0 && all < rules.length - 1)
    throw root.invalid(
      `rules[${all}] has no conditions, so it applies to every key and rules[${all + 1}] is never used. Move rules[${all}] to the end, or add conditions to it.`,
    )
}

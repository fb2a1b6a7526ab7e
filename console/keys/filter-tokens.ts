import { readCondition, writeTag } from '../links/key-filter.ts'
import type { KeyConditions } from '../links/key-filter.ts'
import { FILTER_PROPERTIES, TAG_PREFIX, TAG_PROPERTY, isList, kindOf } from './filter-properties.ts'

/** A token of the property filter: a property, an operator and a value. A token without property is the free text. */
export interface FilterToken {
  readonly propertyKey?: string
  readonly operator: string
  /** The values of a list, else a text. */
  readonly value: unknown
}

/** The tokens that show the conditions, in the order of the properties. */
export function tokensOf(conditions: KeyConditions): FilterToken[] {
  const { search, tags } = conditions
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(conditions))
  const ofProperties = FILTER_PROPERTIES.flatMap(({ key, conditions }) =>
    Object.entries(conditions).flatMap(([operator, name]): FilterToken[] => {
      const texts = [values.get(name) ?? []].flat().map(String)
      if (texts.length === 0) return []
      return [{ propertyKey: key, operator, value: isList(kindOf(name)) ? texts : texts[0] }]
    }),
  )
  return [
    ...(search ? [{ operator: ':', value: search }] : []),
    ...ofProperties,
    ...(tags ?? []).map(({ key, values }): FilterToken =>
      values?.length
        ? { propertyKey: TAG_PREFIX + key, operator: '=', value: values }
        : { propertyKey: TAG_PROPERTY, operator: '=', value: writeTag({ key })[0] },
    ),
  ]
}

/**
 * The conditions that tokens stand for. Tokens of one list or tag are alternatives. If another condition has several tokens, the
 * last one counts. A token whose value cannot be used is left out.
 */
export function conditionsOf(tokens: readonly FilterToken[]): KeyConditions {
  const textsWith = (key: string | undefined, operator: string) =>
    tokens.filter((token) => token.propertyKey === key && token.operator === operator).flatMap(textsOf)
  const search = readCondition(textsWith(undefined, ':'), 'text')
  const tags = readCondition(tokens.flatMap(tagTexts), 'tags')
  const ofProperties = FILTER_PROPERTIES.flatMap(({ key, conditions }) =>
    Object.entries(conditions).map(
      ([operator, name]) => [name, readCondition(textsWith(key, operator), kindOf(name))] as const,
    ),
  )
  return Object.fromEntries(
    [['search', search] as const, ...ofProperties, ['tags', tags] as const].filter(
      ([, value]) => value !== undefined,
    ),
  )
}

const textsOf = ({ value }: FilterToken): string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string')

/** The texts of a tag: of a property of its own, or `team = payments` as the reader enters it. */
function tagTexts(token: FilterToken): string[] {
  const { propertyKey = '' } = token
  if (propertyKey === TAG_PROPERTY) return textsOf(token).map((text) => text.replace(/\s*=\s*/, '='))
  if (!propertyKey.startsWith(TAG_PREFIX)) return []
  return writeTag({ key: propertyKey.slice(TAG_PREFIX.length), values: textsOf(token) })
}

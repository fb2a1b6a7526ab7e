import type { KeyBy, RotationEventFilter, RotationEventType } from '../generated/graphql.ts'
import { readTags } from '../links/key-filter.ts'
import { TYPE_NAMES } from './event-text.ts'

/**
 * The conditions that events must meet, as they are in the address of the page. The values of a condition are alternatives,
 * except those of `tag`.
 */
export interface ActivityFilter {
  readonly type: readonly RotationEventType[]
  /** `111122223333/eu-west-1`, `111122223333` for all Regions of the account, or `/eu-west-1` for all accounts. */
  readonly scope: readonly string[]
  /** `team` for any value, or `team=payments`. */
  readonly tag: readonly string[]
  /** An ARN, a key ID or an alias. */
  readonly key: readonly string[]
}

export function readActivityFilter(parameters: URLSearchParams): ActivityFilter {
  const texts = (name: string) => [...new Set(parameters.getAll(name).filter(Boolean))]
  return { type: texts('type').filter(isType), scope: texts('scope'), tag: texts('tag'), key: texts('key') }
}

export const writeActivityFilter = (filter: ActivityFilter): URLSearchParams =>
  new URLSearchParams(
    Object.entries(filter).flatMap(([name, values]: [string, readonly string[]]) =>
      values.map((value) => [name, value]),
    ),
  )

export const isFiltered = (filter: ActivityFilter): boolean =>
  Object.values(filter).some((values: readonly string[]) => values.length > 0)

/** The filter for the gateway. @param keys global IDs of the keys */
export function eventFilterOf(filter: ActivityFilter, keys: readonly string[]): RotationEventFilter {
  const { type, scope, tag } = filter
  return {
    ...(type.length > 0 && { types: [...type] }),
    ...(scope.length > 0 && { scopes: scope.map(scopeOf) }),
    ...(tag.length > 0 && { tags: readTags(tag) }),
    ...(keys.length > 0 && { keys: [...keys] }),
  }
}

export function keyBy(text: string): KeyBy {
  if (/^arn:[^/]*:key\//.test(text)) return { arn: text }
  return /^(mrk-)?[\da-f-]{32,36}$/.test(text) ? { keyId: text } : { alias: text }
}

function scopeOf(text: string) {
  const [accountId, region] = text.split('/')
  return { ...(accountId && { accountId }), ...(region && { region }) }
}

const isType = (text: string): text is RotationEventType => Object.hasOwn(TYPE_NAMES, text)

import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import type { ResourceTag } from '../kms/kms.ts'
import { toKeyArn } from '../kms/scopes.ts'
import { namedKeys } from '../rotation/key-set/key-set.ts'
import type { KeySet } from '../rotation/key-set/key-set.ts'
import type { Selection } from '../rotation/key-set/selection.ts'
import type { EventKind, KeyRemoved } from '../rotation/rotation-event.ts'
import { decodeIdOf } from './global-id.ts'
import { filterConditions, matchKey } from './key-filter.ts'
import type { KeyFilter } from './key-filter.ts'
import { isRequested, requestedScopes } from './key-listing.ts'
import type { ScopeInput } from './key-listing.ts'
import { servedArn } from './key-lookup.ts'
import { recordMatches, visibleAmong } from './visibility.ts'

export interface RotationEventFilter {
  readonly keys?: readonly string[] | null | undefined
  readonly scopes?: readonly ScopeInput[] | null | undefined
  readonly types?: readonly EventKind[] | null | undefined
  readonly tags?: KeyFilter['tags']
}

export const EVENT_KINDS: readonly EventKind[] = [
  'RotationStarted',
  'RotationCompleted',
  'RotationTimedOut',
  'AutomaticRotationChanged',
]
/** Only the inventory knows when keys are added and removed. */
const INVENTORY_KINDS: readonly EventKind[] = ['KeyAdded', 'KeyRemoved']

/**
 * @throws {BadUserInputError} for an empty list of types, which would match no event, and for types that need an inventory if
 * the gateway keeps none
 */
export function kindsOf(
  filter: RotationEventFilter | null | undefined,
  { inventory }: Pick<Context, 'inventory'>,
): ReadonlySet<EventKind> {
  const { types } = filter ?? {}
  if (types?.length === 0)
    throw new BadUserInputError('types is empty. Give at least one type, or omit types to get all.')
  if (!inventory && types?.some((type) => INVENTORY_KINDS.includes(type)))
    throw new BadUserInputError(
      'This gateway keeps no inventory of the keys, so it does not know when keys are added or removed. Remove KEY_ADDED and KEY_REMOVED from types.',
    )
  return new Set(types ?? (inventory ? [...EVENT_KINDS, ...INVENTORY_KINDS] : EVENT_KINDS))
}

/**
 * The keys that a filter covers: the named keys, or all keys that KMS can rotate, if the viewer may read them and they
 * match the filter. A key whose tags could not be read matches, so that its events are not lost.
 *
 * @throws {BadUserInputError} for an empty or too long list of keys, and for IDs of other types or scopes
 */
export async function coveredKeys(filter: RotationEventFilter, context: Context): Promise<KeySet> {
  const { keys, scopes, tags } = filter
  checkKeyCount(keys, context)
  const requested = requestedScopes(scopes, context)
  if (!keys) {
    const { maxAgeMs = Infinity } = context.call
    const freshness = { maxAgeMs: Math.min(maxAgeMs, MAX_LIST_AGE_MS), signal: context.signal }
    return context.selectedKeys.open(selectionOf(filter, context), freshness)
  }
  const named = keys
    .map((id) => servedArn(decodeIdOf('Key', id), context))
    .filter((key) => requested.includes(context.scopes.of(key)))
  return namedKeys(await matching(named, tags, context))
}

/** Maximum age of the list of all keys in milliseconds, while a subscription covers all keys. */
const MAX_LIST_AGE_MS = 60_000

function checkKeyCount(keys: readonly string[] | null | undefined, { facts }: Context): void {
  const { maxSubscribedKeys } = facts.limits
  if (keys && (keys.length === 0 || keys.length > maxSubscribedKeys))
    throw new BadUserInputError(
      `keys has ${keys.length} IDs. Give 1 to ${maxSubscribedKeys} IDs, or omit keys to cover all keys.`,
    )
}

/**
 * Viewers who may read the same keys and use the same filter share one selection. A selection outlives the operation, so
 * it does not keep the context.
 */
function selectionOf(
  { scopes, tags }: Pick<RotationEventFilter, 'scopes' | 'tags'>,
  { viewer, contextFor, inventory }: Context,
): Selection {
  const { readableKeys } = viewer
  const by = { readableKeys, tags }
  // A key that is not listed any more is not selected.
  const isSelected = (keyArn: string): boolean | undefined => {
    const record = inventory?.recordOf(keyArn)
    return record ? selects(by, record.key, record) : false
  }
  const byNames = readableKeys !== 'ALL' && readableKeys.some(({ alias, tag }) => alias ?? tag)
  return {
    name: JSON.stringify([scopes?.map(({ accountId, region }) => [accountId, region]), tags, readableKeys]),
    covers: (scope) => !scopes || scopes.some((input) => isRequested(scope, input)),
    canChange: byNames || Boolean(tags),
    coversRemoved: ({ keyArn, names }) => {
      const key = toKeyArn(keyArn)
      const isCovered = !scopes || scopes.some((input) => isRequested(key, input))
      return isCovered && selects(by, key, names) === true
    },
    ...(inventory && { isDecided: (keyArn: string) => isSelected(keyArn) !== undefined }),
    examination(call) {
      if (inventory) return async (keyArns) => keyArns.filter(isSelected)
      const context = contextFor(viewer, call)
      return (keyArns) => matching(keyArns.map(toKeyArn), tags, context)
    },
  }
}

/**
 * Whether the selection contains a key with these names. Undefined if they are not known yet. A key whose tags KMS does not let the
 * gateway read has all tags.
 */
function selects(
  { readableKeys, tags }: Pick<RotationEventFilter, 'tags'> & Pick<Viewer, 'readableKeys'>,
  key: KeyArn,
  names: KeyRemoved['names'],
): boolean | undefined {
  if (!tags) return recordMatches(readableKeys, key, names)
  const hasTags = names.tags && (!names.tags.value || hasAllTags(names.tags.value, tags))
  return hasTags && recordMatches(readableKeys, key, names)
}

const hasAllTags = (own: readonly ResourceTag[], wanted: NonNullable<RotationEventFilter['tags']>): boolean =>
  wanted.every(({ key, values }) =>
    own.some(({ tagKey, tagValue }) => tagKey === key && (!values || values.includes(tagValue))),
  )

async function matching(
  keys: readonly KeyArn[],
  tags: RotationEventFilter['tags'],
  context: Context,
): Promise<readonly string[]> {
  const visible = await visibleAmong(keys, context)
  const conditions = filterConditions({ tags }, context)
  const matches = tags
    ? await Promise.all(visible.map(async (key) => (await matchKey(conditions, key, context)) !== 'no'))
    : undefined
  return visible.filter((_, index) => !matches || matches[index]).map(({ arn }) => arn)
}

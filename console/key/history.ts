import type {
  ChangeKind,
  ChangeOutcome,
  HistoryChangeFragment,
  KeyHistoryQuery,
  KeyHistoryQueryVariables,
} from '../generated/graphql.ts'
import { countOf } from '../format/count.ts'
import { rotationTypeName } from '../format/rotation-type.ts'

/** A completed rotation, or a change that was requested through the gateway. */
export interface HistoryEntry {
  readonly id: string
  readonly at: string
  readonly what: string
  /** Null if the gateway does not know it. */
  readonly who: string | null
  readonly reason: string | null
  readonly outcome: string
  readonly error: string | null
}

type HistoryPage = NonNullable<KeyHistoryQuery['key']>

/** The variables of the next page, which reads only the lists that have more. Undefined at the end of both lists. */
export function nextHistory({ key }: KeyHistoryQuery): Partial<KeyHistoryQueryVariables> | undefined {
  const rotationsAfter = endOf(key?.rotations)
  const changesAfter = endOf(key?.changes)
  const [hasRotations, hasChanges] = [rotationsAfter !== null, changesAfter !== null]
  return hasRotations || hasChanges ? { rotationsAfter, changesAfter, hasRotations, hasChanges } : undefined
}

type List = { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } }

const endOf = (list: List | null | undefined): string | null =>
  list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null

/**
 * The entries of both lists, newest first. Entries that are older than the end of a list with more pages wait for those pages, so
 * that no entry is added above an entry that is shown. A request whose rotation has completed is shown as the rotation.
 */
export function mergeHistory(pages: readonly KeyHistoryQuery[]): HistoryEntry[] {
  const keys = pages.flatMap(({ key }) => key ?? [])
  const rotations = keys.flatMap((key) => key.rotations?.nodes ?? []).map(rotationEntry)
  const changes = keys.flatMap((key) => key.changes?.nodes ?? [])
  const requests = changes
    .filter((change) => change.type !== 'RotationRequest' || change.rotation === null)
    .map(changeEntry)
  const horizon = Math.max(
    horizonOf(
      keys.findLast((key) => key.rotations),
      'rotations',
      rotations.at(-1)?.at,
    ),
    horizonOf(
      keys.findLast((key) => key.changes),
      'changes',
      changes.at(-1)?.requestedAt,
    ),
  )
  return [...rotations, ...requests]
    .filter(({ at }) => Date.parse(at) >= horizon)
    .toSorted((left, right) => Date.parse(right.at) - Date.parse(left.at))
}

/** The time before which a list is not loaded. */
function horizonOf(
  lastPage: HistoryPage | undefined,
  list: 'rotations' | 'changes',
  lastAt: string | undefined,
): number {
  return endOf(lastPage?.[list]) === null || lastAt === undefined ? -Infinity : Date.parse(lastAt)
}

function rotationEntry({
  id,
  rotatedAt,
  type,
  request,
}: NonNullable<HistoryPage['rotations']>['nodes'][number]): HistoryEntry {
  return {
    id,
    at: rotatedAt,
    what: `Rotation: ${rotationTypeName(type).toLowerCase()}`,
    who: request?.requestedBy ?? (type === 'AUTOMATIC' ? 'AWS KMS' : null),
    reason: request?.reason ?? null,
    outcome: 'Completed',
    error: null,
  }
}

function changeEntry(change: HistoryChangeFragment): HistoryEntry {
  return {
    id: change.id,
    at: change.requestedAt,
    what: whatOf(change),
    who: change.requestedBy,
    reason: change.reason,
    outcome: outcomeOf(change),
    error: change.error?.message ?? null,
  }
}

function whatOf(change: HistoryChangeFragment): string {
  const period = change.type === 'AutomaticRotationRequest' ? change.after?.periodInDays : null
  const name = KINDS[change.kind]
  return typeof period === 'number' ? `${name}, every ${countOf(period, 'day')}` : name
}

const KINDS: { readonly [kind in ChangeKind]: string } = {
  ROTATE_KEY_ON_DEMAND: 'Request to rotate on demand',
  ENABLE_KEY_ROTATION: 'Automatic rotation: on',
  DISABLE_KEY_ROTATION: 'Automatic rotation: off',
}

function outcomeOf(change: HistoryChangeFragment): string {
  if (change.type !== 'RotationRequest') return OUTCOMES[change.outcome]
  switch (change.status) {
    case 'IN_PROGRESS':
    case 'REQUESTED':
      return 'In progress'
    case 'OUTCOME_UNKNOWN':
      return 'Following: KMS did not respond'
    case 'TIMED_OUT':
      return 'Not completed in time'
    case 'COMPLETED':
      return 'Completed'
    case 'FAILED':
    default:
      return OUTCOMES[change.outcome]
  }
}

const OUTCOMES: { readonly [outcome in ChangeOutcome]: string } = {
  MADE: 'Made',
  UNCHANGED: 'The key had this setting already',
  PENDING: 'In progress',
  REJECTED: 'Rejected',
  FAILED: 'Failed',
  UNKNOWN: 'Unknown: KMS did not respond',
}

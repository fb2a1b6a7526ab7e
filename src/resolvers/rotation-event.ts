import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors.ts'
import { toKeyArn } from '../kms/scopes.ts'
import { readWhole } from '../kms/whole-list.ts'
import type { EventKind, RotationStarted } from '../rotation/rotation-event.ts'
import { isOwnStart } from '../rotation/rotation-request.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { isAwsManaged, isInCustomKeyStore, mayRotateSpec } from '../rotation/rotation-support.ts'
import type { RotationType } from '../rotation/rotation.ts'
import { isCompletionMessage } from '../rotation/stream-message.ts'
import type { CompletionMessage, StreamMessage } from '../rotation/stream-message.ts'
import { decodeIdOf } from './global-id.ts'
import { matchKey } from './key-filter.ts'
import type { KeyFilter } from './key-filter.ts'
import { scopesAskedFor } from './key-listing.ts'
import type { ScopeInput } from './key-listing.ts'
import { servedArn } from './key.ts'
import { orNull } from './readable.ts'
import { visibleAmong } from './visibility.ts'
import type { Key } from './visibility.ts'

export interface CompletionArguments {
  readonly keys?: readonly string[] | null | undefined
  readonly types?: readonly RotationType[] | null | undefined
  readonly after?: string | null | undefined
}

export interface RotationEventFilter {
  readonly keys?: readonly string[] | null | undefined
  readonly scopes?: readonly ScopeInput[] | null | undefined
  readonly types?: readonly EventKind[] | null | undefined
  readonly tags?: KeyFilter['tags']
}

export interface EventArguments {
  readonly filter?: RotationEventFilter | null | undefined
  readonly after?: string | null | undefined
}

export const EVENT_KINDS: readonly EventKind[] = [
  'RotationStarted',
  'RotationCompleted',
  'RotationTimedOut',
  'AutomaticRotationChanged',
]

/** Completed rotations of the given keys, or of all that rotate: since a cursor, or from now on. */
export async function rotationsCompleted(
  { keys, types, after }: CompletionArguments,
  context: Context,
): Promise<AsyncIterable<StreamMessage>> {
  const subject = {
    keyArns: await keyArnsOf({ keys }, context),
    kinds: new Set(['RotationCompleted'] as const),
    ...(types ? { rotationTypes: new Set(types) } : {}),
  }
  return context.streams.open(subject, after ?? undefined)
}

/** The request behind a start of its key's rotation, if it was made through this gateway. */
export async function requestStarted(
  { keyArn, occurredAt }: RotationStarted,
  { requests }: Context,
): Promise<RotationRequest | null> {
  const request = await requests.latestOf(keyArn)
  return request && request.status !== 'FAILED' && isOwnStart(request, occurredAt) ? request : null
}

/** @throws {Error} for a message that no stream of completed rotations tells */
export function asCompletion(message: StreamMessage): CompletionMessage {
  if (isCompletionMessage(message)) return message
  throw new Error(`A stream of completed rotations told a ${message.kind}.`)
}

/** Events of the keys that match, or of all that rotate: since a cursor, or from now on. */
export async function rotationEventStream(
  { filter, after }: EventArguments,
  context: Context,
): Promise<AsyncIterable<StreamMessage>> {
  const subject = { keyArns: await keyArnsOf(filter ?? {}, context), kinds: kindsOf(filter) }
  return context.streams.open(subject, after ?? undefined)
}

/** @throws {BadUserInputError} for an empty list, which would ask for nothing */
export function kindsOf(filter: RotationEventFilter | null | undefined): ReadonlySet<EventKind> {
  if (filter?.types?.length === 0)
    throw new BadUserInputError('types is empty; name at least one, or leave it out for all.')
  return new Set(filter?.types ?? EVENT_KINDS)
}

/**
 * The keys that are named, or all that may rotate, as far as the viewer may see them and they match. Of a key that is only listed, whatever could
 * not be read counts as a match: its events are better told than missed.
 *
 * @throws {BadUserInputError} for no keys, too many, and ids that are not of keys served here
 */
export async function keyArnsOf(
  { keys, scopes, tags }: RotationEventFilter,
  context: Context,
): Promise<ReadonlySet<string>> {
  checkKeyCount(keys, context)
  const served = await scopesAskedFor(scopes, context)
  const regions = new Set(served.map(({ region }) => region))
  const found = keys
    ? await visibleAmong(
        keys
          .map((id) => servedArn(decodeIdOf('Key', id), context))
          .filter(({ region }) => regions.has(region)),
        context,
      )
    : await rotatingKeys([...regions], context)
  const matches = tags
    ? await Promise.all(found.map(async (key) => (await matchKey({ tags }, key, context)) !== 'no'))
    : undefined
  return new Set(found.filter((_, index) => !matches || matches[index]).map(({ arn }) => arn))
}

function checkKeyCount(keys: readonly string[] | null | undefined, { facts }: Context): void {
  const { maxSubscribedKeys } = facts.limits
  if (keys && (keys.length === 0 || keys.length > maxSubscribedKeys))
    throw new BadUserInputError(
      `keys names ${keys.length} keys; it must name 1 to ${maxSubscribedKeys}. Leave it out for all keys.`,
    )
}

/** The keys of these Regions that may rotate. One whose metadata is denied may. AWS managed ones are not asked. */
async function rotatingKeys(regions: readonly string[], context: Context): Promise<readonly Key[]> {
  const { loaders } = context
  const listed = await Promise.all(
    regions.map((region) => readWhole((marker) => loaders.keysPage(region, marker), context.signal)),
  )
  const keys = await visibleAmong(
    listed.flat().map(({ keyArn }) => toKeyArn(keyArn)),
    context,
  )
  const metadata = await Promise.all(keys.map(({ arn }) => orNull(loaders.metadata(arn))))
  return keys.filter((_, index) => {
    const known = metadata[index]
    return !known || (mayRotateSpec(known) && !isInCustomKeyStore(known) && !isAwsManaged(known))
  })
}

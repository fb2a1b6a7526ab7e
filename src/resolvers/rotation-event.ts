import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors.ts'
import { readWhole } from '../kms/whole-list.ts'
import { openCompletionStream } from '../rotation/completion-stream.ts'
import type { CompletionMessage } from '../rotation/completion-stream.ts'
import { isAwsManaged, isInCustomKeyStore, mayRotateSpec } from '../rotation/rotation-support.ts'
import type { RotationType } from '../rotation/rotation.ts'
import { decodeIdOf } from './global-id.ts'
import { keyOf } from './key.ts'
import type { Key } from './key.ts'
import { orNull } from './readable.ts'

export interface CompletionArguments {
  readonly keys?: readonly string[] | null | undefined
  readonly types?: readonly RotationType[] | null | undefined
  readonly after?: string | null | undefined
}

/** Completed rotations of the given keys, or of all that rotate: since a cursor, or from now on. */
export async function rotationsCompleted(
  { keys, types, after }: CompletionArguments,
  context: Context,
): Promise<AsyncIterable<CompletionMessage>> {
  checkKeyCount(keys, context)
  const watched = keys ? keys.map((id) => keyOf(decodeIdOf('Key', id), context)) : await rotatingKeys(context)
  return openCompletionStream({
    keyArns: watched.map(({ arn }) => arn),
    types: types ?? undefined,
    after: after ?? undefined,
    watches: context.watches,
    clock: context.clock,
  })
}

function checkKeyCount(keys: readonly string[] | null | undefined, { facts }: Context): void {
  const { maxSubscribedKeys } = facts.limits
  if (keys && (keys.length === 0 || keys.length > maxSubscribedKeys))
    throw new BadUserInputError(
      `keys names ${keys.length} keys; it must name 1 to ${maxSubscribedKeys}. Leave it out for all keys.`,
    )
}

/** The keys of all Regions that may rotate. One whose metadata is denied may. AWS managed ones are not asked. */
async function rotatingKeys(context: Context): Promise<readonly Key[]> {
  const { scopes, loaders } = context
  const listed = await Promise.all(
    scopes.all.map(({ region }) => readWhole((marker) => loaders.keysPage(region, marker))),
  )
  const keys = listed.flat().map(({ keyArn }) => keyOf(keyArn, context))
  const metadata = await Promise.all(keys.map(({ arn }) => orNull(loaders.metadata(arn))))
  return keys.filter((_, index) => {
    const known = metadata[index]
    return !known || (mayRotateSpec(known) && !isInCustomKeyStore(known) && !isAwsManaged(known))
  })
}

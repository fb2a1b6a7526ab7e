import type { Context } from '../context.ts'
import { readWhole } from '../kms/whole-list.ts'
import type { RotationCompleted } from '../rotation/rotation-event.ts'
import { isAwsManaged, isInCustomKeyStore, mayRotateSpec } from '../rotation/rotation-support.ts'
import type { RotationType } from '../rotation/rotation.ts'
import { decodeIdOf } from './global-id.ts'
import { keyOf } from './key.ts'
import type { Key } from './key.ts'
import { orNull } from './readable.ts'

export interface CompletionArguments {
  readonly keys?: readonly string[] | null | undefined
  readonly types?: readonly RotationType[] | null | undefined
}

/** Completed rotations from now on, of the given keys or of all that rotate. */
export async function rotationsCompleted(
  { keys, types }: CompletionArguments,
  context: Context,
): Promise<AsyncIterable<RotationCompleted>> {
  const watched = keys
    ? keys.map((id) => keyOf(decodeIdOf('Key', id), context).arn)
    : (await rotatingKeys(context)).map(({ arn }) => arn)
  return completionsOf(watched, types ?? undefined, context)
}

/** Not a generator: `return` of those waits for a pending `next`, so a silent stream could never be left. */
function completionsOf(
  keyArns: readonly string[],
  types: readonly RotationType[] | undefined,
  { watches }: Context,
): AsyncIterableIterator<RotationCompleted, undefined, undefined> {
  const observations = watches.watch(keyArns)
  const queued: RotationCompleted[] = []
  const isWanted = ({ rotation }: RotationCompleted) => !types || types.includes(rotation.type)

  return {
    async next() {
      for (;;) {
        const event = queued.shift()
        if (event) return { done: false, value: event }
        const { done, value } = await observations.next()
        if (done) return { done, value }
        queued.push(...value.events.filter((each) => each.kind === 'RotationCompleted').filter(isWanted))
      }
    },
    return() {
      queued.length = 0
      return observations.return()
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
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

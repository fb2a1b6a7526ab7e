import type { Context } from '../context.ts'
import { BadUserInputError, InvalidCursorError, InvalidMarkerError, OperationError } from '../errors.ts'
import type { ListedKey } from '../kms/kms.ts'
import type { KmsLoaders } from '../kms/loaders.ts'
import type { Scope } from '../kms/scopes.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { Cursor, ListPosition } from '../pagination/cursor.ts'
import { locate, startOf, walkPages } from '../pagination/page-walk.ts'
import { recordError } from '../rotation/rotation-request.ts'
import type { RecordedError } from '../rotation/rotation-request.ts'
import type { Key } from './key.ts'

export interface ScopeInput {
  readonly accountId?: string | null | undefined
  readonly region?: string | null | undefined
}

/** A scope whose keys, or the rest of them, could not be listed. */
export interface UnavailableScope {
  readonly scope: Scope
  readonly error: RecordedError
}

export interface PlacedKey {
  readonly key: Key
  readonly after: ListPosition
}

/**
 * The scopes asked for, in the gateway's own order.
 *
 * @throws {BadUserInputError} naming those served, when one is not among them
 */
export async function scopesAskedFor(
  wanted: readonly ScopeInput[] | null | undefined,
  { scopes }: Context,
): Promise<readonly Scope[]> {
  if (!wanted) return scopes.all
  const own = wanted.some(({ accountId }) => accountId) ? await scopes.accountId() : undefined
  const isAskedFor = (region: string, input: ScopeInput) =>
    (!input.region || input.region === region) && (!input.accountId || input.accountId === own)
  for (const input of wanted)
    if (!scopes.all.some(({ region }) => isAskedFor(region, input)))
      throw new BadUserInputError(
        `The gateway does not serve ${JSON.stringify(input)}; it serves ${scopes.all.map(({ region }) => region).join(', ')}${own ? ` of account ${own}` : ''}.`,
      )
  return scopes.all.filter(({ region }) => wanted.some((input) => isAskedFor(region, input)))
}

/** The keys of several scopes, one scope after the other, each in KMS's order, from after a cursor on. */
export async function* listKeys(
  scopes: readonly Scope[],
  cursor: Cursor | undefined,
  { loaders }: Context,
  onUnavailable: (scope: UnavailableScope) => void,
): AsyncGenerator<PlacedKey, void, undefined> {
  const start = cursor ? scopes.findIndex(({ region }) => region === cursor.position.list) : 0
  if (start === -1)
    throw new InvalidCursorError(
      `The cursor is of a place in ${cursor?.position.list}, which is not among the scopes asked for. Start again without it.`,
    )

  for (const [index, scope] of scopes.slice(start).entries()) {
    try {
      yield* keysIn(scope, index === 0 ? cursor : undefined, loaders)
    } catch (error) {
      if (error instanceof InvalidMarkerError)
        throw new InvalidCursorError(
          `KMS in ${scope.region} no longer knows the place that the cursor stands for. Start again without it.`,
          { cause: error },
        )
      if (!(error instanceof OperationError)) throw error
      onUnavailable({ scope, error: recordError(error) })
    }
  }
}

/**
 * The keys of one scope. A Marker that KMS has forgotten may be that of a page which was kept, and no place that the
 * caller asked for: once, the way is begun again, and what was given is passed over.
 */
async function* keysIn(
  { region }: Scope,
  cursor: Cursor | undefined,
  loaders: KmsLoaders,
): AsyncGenerator<PlacedKey, void, undefined> {
  const readPage = (marker: string | undefined) => loaders.keysPage(region, marker)
  const isLast = ({ keyArn }: ListedKey) => keyArn === cursor?.sortKey.at(-1)
  const given = new Set<string>()
  for (let hasRestarted = false; ; hasRestarted = true) {
    try {
      const from = cursor ? await locate(readPage, cursor.position, isLast) : startOf(region)
      for await (const { item, after } of walkPages(readPage, from)) {
        if (given.has(item.keyArn)) continue
        given.add(item.keyArn)
        yield { key: toKeyArn(item.keyArn), after }
      }
      return
    } catch (error) {
      if (hasRestarted || !(error instanceof InvalidMarkerError)) throw error
    }
  }
}

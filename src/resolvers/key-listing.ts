import type { Context } from '../context.ts'
import { InvalidMarkerError } from '../errors/invalid-marker-error.ts'
import { OperationError } from '../errors/operation-errors.ts'
import { BadUserInputError, InvalidCursorError } from '../errors/request-errors.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import type { ListedKey } from '../kms/kms.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import type { Cursor, ListPosition } from '../pagination/cursor.ts'
import { locate, startOf, walkPages } from '../pagination/page-walk.ts'
import type { MarkerPage } from '../pagination/page-walk.ts'
import { recordError } from '../rotation/rotation-request.ts'
import type { RecordedError } from '../rotation/rotation-request.ts'
import { keyOf, mayRead, visibleAmong } from './visibility.ts'
import type { Key } from './visibility.ts'

export interface ScopeInput {
  readonly accountId?: string | null | undefined
  readonly region?: string | null | undefined
}

/** A scope whose keys, or the rest of them, could not be listed. */
export interface UnavailableScope {
  readonly scope: Scope
  readonly error: RecordedError
}

export interface PositionedKey {
  readonly key: Key
  readonly after: ListPosition
}

/**
 * The scopes asked for, in the gateway's own order.
 *
 * @throws {BadUserInputError} naming those served, when one is not among them
 */
export async function requestedScopes(
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
  context: Context,
  onUnavailable: (scope: UnavailableScope) => void,
): AsyncGenerator<PositionedKey, void, undefined> {
  const start = cursor ? scopes.findIndex(({ region }) => region === cursor.position.list) : 0
  if (start === -1)
    throw new InvalidCursorError(
      `The cursor is of a place in ${cursor?.position.list}, which is not among the scopes asked for. Start again without it.`,
    )

  for (const [index, scope] of scopes.slice(start).entries()) {
    try {
      yield* keysIn(scope.region, index === 0 ? cursor : undefined, context)
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
  region: string,
  cursor: Cursor | undefined,
  context: Context,
): AsyncGenerator<PositionedKey, void, undefined> {
  const { loaders, viewer } = context
  const readPage = (marker: string | undefined) => loaders.keysPage(region, marker)
  const list = viewer.readableKeys === 'ALL' ? listAll : listVisible
  const given = new Set<string>()
  for (let hasRestarted = false; ; hasRestarted = true) {
    try {
      for await (const placed of list(region, readPage, cursor, context)) {
        if (given.has(placed.key.arn)) continue
        given.add(placed.key.arn)
        yield placed
      }
      return
    } catch (error) {
      if (hasRestarted || !(error instanceof InvalidMarkerError)) throw error
    }
  }
}

async function* listAll(
  region: string,
  readPage: (marker: string | undefined) => Promise<MarkerPage<ListedKey>>,
  cursor: Cursor | undefined,
  context: Context,
): AsyncGenerator<PositionedKey, void, undefined> {
  const isLast = ({ keyArn }: ListedKey) => keyArn === cursor?.sortKey.at(-1)
  const from = cursor ? await locate(readPage, cursor.position, isLast) : startOf(region)
  for await (const { item, after } of walkPages(readPage, from, context.signal)) {
    const key = keyOf(item.keyArn, context)
    // At hand here; to wait for it would cost each key of a page a turn.
    yield { key: key instanceof Promise ? await key : key, after }
  }
}

/** Keys are looked at this many at a time, where that takes reads. */
const LOOK_CHUNK = 25

/**
 * Those keys of a Region that the viewer may see. Its cursors name the key they stand behind and no place in a page,
 * which would count the keys in between: so the way there is walked anew from the beginning.
 */
async function* listVisible(
  region: string,
  readPage: (marker: string | undefined) => Promise<MarkerPage<ListedKey>>,
  cursor: Cursor | undefined,
  context: Context,
): AsyncGenerator<PositionedKey, void, undefined> {
  const after = startOf(region)
  const last = cursor?.sortKey.at(-1)
  // A cursor is easily made: that the walk finds a key must not tell that it is there.
  const lastKey = typeof last === 'string' ? parseKeyArn(last) : undefined
  if (cursor && !(lastKey && (await mayRead(lastKey, context)))) throw keyIsGone()

  let isPast = cursor === undefined
  let chunk: KeyArn[] = []
  for await (const { item } of walkPages(readPage, after, context.signal)) {
    if (isPast) chunk.push(toKeyArn(item.keyArn))
    else isPast = item.keyArn === last
    if (chunk.length < LOOK_CHUNK) continue
    for (const key of await visibleAmong(chunk, context)) yield { key, after }
    chunk = []
  }
  if (!isPast) throw keyIsGone()
  for (const key of await visibleAmong(chunk, context)) yield { key, after }
}

const keyIsGone = () =>
  new InvalidCursorError('The key that the cursor stands for is no longer listed. Start again without it.')

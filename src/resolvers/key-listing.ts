import type { Context } from '../context.ts'
import { InvalidMarkerError } from '../errors/invalid-marker-error.ts'
import { OperationError } from '../errors/operation-errors.ts'
import { BadUserInputError, InvalidCursorError } from '../errors/request-errors.ts'
import { parseKeyArn } from '../kms/key-arn.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import type { KmsScope, ListedKey } from '../kms/kms.ts'
import { listed, toKeyArn } from '../kms/scopes.ts'
import type { Scope } from '../kms/scopes.ts'
import type { Cursor, ListPosition } from '../pagination/cursor.ts'
import { locate, startOf, walkPages } from '../pagination/page-walk.ts'
import type { MarkerPage } from '../pagination/page-walk.ts'
import { recordError } from '../rotation/rotation-request.ts'
import type { RecordedError } from '../rotation/rotation-request.ts'
import { createFirstPages } from './first-pages.ts'
import { keyOf, mayRead, visibleAmong } from './visibility.ts'
import type { Key } from './visibility.ts'

export interface ScopeInput {
  readonly accountId?: string | null | undefined
  readonly region?: string | null | undefined
}

/** A scope whose keys could not all be listed. */
export interface UnavailableScope {
  readonly scope: Scope
  readonly error: RecordedError
}

export interface PositionedKey {
  readonly key: Key
  readonly after: ListPosition
}

/** Whether an item of `scopes` requests a scope. */
export function isRequested(scope: KmsScope, { accountId, region }: ScopeInput): boolean {
  return (!region || region === scope.region) && (!accountId || accountId === scope.accountId)
}

/**
 * The requested scopes, in the gateway's configured order.
 *
 * @throws {BadUserInputError} if the gateway does not serve one of them; the message names the scopes that it serves
 */
export function requestedScopes(
  wanted: readonly ScopeInput[] | null | undefined,
  { scopes: { all } }: Context,
): readonly Scope[] {
  if (!wanted) return all
  const unserved = wanted.find((input) => !all.some((scope) => isRequested(scope, input)))
  if (unserved)
    throw new BadUserInputError(
      `The gateway does not serve the scope ${JSON.stringify(unserved)}. It serves ${listed(all)}. Use the account and the Region of a served scope.`,
    )
  return all.filter((scope) => wanted.some((input) => isRequested(scope, input)))
}

/**
 * Lists the keys of several scopes after a cursor, one scope after the other, each in the order of KMS. Scopes that do not answer
 * delay the keys of the others by at most 2 seconds together.
 */
export async function* listKeys(
  scopes: readonly Scope[],
  cursor: Cursor | undefined,
  context: Context,
  onUnavailable: (scope: UnavailableScope) => void,
): AsyncGenerator<PositionedKey, void, undefined> {
  const start = cursor ? scopes.findIndex(({ name }) => name === cursor.position.list) : 0
  if (start === -1)
    throw new InvalidCursorError(
      `The cursor belongs to ${cursor?.position.list}, which is not one of the requested scopes. Start again without the cursor.`,
    )

  const remaining = scopes.slice(start)
  // Viewers who may read some keys list each scope from its start.
  const marker = context.viewer.readableKeys === 'ALL' ? (cursor?.position.marker ?? undefined) : undefined
  const firstPages = createFirstPages(
    remaining.map((scope, index) => ({
      scopeName: scope.name,
      read: () => context.loaders.keysPage(scope, index === 0 ? marker : undefined),
    })),
    context.clock,
  )
  for (const [index, scope] of remaining.entries()) {
    try {
      await firstPages.wait(index)
      yield* keysIn(scope, index === 0 ? cursor : undefined, context)
    } catch (error) {
      if (error instanceof InvalidMarkerError)
        throw new InvalidCursorError(
          `The cursor has expired, because KMS in ${scope.name} no longer accepts its marker. Start again without the cursor.`,
          { cause: error },
        )
      if (!(error instanceof OperationError)) throw error
      onUnavailable({ scope, error: recordError(error) })
    }
  }
}

/**
 * Lists the keys of one scope. If KMS rejects a Marker, the Marker may come from a cached page instead of the caller's
 * cursor. The listing is therefore restarted once, skipping the keys that were already yielded.
 */
async function* keysIn(
  scope: Scope,
  cursor: Cursor | undefined,
  context: Context,
): AsyncGenerator<PositionedKey, void, undefined> {
  const { loaders, viewer } = context
  const readPage = (marker: string | undefined) => loaders.keysPage(scope, marker)
  const list = viewer.readableKeys === 'ALL' ? listAll : listVisible
  const yielded = new Set<string>()
  for (let hasRestarted = false; ; hasRestarted = true) {
    try {
      for await (const placed of list(scope.name, readPage, cursor, context)) {
        if (yielded.has(placed.key.arn)) continue
        yielded.add(placed.key.arn)
        yield placed
      }
      return
    } catch (error) {
      if (hasRestarted || !(error instanceof InvalidMarkerError)) throw error
    }
  }
}

async function* listAll(
  scopeName: string,
  readPage: (marker: string | undefined) => Promise<MarkerPage<ListedKey>>,
  cursor: Cursor | undefined,
  context: Context,
): AsyncGenerator<PositionedKey, void, undefined> {
  const isLast = ({ keyArn }: ListedKey) => keyArn === cursor?.sortKey.at(-1)
  const from = cursor ? await locate(readPage, cursor.position, isLast) : startOf(scopeName)
  for await (const { item, after } of walkPages(readPage, from, context.signal)) {
    const key = keyOf(item.keyArn, context)
    // Usually not a promise. Awaiting it anyway would cost one microtask per key.
    yield { key: key instanceof Promise ? await key : key, after }
  }
}

/** The number of keys whose visibility is checked at the same time, if the check needs KMS reads. */
const VISIBILITY_CHUNK = 25

/**
 * Lists the keys of a scope that the viewer may read. The cursors contain only the last key and not its index in a page,
 * because an index would reveal the number of hidden keys. The listing therefore always starts from the beginning.
 */
async function* listVisible(
  scopeName: string,
  readPage: (marker: string | undefined) => Promise<MarkerPage<ListedKey>>,
  cursor: Cursor | undefined,
  context: Context,
): AsyncGenerator<PositionedKey, void, undefined> {
  const after = startOf(scopeName)
  const last = cursor?.sortKey.at(-1)
  // Callers can forge cursors, so a cursor of a hidden key must get the same error as a cursor of an absent key.
  const lastKey = typeof last === 'string' ? parseKeyArn(last) : undefined
  if (cursor && !(lastKey && (await mayRead(lastKey, context)))) throw cursorKeyNotListed()

  let isPast = cursor === undefined
  let chunk: KeyArn[] = []
  for await (const { item } of walkPages(readPage, after, context.signal)) {
    if (isPast) chunk.push(toKeyArn(item.keyArn))
    else isPast = item.keyArn === last
    if (chunk.length < VISIBILITY_CHUNK) continue
    for (const key of await visibleAmong(chunk, context)) yield { key, after }
    chunk = []
  }
  if (!isPast) throw cursorKeyNotListed()
  for (const key of await visibleAmong(chunk, context)) yield { key, after }
}

const cursorKeyNotListed = () =>
  new InvalidCursorError('The key of the cursor is no longer listed. Start again without the cursor.')

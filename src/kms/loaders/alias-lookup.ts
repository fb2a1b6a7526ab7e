import { InvalidMarkerError } from '../../errors/invalid-marker-error.ts'
import { AccessDeniedError } from '../../errors/operation-errors.ts'
import { parseKeyArn } from '../key-arn.ts'
import type { CallOptions, Kms, ListedAlias } from '../kms.ts'
import { startListWalk } from '../list-walk.ts'
import { readAllPages, toUnavailable } from '../read-all-pages.ts'

/** KMS's maximum for ListAliases. */
const ALIASES_PER_PAGE = 100

/** Looks up the aliases of one scope for one request. Remembers what it has read. */
export interface AliasLookup {
  /** The aliases of several keys, in the order of `keyArns`, each with its own failure. Never rejects. */
  of(keyArns: readonly string[]): Promise<readonly (readonly ListedAlias[] | Error)[]>
  /** Every alias, including aliases that do not have a key yet. */
  all(): Promise<readonly ListedAlias[]>
}

export interface AliasLookupOptions extends CallOptions {
  /** Whether a key belongs to another account. The listing of the scope does not contain its aliases. */
  readonly isForeign: (keyArn: string) => boolean
}

/**
 * KMS lists the aliases of one key or of the whole Region. The lookup reads the first key by itself. From the second key on it
 * lists the Region, up to as many calls as there are keys, and then reads the remaining keys one by one. In any order of keys
 * it sends at most twice the calls of the cheaper way.
 *
 * A key policy can deny the one way and the gateway's own policy the other. The lookup then uses the other way, so that the
 * result for a key does not depend on which other keys are looked up with it.
 */
export function createAliasLookup(kms: Kms, { isForeign, ...options }: AliasLookupOptions): AliasLookup {
  const listed: ListedAlias[] = []
  const byKeyId = new Map<string | undefined, ListedAlias[]>()
  let pagesRead = 0
  let nextMarker: string | undefined
  let walk = startListWalk(undefined, options.signal)
  let isComplete = false
  let hasRestarted = false
  let keysRequested = 0
  let latest: Promise<void> = Promise.resolve()

  async function readPage(): Promise<void> {
    const page = await kms
      .call('ListAliases', { limit: ALIASES_PER_PAGE, marker: nextMarker }, options)
      .catch(restart)
    if (!page) return
    for (const alias of page.items) {
      listed.push(alias)
      const ofKey = byKeyId.get(alias.targetKeyId)
      if (ofKey) ofKey.push(alias)
      else byKeyId.set(alias.targetKeyId, [alias])
    }
    pagesRead++
    if (page.nextMarker === undefined) isComplete = true
    else nextMarker = await walk.next(page.nextMarker, page.items.length)
  }

  /** KMS may reject a Marker that has expired. The listing then starts again, once. */
  function restart(error: unknown): void {
    if (!(error instanceof InvalidMarkerError)) throw error
    if (hasRestarted) toUnavailable(error)
    hasRestarted = true
    listed.length = 0
    byKeyId.clear()
    nextMarker = undefined
    walk = startListWalk(undefined, options.signal)
  }

  /** One at a time, so that no page is read twice. A failed listing stays failed. */
  function list(isEnough: () => boolean): Promise<void> {
    latest = listAfter(latest, isEnough)
    return latest
  }

  async function listAfter(previous: Promise<void>, isEnough: () => boolean): Promise<void> {
    await previous
    while (!isComplete && !isEnough()) await readPage()
  }

  const ofOne = (keyArn: string): Promise<readonly ListedAlias[] | Error> =>
    readAllPages(
      (marker) => kms.call('ListAliases', { keyId: keyArn, limit: ALIASES_PER_PAGE, marker }, options),
      options.signal,
    ).catch(toError)

  const listedOf = (keyArn: string) => byKeyId.get(parseKeyArn(keyArn)?.keyId) ?? []

  /** When the policy of a key denies the call, the listing of the Region has its aliases. */
  async function find(keyArn: string): Promise<readonly ListedAlias[] | Error> {
    if (isComplete && !isForeign(keyArn)) return listedOf(keyArn)
    const own = await ofOne(keyArn)
    if (!isDenied(own) || isForeign(keyArn)) return own
    const problem = await problemOf(list(() => false))
    if (!problem) return listedOf(keyArn)
    return isDenied(problem) ? own : problem
  }

  return {
    async of(keyArns) {
      keysRequested += keyArns.length
      if (keysRequested > 1) {
        const problem = await problemOf(list(() => pagesRead >= keysRequested))
        if (problem && !isDenied(problem)) return keyArns.map(() => problem)
      }
      return Promise.all(keyArns.map(find))
    },
    async all() {
      await list(() => false)
      return listed
    },
  }
}

/** Whether a policy denied it. A failure of the credentials applies to both ways. */
const isDenied = (thrown: unknown): boolean =>
  thrown instanceof AccessDeniedError && thrown.credentialFailure === undefined

const problemOf = (reading: Promise<unknown>): Promise<Error | undefined> =>
  reading.then(() => undefined, toError)

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

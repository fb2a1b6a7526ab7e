import { InvalidMarkerError } from '../../errors/invalid-marker-error.ts'
import { AccessDeniedError } from '../../errors/operation-errors.ts'
import { parseKeyArn } from '../key-arn.ts'
import type { CallOptions, Kms, ListedAlias } from '../kms.ts'
import { startListWalk } from '../list-walk.ts'
import { readAllPages, toUnavailable } from '../read-all-pages.ts'

/** KMS's own maximum for ListAliases. */
const ALIASES_PER_PAGE = 100

/** The aliases of one Region, as far as one request has listed them. */
export interface AliasLookup {
  /** The aliases of several keys, in the order of `keyArns`, each with its own failure. Never rejects. */
  of(keyArns: readonly string[]): Promise<readonly (readonly ListedAlias[] | Error)[]>
  /** Every alias, those that point at no key yet too. */
  all(): Promise<readonly ListedAlias[]>
}

export interface AliasLookupOptions extends CallOptions {
  /** Whether a key is of another account: the listing knows nothing of those, and KMS says why it will not tell. */
  readonly isForeign: (keyArn: string) => Promise<boolean>
}

/**
 * KMS lists the aliases of one key or those of the whole Region. The first key is asked for by itself; from the second
 * one on the Region is listed, as long as that takes no more calls than keys were asked for, and what is not known
 * then is asked for key by key. So, however the keys come, it never takes more than twice the calls of the cheaper way.
 *
 * Either way may be denied: one by the policy of a key, the other by the gateway's. Then the other way is taken, so that a
 * key has the same aliases whatever else is asked for with it.
 */
export function createAliasLookup(kms: Kms, { isForeign, ...options }: AliasLookupOptions): AliasLookup {
  const listed: ListedAlias[] = []
  const byKeyId = new Map<string | undefined, ListedAlias[]>()
  let pagesRead = 0
  let nextMarker: string | undefined
  let walk = startListWalk(undefined, options.signal)
  let isWhole = false
  let hasRestarted = false
  let keysAskedFor = 0
  let lastTurn: Promise<void> = Promise.resolve()

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
    if (page.nextMarker === undefined) isWhole = true
    else nextMarker = await walk.next(page.nextMarker, page.items.length)
  }

  /** KMS may have forgotten the Marker of a page that was read a while ago: once, the Region is listed anew. */
  function restart(error: unknown): void {
    if (!(error instanceof InvalidMarkerError)) throw error
    if (hasRestarted) toUnavailable(error)
    hasRestarted = true
    listed.length = 0
    byKeyId.clear()
    nextMarker = undefined
    walk = startListWalk(undefined, options.signal)
  }

  /** One turn at a time, so that no page is read twice. A failed listing stays failed. */
  function list(isEnough: () => boolean): Promise<void> {
    lastTurn = listAfter(lastTurn, isEnough)
    return lastTurn
  }

  async function listAfter(turnBefore: Promise<void>, isEnough: () => boolean): Promise<void> {
    await turnBefore
    while (!isWhole && !isEnough()) await readPage()
  }

  const ofOne = (keyArn: string): Promise<readonly ListedAlias[] | Error> =>
    readAllPages(
      (marker) => kms.call('ListAliases', { keyId: keyArn, limit: ALIASES_PER_PAGE, marker }, options),
      options.signal,
    ).catch(toError)

  const listedOf = (keyArn: string) => byKeyId.get(parseKeyArn(keyArn)?.keyId) ?? []

  /** Of a key that denies its aliases, the listing of the Region has them. */
  async function find(keyArn: string): Promise<readonly ListedAlias[] | Error> {
    if (isWhole && !(await isForeign(keyArn))) return listedOf(keyArn)
    const own = await ofOne(keyArn)
    if (!isDenied(own) || (await isForeign(keyArn))) return own
    const problem = await problemOf(list(() => false))
    if (!problem) return listedOf(keyArn)
    return isDenied(problem) ? own : problem
  }

  return {
    async of(keyArns) {
      keysAskedFor += keyArns.length
      if (keysAskedFor > 1) {
        const problem = await problemOf(list(() => pagesRead >= keysAskedFor))
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

/** By a policy: what fails for want of credentials fails in each way. */
const isDenied = (thrown: unknown): boolean =>
  thrown instanceof AccessDeniedError && thrown.credentialFailure === undefined

const problemOf = (reading: Promise<unknown>): Promise<Error | undefined> =>
  reading.then(() => undefined, toError)

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

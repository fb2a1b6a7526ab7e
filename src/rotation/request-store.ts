import { ThrottledError } from '../errors/operation-errors.ts'
import { defaultLimits } from '../defaults.ts'
import { isFinal } from './rotation-request.ts'
import type { RotationRequest } from './rotation-request.ts'
import { rotationIds } from './rotation.ts'

/** Where rotation requests are kept. Whoever implements it decides how long and how safely. */
export interface RequestStore {
  /**
   * Resolves when the request is as safe as this store makes it; it is sent to KMS only after that. Rejects with a
   * `ThrottledError` when there is no room for a new one.
   */
  save(request: RotationRequest): Promise<void>
  get(id: string): Promise<RotationRequest | undefined>
  /** All that are kept, newest first. */
  list(): Promise<readonly RotationRequest[]>
  /** The newest request of a key. */
  latestOf(keyArn: string): Promise<RotationRequest | undefined>
  /** The request that led to a rotation, by any of the rotation's IDs. */
  behind(rotationId: string): Promise<RotationRequest | undefined>
  /** The newest request that a caller made with an idempotency key which has not expired. */
  madeWith(requestedBy: string, idempotencyKey: string): Promise<RotationRequest | undefined>
}

export interface RequestRetention {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** How many requests are kept; then the oldest that may go makes room for a new one. @default 10_000 */
  readonly maxRequests?: number | undefined
  /** How long an idempotency key is remembered, in milliseconds. @default {@link defaultLimits} */
  readonly idempotencyWindowMs?: number | undefined
}

/** When a request that is not final may be: nobody knows, so a minute is said. */
const UNSETTLED_MS = 60_000

/**
 * Keeps requests as long as the process lives. One that is not final, or whose idempotency key has not expired, is
 * never dropped: where only such are left, a new one is refused.
 */
export function createMemoryRequestStore(retention: RequestRetention): RequestStore {
  const { now, maxRequests = 10_000, idempotencyWindowMs = defaultLimits.idempotencyWindowMs } = retention
  // In order of their first save, so the first is the oldest.
  const byId = new Map<string, RotationRequest>()
  const latest = new Map<string, string>()
  const byRotation = new Map<string, string>()
  const byIdempotencyKey = new Map<string, string>()

  const expiresAt = ({ requestedAt }: RotationRequest) => requestedAt.getTime() + idempotencyWindowMs
  const isRemembered = (request: RotationRequest) =>
    request.idempotency !== undefined && expiresAt(request) > now()

  function makeRoom(): void {
    if (byId.size < maxRequests) return
    for (const request of byId.values())
      if (isFinal(request) && !isRemembered(request)) return forget(request)
    const waits = [...byId.values()].map((request) =>
      isFinal(request) ? expiresAt(request) - now() : UNSETTLED_MS,
    )
    const waitMs = Math.min(...waits)
    throw new ThrottledError(
      `The gateway keeps ${maxRequests} rotation requests, and none of them may be dropped yet: their idempotency keys have not expired, or they are not settled. Nothing was sent.`,
      { operation: 'RotateKeyOnDemand', retryAfterSeconds: Math.ceil(waitMs / 1_000) },
    )
  }

  function forget(request: RotationRequest): void {
    byId.delete(request.id)
    if (latest.get(request.keyArn) === request.id) {
      const other = [...byId.values()].findLast(({ keyArn }) => keyArn === request.keyArn)
      if (other) latest.set(request.keyArn, other.id)
      else latest.delete(request.keyArn)
    }
    for (const id of request.rotation ? rotationIds(request.rotation) : []) byRotation.delete(id)
    const name = idempotencyName(request)
    if (name !== undefined && byIdempotencyKey.get(name) === request.id) byIdempotencyKey.delete(name)
  }

  const find = (id: string | undefined) => (id === undefined ? undefined : byId.get(id))
  return {
    async save(request) {
      if (!byId.has(request.id)) {
        makeRoom()
        latest.set(request.keyArn, request.id)
        const name = idempotencyName(request)
        if (name !== undefined) byIdempotencyKey.set(name, request.id)
      }
      byId.set(request.id, request)
      for (const id of request.rotation ? rotationIds(request.rotation) : []) byRotation.set(id, request.id)
    },
    get: async (id) => byId.get(id),
    list: async () => [...byId.values()].toReversed(),
    latestOf: async (keyArn) => find(latest.get(keyArn)),
    behind: async (id) => find(byRotation.get(id)),
    async madeWith(requestedBy, idempotencyKey) {
      const request = find(byIdempotencyKey.get(nameOf(requestedBy, idempotencyKey)))
      return request && isRemembered(request) ? request : undefined
    },
  }
}

/** An idempotency key is its caller's own. */
const nameOf = (requestedBy: string, idempotencyKey: string): string =>
  JSON.stringify([requestedBy, idempotencyKey])

const idempotencyName = ({ requestedBy, idempotency }: RotationRequest): string | undefined =>
  idempotency && nameOf(requestedBy, idempotency.key)

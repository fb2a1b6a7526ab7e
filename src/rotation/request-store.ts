import { ThrottledError } from '../errors/operation-errors.ts'
import { defaultLimits } from '../defaults.ts'
import { isRotationRequest } from './change-record.ts'
import type { Change } from './change-record.ts'
import { isFinal } from './rotation-request.ts'
import type { RotationRequest } from './rotation-request.ts'
import { rotationIds } from './rotation.ts'
import { SettingRequestList } from './setting-request-list.ts'

/** Stores the requests for changes. Each implementation decides how long and how durably. */
export interface RequestStore {
  /**
   * Resolves when the request is stored durably. The gateway sends it to KMS only after that.
   *
   * @throws {ThrottledError} if the store is full
   */
  save(request: Change): Promise<void>
  /** A request of any kind. */
  change(id: string): Promise<Change | undefined>
  /** All stored requests of all kinds, newest first. */
  changes(): Promise<readonly Change[]>
  get(id: string): Promise<RotationRequest | undefined>
  /** All stored rotation requests, newest first. */
  list(): Promise<readonly RotationRequest[]>
  /** The newest rotation request of a key. */
  latestOf(keyArn: string): Promise<RotationRequest | undefined>
  /** The request that led to a rotation, by any of the rotation's IDs. */
  behind(rotationId: string): Promise<RotationRequest | undefined>
  /** The newest rotation request that a caller made with an idempotency key which has not expired. */
  madeWith(requestedBy: string, idempotencyKey: string): Promise<RotationRequest | undefined>
}

export interface RequestRetention {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /**
   * Maximum number of rotation requests, and of requests to enable or disable automatic rotation. A new request replaces the
   * oldest one that may be dropped.
   *
   * @default 10_000
   */
  readonly maxRequests?: number | undefined
  /** How long an idempotency key is stored, in milliseconds. @default {@link defaultLimits} */
  readonly idempotencyWindowMs?: number | undefined
}

/** Suggested delay while a request is not final: when it will be is not known. */
const UNSETTLED_RETRY_MS = 60_000

/**
 * Stores requests in memory, until the process ends. A rotation request is never dropped before it is final and its
 * idempotency key has expired. If the store is full of requests that may not be dropped, it rejects a new one.
 */
export function createMemoryRequestStore(retention: RequestRetention): RequestStore {
  const { now, maxRequests = 10_000, idempotencyWindowMs = defaultLimits.idempotencyWindowMs } = retention
  // In order of their first save, so the first is the oldest.
  const byId = new Map<string, RotationRequest>()
  const latest = new Map<string, string>()
  const byRotation = new Map<string, string>()
  const byIdempotencyKey = new Map<string, string>()
  const settings = new SettingRequestList(maxRequests)

  const expiresAt = ({ requestedAt }: RotationRequest) => requestedAt.getTime() + idempotencyWindowMs
  const isIdempotencyKeyValid = (request: RotationRequest) =>
    request.idempotency !== undefined && expiresAt(request) > now()

  function dropOldest(): void {
    if (byId.size < maxRequests) return
    for (const request of byId.values())
      if (isFinal(request) && !isIdempotencyKeyValid(request)) return drop(request)
    const waits = [...byId.values()].map((request) =>
      isFinal(request) ? expiresAt(request) - now() : UNSETTLED_RETRY_MS,
    )
    const waitMs = Math.min(...waits)
    throw new ThrottledError(
      `The gateway has reached its limit of ${maxRequests} rotation requests. It cannot drop a request before the request is final and its idempotency key has expired. Nothing was sent. Retry later.`,
      { operation: 'RotateKeyOnDemand', retryAfterSeconds: Math.ceil(waitMs / 1_000) },
    )
  }

  function drop(request: RotationRequest): void {
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
      if (!isRotationRequest(request)) return settings.save(request)
      if (!byId.has(request.id)) {
        dropOldest()
        latest.set(request.keyArn, request.id)
        const name = idempotencyName(request)
        if (name !== undefined) byIdempotencyKey.set(name, request.id)
      }
      byId.set(request.id, request)
      for (const id of request.rotation ? rotationIds(request.rotation) : []) byRotation.set(id, request.id)
    },
    change: async (id) => byId.get(id) ?? settings.get(id),
    changes: async () =>
      [...byId.values(), ...settings.all()]
        .toReversed()
        .toSorted((left, right) => right.requestedAt.getTime() - left.requestedAt.getTime()),
    get: async (id) => byId.get(id),
    list: async () => [...byId.values()].toReversed(),
    latestOf: async (keyArn) => find(latest.get(keyArn)),
    behind: async (id) => find(byRotation.get(id)),
    async madeWith(requestedBy, idempotencyKey) {
      const request = find(byIdempotencyKey.get(nameOf(requestedBy, idempotencyKey)))
      return request && isIdempotencyKeyValid(request) ? request : undefined
    },
  }
}

/** Different callers may use the same idempotency key. */
const nameOf = (requestedBy: string, idempotencyKey: string): string =>
  JSON.stringify([requestedBy, idempotencyKey])

const idempotencyName = ({ requestedBy, idempotency }: RotationRequest): string | undefined =>
  idempotency && nameOf(requestedBy, idempotency.key)

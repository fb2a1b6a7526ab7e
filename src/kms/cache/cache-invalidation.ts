import { instantOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { ResponseCache } from './response-cache.ts'

/** Invalidates cached responses about a key when the key changes. `keyId` is a key ID or a key ARN. */
export interface CacheInvalidation {
  /** The key changed: responses that were read before now are not reused. */
  invalidate(keyId: string): void
  /** As `invalidate`, for a key that this gateway may never have read: it takes no place in the cache. */
  invalidateIfCached(keyArn: string): void
  /** Keys or aliases were added or removed: listed before now, or found by an alias, they are not reused. */
  invalidateLists(): void
  /**
   * A rotation of the key was requested or seen to run. Until it is seen to complete, its status and history are shared by
   * concurrent callers only, and not reused.
   */
  rotationStarted(keyId: string, startedAt: Date): void
  /** A rotation was seen in the key's history. */
  rotationCompleted(keyId: string, type: string, rotatedAt: Date): void
  noteObservation(observation: KeyObservation): void
}

/** The part of a watch's observation that the cache needs. */
export interface KeyObservation {
  readonly keyArn: string
  readonly events: readonly ObservedEvent[]
  /** When the on-demand rotation started that is running, if one is. */
  readonly runningSince: Date | undefined
}

/** The completion of a rotation has the rotation; every other event is another change of the key. */
interface ObservedEvent {
  readonly kind: string
  readonly rotation?: { readonly type: string; readonly rotatedAt: Date }
}

export function createCacheInvalidation(cache: ResponseCache, clock: Clock): CacheInvalidation {
  /** The entry of a key is named by its ARN. */
  function arnOf(keyId: string): string {
    if (keyId.startsWith('arn:')) return keyId
    for (const { name } of cache.entries) if (name.endsWith(`key/${keyId}`)) return name
    return keyId
  }

  const invalidation: CacheInvalidation = {
    invalidate(keyId) {
      const name = arnOf(keyId)
      if (name.startsWith('arn:')) cache.entryOf(name).validity.change(clock.elapsed())
      // The cache has no entry for a key whose ARN it never saw. A read in flight may be about the key, by another name.
      else cache.countChange()
    },
    invalidateIfCached(keyArn) {
      const entry = cache.find(keyArn)
      if (entry) entry.validity.change(clock.elapsed())
      else cache.countChange()
    },
    invalidateLists() {
      cache.region.validity.change(clock.elapsed())
    },
    rotationStarted(keyId, startedAt) {
      cache.entryOf(arnOf(keyId)).validity.rotationStarted(startedAt.getTime(), instantOn(clock))
    },
    rotationCompleted(keyId, type, rotatedAt) {
      cache.entryOf(arnOf(keyId)).validity.rotationCompleted(type, rotatedAt.getTime(), instantOn(clock))
    },
    noteObservation({ keyArn, events, runningSince }) {
      for (const { rotation } of events)
        if (rotation) invalidation.rotationCompleted(keyArn, rotation.type, rotation.rotatedAt)
        else invalidation.invalidate(keyArn)
      if (runningSince) invalidation.rotationStarted(keyArn, runningSince)
    },
  }
  return invalidation
}

import { elapsedOn, instantOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { AnswerCache } from './answer-cache.ts'

/** Told of what ends the life of answers about a key. */
export interface KeyMemory {
  /** Something about the key has changed: nothing that was read before now is given again. */
  forget(keyId: string): void
  /**
   * A rotation of the key was asked for or seen to run. Until it is seen to end, its status and history are given to
   * those who ask at the same time, and not kept.
   */
  rotationStarted(keyId: string, startedAt: Date): void
  /** A rotation was seen in the key's history. */
  rotationCompleted(keyId: string, type: string, rotatedAt: Date): void
  /** Invalidates cached responses from before an observation. */
  noteObservation(observation: KeyObservation): void
}

/** What a watch saw of a key, as far as it concerns the cache. */
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

export function createKeyMemory(cache: AnswerCache, clock: Clock): KeyMemory {
  /** A bare key ID stands for a key whose answers are kept by its ARN. */
  function arnOf(keyId: string): string {
    if (keyId.startsWith('arn:')) return keyId
    for (const { name } of cache.homes) if (name.endsWith(`key/${keyId}`)) return name
    return keyId
  }

  const memory: KeyMemory = {
    forget(keyId) {
      const name = arnOf(keyId)
      if (name.startsWith('arn:')) cache.homeOf(name).life.change(elapsedOn(clock))
      // Of a key whose ARN was never seen nothing is kept. A read under way may be of it, by another name.
      else cache.countChange()
    },
    rotationStarted(keyId, startedAt) {
      cache.homeOf(arnOf(keyId)).life.rotationStarted(startedAt.getTime(), instantOn(clock))
    },
    rotationCompleted(keyId, type, rotatedAt) {
      cache.homeOf(arnOf(keyId)).life.rotationCompleted(type, rotatedAt.getTime(), instantOn(clock))
    },
    noteObservation({ keyArn, events, runningSince }) {
      for (const { rotation } of events)
        if (rotation) memory.rotationCompleted(keyArn, rotation.type, rotation.rotatedAt)
        else memory.forget(keyArn)
      if (runningSince) memory.rotationStarted(keyArn, runningSince)
    },
  }
  return memory
}

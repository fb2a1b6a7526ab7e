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
}

export function createKeyMemory(cache: AnswerCache, clock: Clock): KeyMemory {
  /** A bare key ID stands for a key whose answers are kept by its ARN. */
  function arnOf(keyId: string): string {
    if (keyId.startsWith('arn:')) return keyId
    for (const { name } of cache.homes) if (name.endsWith(`key/${keyId}`)) return name
    return keyId
  }

  return {
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
  }
}

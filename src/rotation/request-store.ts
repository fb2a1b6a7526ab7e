import { isFinal } from './rotation-request.ts'
import type { RotationRequest } from './rotation-request.ts'
import { rotationId } from './rotation.ts'

/** Where rotation requests are kept. Whoever implements it decides how long and how safely. */
export interface RequestStore {
  /** Resolves when the request is as safe as this store makes it; it is sent to KMS only after that. */
  save(request: RotationRequest): Promise<void>
  get(id: string): Promise<RotationRequest | undefined>
  /** The newest request of a key. */
  latestOf(keyArn: string): Promise<RotationRequest | undefined>
  /** The request that led to a rotation. */
  behind(rotationId: string): Promise<RotationRequest | undefined>
}

/** Keeps requests as long as the process lives, and at most `maxRequests`: the oldest finished one goes first. */
export function createMemoryRequestStore(maxRequests = 10_000): RequestStore {
  // In order of their first save, so the first is the oldest.
  const byId = new Map<string, RotationRequest>()
  const latest = new Map<string, string>()
  const byRotation = new Map<string, string>()

  function forget(request: RotationRequest): void {
    byId.delete(request.id)
    if (latest.get(request.keyArn) === request.id) latest.delete(request.keyArn)
    if (request.rotation) byRotation.delete(rotationId(request.rotation))
  }

  const find = (id: string | undefined) => (id === undefined ? undefined : byId.get(id))
  return {
    async save(request) {
      if (!byId.has(request.id)) latest.set(request.keyArn, request.id)
      byId.set(request.id, request)
      if (request.rotation) byRotation.set(rotationId(request.rotation), request.id)
      if (byId.size <= maxRequests) return
      const oldest = [...byId.values()].find(isFinal)
      if (oldest) forget(oldest)
    },
    get: async (id) => byId.get(id),
    latestOf: async (keyArn) => find(latest.get(keyArn)),
    behind: async (id) => find(byRotation.get(id)),
  }
}

import { ThrottledError } from '../errors/operation-errors.ts'
import type { AutomaticRotationRequest } from './automatic-rotation-request.ts'

/**
 * The requests to enable and disable automatic rotation, in memory and bounded in number. A new request replaces the oldest
 * one that changed nothing, or else the oldest one. A pending request is never dropped.
 */
export class SettingRequestList {
  // In order of their first save, so the first is the oldest.
  readonly #byId = new Map<string, AutomaticRotationRequest>()
  readonly #maxRequests: number

  constructor(maxRequests: number) {
    this.#maxRequests = maxRequests
  }

  get(id: string): AutomaticRotationRequest | undefined {
    return this.#byId.get(id)
  }

  /** Oldest first. */
  all(): readonly AutomaticRotationRequest[] {
    return [...this.#byId.values()]
  }

  /** @throws {ThrottledError} if the list is full of pending requests */
  save(request: AutomaticRotationRequest): void {
    if (!this.#byId.has(request.id) && this.#byId.size >= this.#maxRequests) this.#dropOldest(request)
    this.#byId.set(request.id, request)
  }

  #dropOldest({ operation }: AutomaticRotationRequest): void {
    const requests = this.all()
    const oldest =
      requests.find(({ outcome }) => ['UNCHANGED', 'REJECTED', 'FAILED'].includes(outcome)) ??
      requests.find(({ outcome }) => outcome !== 'PENDING')
    if (!oldest)
      throw new ThrottledError(
        `The gateway has reached its limit of ${this.#maxRequests} pending changes of automatic rotation. Nothing was sent. Retry later.`,
        { operation, retryAfterSeconds: 60 },
      )
    this.#byId.delete(oldest.id)
  }
}

import { KMS_OPERATIONS, tableOf } from '../operations.ts'
import type { KmsOperation } from '../operations.ts'

// Whether the KMS of one scope answers in time, as a whole and for each operation. An operation is silent when a read was not
// answered in time and no other call of the operation was answered since that read was sent; the scope is silent when no call of
// any operation was. It ends with the next answer. While there is silence, awaited reads are rejected, except one read at a time,
// the probe. A request that has waited once gets no probe, so that it does not wait again for each of its reads.

export type Admission = 'SEND' | 'PROBE' | 'REJECT'

interface Track {
  isSilent: boolean
  isProbing: boolean
  answeredAt: number
  /** The requests that waited in vain during the silence. */
  readonly waited: Set<string>
}

const createTrack = (): Track => ({
  isSilent: false,
  isProbing: false,
  answeredAt: -Infinity,
  waited: new Set(),
})

/** Maximum number of remembered requests. A further one clears the list, so that each request may wait again. */
const MAX_WAITED = 1_000

export class Responsiveness {
  readonly #scope = createTrack()
  readonly #operations = tableOf(KMS_OPERATIONS, createTrack)

  isSilent(operation: KmsOperation): boolean {
    return this.#scope.isSilent || this.#operations[operation].isSilent
  }

  /** Decides about an awaited read. `endProbe` must be called after a PROBE. */
  admit(operation: KmsOperation, request: string | undefined): Admission {
    const silent = this.#tracksOf(operation).filter(({ isSilent }) => isSilent)
    if (silent.length === 0) return 'SEND'
    const hasWaited = ({ waited }: Track) => request !== undefined && waited.has(request)
    if (silent.some((track) => track.isProbing || hasWaited(track))) return 'REJECT'
    for (const track of silent) track.isProbing = true
    return 'PROBE'
  }

  endProbe(operation: KmsOperation): void {
    for (const track of this.#tracksOf(operation)) track.isProbing = false
  }

  noteAnswer(operation: KmsOperation, at: number): void {
    for (const track of this.#tracksOf(operation)) {
      track.answeredAt = at
      track.isSilent = false
      track.waited.clear()
    }
  }

  /**
   * A call that was sent at this time was not answered in time.
   *
   * @param request the request that waited for it
   */
  noteUnanswered(operation: KmsOperation, sentAt: number, request: string | undefined): void {
    for (const track of this.#tracksOf(operation)) {
      if (track.answeredAt < sentAt) track.isSilent = true
      if (!track.isSilent || request === undefined) continue
      if (track.waited.size >= MAX_WAITED) track.waited.clear()
      track.waited.add(request)
    }
  }

  #tracksOf(operation: KmsOperation): readonly Track[] {
    return [this.#scope, this.#operations[operation]]
  }
}

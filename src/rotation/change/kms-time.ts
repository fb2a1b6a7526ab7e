import type { ClockDifference } from '../../kms/kms.ts'

/** What the time is on KMS's clock, as far as KMS's answers say it. */
export class KmsTime {
  #narrowest: ClockDifference | undefined

  /** Takes note of one answer. */
  note(difference: ClockDifference): void {
    const isNarrower = this.#narrowest === undefined || widthOf(difference) < widthOf(this.#narrowest)
    if (isNarrower) this.#narrowest = difference
  }

  /**
   * The time on KMS's clock at an instant of the gateway's clock, both in milliseconds since the epoch. Clocks that
   * agree as far as the answers say are taken to agree. Otherwise it is the latest that is possible.
   */
  at(instant: number): number {
    const { atLeastMs, atMostMs } = this.#narrowest ?? { atLeastMs: 0, atMostMs: 0 }
    return atLeastMs <= 0 && atMostMs >= 0 ? instant : instant + atMostMs
  }
}

const widthOf = ({ atLeastMs, atMostMs }: ClockDifference): number => atMostMs - atLeastMs

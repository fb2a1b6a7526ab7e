import type { ClockDifference } from '../../kms/kms.ts'

/** KMS's clock, estimated from the Date headers of KMS's responses. */
export class KmsTime {
  #narrowest: ClockDifference | undefined

  /** Adds the measurement of one response. */
  add(difference: ClockDifference): void {
    const isNarrower = this.#narrowest === undefined || widthOf(difference) < widthOf(this.#narrowest)
    if (isNarrower) this.#narrowest = difference
  }

  /**
   * Converts an instant of the gateway's clock to KMS's clock, both in milliseconds since the epoch. Clocks that may be
   * equal count as equal. Otherwise the result is the latest possible time.
   */
  at(instant: number): number {
    const { atLeastMs, atMostMs } = this.#narrowest ?? { atLeastMs: 0, atMostMs: 0 }
    return atLeastMs <= 0 && atMostMs >= 0 ? instant : instant + atMostMs
  }
}

const widthOf = ({ atLeastMs, atMostMs }: ClockDifference): number => atMostMs - atLeastMs

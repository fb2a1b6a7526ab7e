import { TooManySubscriptionsError } from '../../errors/request-errors.ts'
import { CountByName } from './count-by-name.ts'

/** Limits the concurrent subscriptions of each subject, over all its connections. */
export interface SubscriptionLimits {
  /** Counts a subscription until the result is disposed (twice is safe), or returns the error for one over the limit. */
  admit(subject: string): Disposable | TooManySubscriptionsError
}

export function createSubscriptionLimits(maxPerSubject: number): SubscriptionLimits {
  const subscriptions = new CountByName()
  return {
    admit(subject) {
      if (subscriptions.of(subject) >= maxPerSubject)
        return new TooManySubscriptionsError(
          `You have ${maxPerSubject} concurrent subscriptions, which is the maximum for one subject over all connections. End some first. One subscription can follow many keys.`,
        )
      subscriptions.add(subject)
      let isReleased = false
      return {
        [Symbol.dispose]() {
          if (isReleased) return
          isReleased = true
          subscriptions.remove(subject)
        },
      }
    },
  }
}

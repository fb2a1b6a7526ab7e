import { TooManySubscriptionsError } from '../../errors/request-errors.ts'
import { CountByName } from './count-by-name.ts'

/** The subscriptions that each subject has, over all its connections. */
export interface SubscriptionLimits {
  /** Takes a place, which is free again once it is disposed (twice is safe); or says why there is none. */
  admit(subject: string): Disposable | TooManySubscriptionsError
}

export function createSubscriptionLimits(maxPerSubject: number): SubscriptionLimits {
  const subscriptions = new CountByName()
  return {
    admit(subject) {
      if (subscriptions.of(subject) >= maxPerSubject)
        return new TooManySubscriptionsError(
          `You have the ${maxPerSubject} subscriptions that one subject may have at a time, over all connections: end some first. One subscription can follow many keys.`,
        )
      subscriptions.add(subject)
      let isFree = false
      return {
        [Symbol.dispose]() {
          if (isFree) return
          isFree = true
          subscriptions.remove(subject)
        },
      }
    },
  }
}

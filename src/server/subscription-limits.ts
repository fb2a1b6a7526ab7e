import { TooManySubscriptionsError } from '../errors.ts'

/** The subscriptions that each subject has, over all its connections. */
export interface SubscriptionLimits {
  /** Takes a place, which is free again once it is disposed (twice is safe); or says why there is none. */
  admit(subject: string): Disposable | TooManySubscriptionsError
}

export function createSubscriptionLimits(maxPerSubject: number): SubscriptionLimits {
  const counts = new Map<string, number>()
  return {
    admit(subject) {
      const count = counts.get(subject) ?? 0
      if (count >= maxPerSubject)
        return new TooManySubscriptionsError(
          `You have the ${maxPerSubject} subscriptions that one subject may have at a time, over all connections: end some first. One subscription can follow many keys.`,
        )
      counts.set(subject, count + 1)
      let isFree = false
      return {
        [Symbol.dispose]() {
          if (isFree) return
          isFree = true
          const left = (counts.get(subject) ?? 1) - 1
          if (left > 0) counts.set(subject, left)
          else counts.delete(subject)
        },
      }
    },
  }
}

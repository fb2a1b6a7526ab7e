import type { PollingCost } from '../rotation/watch/polling-cost.ts'
import { builder } from './builder.ts'

export const PollingCostRef = builder.objectRef<PollingCost>('PollingCost').implement({
  description:
    'Estimated AWS cost of following keys. The gateway polls each followed key once, regardless of the number of subscribers. See docs/costs.md.',
  fields: (t) => ({
    followedKeys: t.exposeInt('followedKeys', {
      description: 'Number of keys that are followed now, by subscriptions or because of a rotation request.',
    }),
    requestsPerSecond: t.exposeFloat('requestsPerSecond', {
      description:
        'Number of KMS requests per second that polling these keys takes at the current intervals, while the keys do not change. (AWS: GetKeyRotationStatus, ListKeyRotations)',
    }),
    usdPer10000Requests: t.exposeFloat('usdPer10000Requests', {
      description:
        'Price of 10,000 KMS requests in US dollars that the estimate uses. A setting of the gateway.',
    }),
    usdPerMonth: t.exposeFloat('usdPerMonth', {
      description:
        'Estimated AWS charge for these requests over 30 days, in US dollars. Does not consider the free tier, discounts, or CloudTrail charges for additional copies of events.',
    }),
  }),
})

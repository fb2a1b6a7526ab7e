import type { PollingCost } from '../rotation/watch/polling-cost.ts'
import { builder } from './builder.ts'

export const PollingCostRef = builder.objectRef<PollingCost>('PollingCost').implement({
  description:
    'About what it costs at AWS to follow keys. This gateway polls each followed key once, whatever the number of subscribers. See docs/costs.md.',
  fields: (t) => ({
    followedKeys: t.exposeInt('followedKeys', {
      description: 'How many keys are followed now, by subscriptions or because a rotation was requested.',
    }),
    requestsPerSecond: t.exposeFloat('requestsPerSecond', {
      description:
        'How many KMS requests a second their polls take at the present intervals, while nothing happens to the keys. (AWS: GetKeyRotationStatus, ListKeyRotations)',
    }),
    usdPer10000Requests: t.exposeFloat('usdPer10000Requests', {
      description:
        'The price in US dollars of 10,000 KMS requests that this estimate uses. A setting of the gateway.',
    }),
    usdPerMonth: t.exposeFloat('usdPerMonth', {
      description:
        'About what AWS charges for these requests in 30 days, in US dollars. Without the free tier, discounts, and what CloudTrail charges for further copies of its events.',
    }),
  }),
})

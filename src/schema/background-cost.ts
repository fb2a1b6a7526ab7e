import type { BackgroundCost } from '../kms/rate/background-cost.ts'
import { builder } from './builder.ts'

export const BackgroundCostRef = builder.objectRef<BackgroundCost>('BackgroundCost').implement({
  description:
    'The background requests of an AWS account in this calendar month (UTC), in all its Regions, and what AWS charges for them, in US dollars. A background request is a request to KMS that no caller waits for, such as a poll. Prices are settings of the gateway. The free tier and discounts are ignored. See docs/costs.md.',
  fields: (t) => ({
    requests: t.exposeFloat('requests', {
      description:
        'Number of background requests in this month. After a crash of the gateway, up to 1,000 requests are counted that were not sent.',
    }),
    usd: t.exposeFloat('usd', { description: 'Price of `requests` at KMS, in US dollars.' }),
    interactiveRequests: t.exposeFloat('interactiveRequests', {
      description:
        'Number of requests in this month that a caller waited for. The budget does not limit them.',
    }),
    followedKeys: t.exposeInt('followedKeys', {
      description:
        'Number of keys that are followed now, by the inventory, by subscriptions or because of a rotation request.',
    }),
    projectedRequests: t.exposeFloat('projectedRequests', {
      description:
        'Number of background requests in the whole month: `requests`, and those of the rest of the month at the current intervals, while the keys do not change. If it is greater than the budget allows, the gateway polls less often.',
    }),
    projectedUsd: t.exposeFloat('projectedUsd', {
      description: 'Price of `projectedRequests` at KMS, in US dollars.',
    }),
    projectedTrailUsd: t.exposeFloat('projectedTrailUsd', {
      description:
        'What `projectedRequests` add to the price of each further trail of CloudTrail, in US dollars. The first trail is free.',
    }),
    projectedGuardDutyUsd: t.exposeFloat('projectedGuardDutyUsd', {
      description:
        'What `projectedRequests` add to the price of GuardDuty, in US dollars. Nothing is added if you do not use GuardDuty.',
    }),
    budgetUsd: t.exposeFloat('budgetUsd', {
      nullable: true,
      description: 'Budget of a month for background requests, in US dollars. Null if they are not limited.',
    }),
    isSlowed: t.exposeBoolean('isSlowed', {
      description: 'Whether the gateway polls less often than usual now, because the budget is short.',
    }),
  }),
})

import { checkQueue } from '../push/check-queue.ts'
import type { QueueCheck } from '../push/check-queue.ts'
import type { QueueAddress } from '../push/queue-address.ts'
import { admitsEventsOf } from '../push/queue-policy.ts'
import type { SqsOptions } from '../push/sqs-queue.ts'
import type { Check } from './check.ts'

/** The queues of the gateway, each checked once for all accounts. */
export interface PushCheck {
  /** The gateway's rights on each queue, and what is not tried. */
  readonly checks: readonly Check[]
  /** Whether the events of an account can arrive in the queues of a Region. Empty if the gateway does not use push. */
  checksOf(accountId: string, region: string): readonly Pick<Check, 'subject' | 'result' | 'detail'>[]
}

const SUBJECT = 'push queue policy'

/** Receives a waiting message of each queue, which stays visible. */
export async function checkPush(queues: readonly QueueAddress[], options: SqsOptions): Promise<PushCheck> {
  const results = await Promise.all(queues.map((queue) => checkQueue(queue, options)))
  return {
    checks: results.length === 0 ? [] : [...results.map(queueCheck), NOT_TRIED],
    checksOf(accountId, region) {
      if (results.length === 0) return []
      const inRegion = results.filter(({ address }) => address.region === region)
      if (inRegion.length === 0)
        return [
          {
            subject: 'push',
            result: 'NOTE',
            detail: 'No queue of --push-queues is in this Region, so its keys are polled only.',
          },
        ]
      return inRegion.flatMap((queue) => policyCheck(queue, accountId))
    },
  }
}

const NOT_TRIED: Check = {
  subject: 'EventBridge rules',
  result: 'NOTE',
  detail:
    'Not tried: the gateway needs no permission for EventBridge, so it cannot read the rules and their targets in the accounts, nor the conditions of queue policies. See docs/push.md.',
}

function queueCheck({ address: { url }, problems }: QueueCheck): Check {
  const subject = 'push queue'
  return problems.length === 0
    ? { subject, result: 'OK', detail: url }
    : { subject, result: 'MISSING', detail: [`${url}:`, ...problems].join(' ') }
}

/** Empty if the policy could not be read, which is a problem of the queue. */
function policyCheck(
  { address: { url, accountId: owner }, policy }: QueueCheck,
  accountId: string,
): readonly Pick<Check, 'subject' | 'result' | 'detail'>[] {
  if (policy === undefined) return []
  if (admitsEventsOf(accountId, { policy, accountId: owner }))
    return [{ subject: SUBJECT, result: 'OK', detail: '' }]
  const sender =
    accountId === owner ? 'events.amazonaws.com' : `the execution role of the rules in account ${accountId}`
  return [
    {
      subject: SUBJECT,
      result: 'MISSING',
      detail: `The policy of ${url} does not admit events of account ${accountId}. Allow sqs:SendMessage to ${sender}.`,
    },
  ]
}

import type { Operation } from '../operation.ts'
import { RequestMembers } from '../validation.ts'
import { queueDoesNotExist, queueOf } from './queue-of.ts'

export const getQueueUrl: Operation = {
  name: 'GetQueueUrl',
  run(body, { world, region, host }) {
    const members = new RequestMembers(body)
    const name = members.requiredText('QueueName', { min: 1, max: 80, pattern: String.raw`[\w-]*` })
    const owner = members.text('QueueOwnerAWSAccountId', { min: 12, max: 12, pattern: String.raw`\d*` })
    members.throwIfInvalid()
    const queue = world.queues.find(region, name, owner)
    if (!queue) throw queueDoesNotExist()
    return { QueueUrl: `http://${host}/${queue.address.accountId}/${name}` }
  },
}

/** The attributes that the request names, or all of them. */
export const getQueueAttributes: Operation = {
  name: 'GetQueueAttributes',
  run(body, call) {
    const queue = queueOf(body, call)
    const { visible, inFlight, delayed } = queue.counts()
    const { redrive } = queue
    const all: Readonly<Record<string, string>> = {
      QueueArn: queue.arn,
      Policy: call.world.queues.policyOf(queue),
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
      VisibilityTimeout: '30',
      ReceiveMessageWaitTimeSeconds: '0',
      MessageRetentionPeriod: '345600',
      ...(redrive && {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: redrive.queue.arn,
          maxReceiveCount: redrive.maxReceiveCount(),
        }),
      }),
    }
    const names: readonly unknown[] = Array.isArray(body['AttributeNames']) ? body['AttributeNames'] : []
    const isNamed = (name: string) => names.includes('All') || names.includes(name)
    return { Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => isNamed(name))) }
  },
}

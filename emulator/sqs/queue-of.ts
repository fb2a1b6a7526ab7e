import { AwsError } from '../aws-error.ts'
import type { Call, RequestBody } from '../operation.ts'
import { RequestMembers } from '../validation.ts'
import type { Queue } from './queue.ts'

const QUEUE_PATH = /\/(\d{12})\/([\w-]{1,80})$/

/** The queue of a request's QueueUrl. Throws QueueDoesNotExist. */
export function queueOf(body: RequestBody, { world, region }: Call): Queue {
  const members = new RequestMembers(body)
  const url = members.requiredText('QueueUrl', { min: 1, max: 2_048, pattern: '.*' })
  members.throwIfInvalid()
  const [, accountId, name = ''] = QUEUE_PATH.exec(url) ?? []
  const queue = world.queues.find(region, name, accountId)
  if (!queue) throw queueDoesNotExist()
  return queue
}

export const queueDoesNotExist = () =>
  new AwsError('QueueDoesNotExist', 'The specified queue does not exist.')

export const invalidReceiptHandle = () =>
  new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.')

export function receiptHandleOf(body: RequestBody): string {
  const members = new RequestMembers(body)
  const handle = members.requiredText('ReceiptHandle', { min: 1, max: 2_048, pattern: '.*' })
  members.throwIfInvalid()
  return handle
}

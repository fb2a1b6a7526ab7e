import { AwsError } from '../aws-error.ts'
import type { Operation } from '../operation.ts'
import { RequestMembers } from '../validation.ts'
import { queueOf, receiptHandleOf } from './queue-of.ts'

export const changeMessageVisibility: Operation = {
  name: 'ChangeMessageVisibility',
  run(body, call) {
    const queue = queueOf(body, call)
    const members = new RequestMembers(body)
    const seconds = members.integer('VisibilityTimeout', 0, 43_200) ?? 0
    members.throwIfInvalid()
    if (!queue.changeVisibility(receiptHandleOf(body), seconds * 1_000))
      throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.')
    return undefined
  },
}

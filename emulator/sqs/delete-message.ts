import { AwsError } from '../aws-error.ts'
import type { Operation } from '../operation.ts'
import { invalidReceiptHandle, queueOf, receiptHandleOf } from './queue-of.ts'

const MAX_ENTRIES = 10

export const deleteMessage: Operation = {
  name: 'DeleteMessage',
  run(body, call) {
    const queue = queueOf(body, call)
    if (!queue.delete(receiptHandleOf(body))) throw invalidReceiptHandle()
    return undefined
  },
}

export const deleteMessageBatch: Operation = {
  name: 'DeleteMessageBatch',
  run(body, call) {
    const queue = queueOf(body, call)
    const entries: readonly unknown[] = Array.isArray(body['Entries']) ? body['Entries'] : []
    if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'There should be at least one entry.')
    if (entries.length > MAX_ENTRIES)
      throw new AwsError('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.')
    const results = entries.map((entry) => {
      const { Id, ReceiptHandle } = Object(entry)
      return { Id: String(Id), isDeleted: queue.delete(String(ReceiptHandle)) }
    })
    return {
      Successful: results.filter(({ isDeleted }) => isDeleted).map(({ Id }) => ({ Id })),
      Failed: results
        .filter(({ isDeleted }) => !isDeleted)
        .map(({ Id }) => ({ Id, SenderFault: true, Code: 'ReceiptHandleIsInvalid' })),
    }
  },
}

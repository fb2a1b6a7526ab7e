import type { Api } from '../api.ts'
import { AwsError } from '../aws-error.ts'
import { parseJsonBody } from '../json-body.ts'
import { deleteMessage, deleteMessageBatch } from './delete-message.ts'
import { changeMessageVisibility } from './change-message-visibility.ts'
import { getQueueAttributes, getQueueUrl } from './get-queue.ts'
import { receiveMessage } from './receive-message.ts'

const OWN_ERRORS = ['QueueDoesNotExist', 'ReceiptHandleIsInvalid', 'MessageNotInflight']

/** SQS over AWS JSON 1.0. */
export const sqsApi: Api = {
  service: 'sqs',
  isRegional: true,
  contentType: 'application/x-amz-json-1.0',
  operations: new Map(
    [
      receiveMessage,
      deleteMessage,
      deleteMessageBatch,
      changeMessageVisibility,
      getQueueUrl,
      getQueueAttributes,
    ].map((operation) => [operation.name, operation]),
  ),
  operationIn: ({ target }) => /^AmazonSQS\.(\w+)$/.exec(target ?? '')?.[1] ?? '-',
  parse: parseJsonBody,
  subjectOf: (_, { caller: { accountId } }) => ({ accountId, isAboutKey: () => false }),
  ownError: (error) =>
    error.code === 'KMSInternalException' ? new AwsError('InternalError', error.text, 500) : error,
  resultBody: (_, result) => JSON.stringify(result ?? {}),
  errorBody: ({ code, text }) =>
    JSON.stringify({
      __type: OWN_ERRORS.includes(code) ? `com.amazonaws.sqs#${code}` : `com.amazon.coral.service#${code}`,
      ...(text !== undefined && { message: text }),
    }),
}

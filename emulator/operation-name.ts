/** The KMS operations of the emulator, as named in `X-Amz-Target`. */
export const KMS_OPERATION_NAMES = [
  'ListKeys',
  'DescribeKey',
  'ListAliases',
  'ListResourceTags',
  'GetKeyRotationStatus',
  'EnableKeyRotation',
  'DisableKeyRotation',
  'ListKeyRotations',
  'GetKeyLastUsage',
  'RotateKeyOnDemand',
] as const

/** The STS operations of the emulator, as named in the parameter `Action`. */
const STS_OPERATION_NAMES = ['AssumeRole', 'GetCallerIdentity'] as const

/** The SQS operations of the emulator, as named in `X-Amz-Target`. */
const SQS_OPERATION_NAMES = [
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
  'ChangeMessageVisibility',
  'GetQueueUrl',
  'GetQueueAttributes',
] as const

/** The operations that have a quota. */
export const LIMITED_OPERATION_NAMES = [...KMS_OPERATION_NAMES, ...STS_OPERATION_NAMES] as const

export const OPERATION_NAMES = [...LIMITED_OPERATION_NAMES, ...SQS_OPERATION_NAMES] as const

export type KmsOperationName = (typeof KMS_OPERATION_NAMES)[number]
export type LimitedOperationName = (typeof LIMITED_OPERATION_NAMES)[number]
export type OperationName = (typeof OPERATION_NAMES)[number]

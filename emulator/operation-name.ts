/** The nine operations of the emulator, as named in `X-Amz-Target`. */
export const OPERATION_NAMES = [
  'ListKeys',
  'DescribeKey',
  'ListAliases',
  'ListResourceTags',
  'GetKeyRotationStatus',
  'EnableKeyRotation',
  'DisableKeyRotation',
  'ListKeyRotations',
  'RotateKeyOnDemand',
] as const

export type OperationName = (typeof OPERATION_NAMES)[number]

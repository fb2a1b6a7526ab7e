import type { Context } from '../context.ts'
import type { KeyMetadata } from '../kms/kms.ts'
import { orNull } from './readable.ts'
import type { Key } from './visibility.ts'

export type { Key } from './visibility.ts'

/** One member of the key's metadata; null where it is absent or may not be read. */
export async function fromMetadata<Value>(
  key: Key,
  { loaders }: Context,
  pick: (metadata: KeyMetadata) => Value | undefined,
): Promise<Value | null> {
  const metadata = await orNull(loaders.metadata(key.arn))
  return (metadata && pick(metadata)) ?? null
}

export const KEY_STATES = [
  'CREATING',
  'ENABLED',
  'DISABLED',
  'PENDING_DELETION',
  'PENDING_IMPORT',
  'PENDING_REPLICA_DELETION',
  'UNAVAILABLE',
  'UPDATING',
] as const
export const KEY_MANAGERS = ['AWS', 'CUSTOMER'] as const
export const KEY_ORIGINS = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'] as const

/** Where the key is in the AWS console. Null outside the partitions whose console address is known. */
export function consoleUrl({ partition, region, keyId }: Key): string | null {
  const hosts: Readonly<Record<string, string>> = {
    aws: 'console.aws.amazon.com',
    'aws-cn': 'console.amazonaws.cn',
    'aws-us-gov': 'console.amazonaws-us-gov.com',
  }
  const host = hosts[partition]
  return host === undefined ? null : `https://${region}.${host}/kms/home?region=${region}#/kms/keys/${keyId}`
}

import type { Context } from '../context.ts'
import type { KeyMetadata } from '../kms/kms.ts'
import { KEY_MANAGERS, KEY_ORIGINS, KEY_STATES, toEnumValue } from '../rotation/readings/aws-enum.ts'
import { readsOf } from './key-reads.ts'
import { map } from './maybe-promise.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { orNull } from './readable.ts'
import type { Key } from './visibility.ts'

export type { Key } from './visibility.ts'

/** One member of the key's metadata; null where it is absent or may not be read. */
export function fromMetadata<Value>(
  key: Key,
  context: Context,
  pick: (metadata: KeyMetadata) => Value | undefined,
): MaybePromise<Value | null> {
  const metadata = orNull(readsOf(key, context).metadata())
  return map(metadata, (found) => (found && pick(found)) ?? null)
}

export const stateOf = (key: Key, context: Context) =>
  fromMetadata(key, context, ({ keyState }) => toEnumValue(KEY_STATES, keyState))

export const managerOf = (key: Key, context: Context) =>
  fromMetadata(key, context, ({ keyManager }) => toEnumValue(KEY_MANAGERS, keyManager))

export const originOf = (key: Key, context: Context) =>
  fromMetadata(key, context, ({ origin }) => toEnumValue(KEY_ORIGINS, origin))

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

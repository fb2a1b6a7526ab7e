import { AccessDeniedError } from '../../../src/errors/operation-errors.ts'
import type { KeyMetadata } from '../../../src/kms/kms.ts'
import type { Reading } from '../../../src/rotation/key-readings.ts'
import type { ReadKey } from '../../../src/rotation/policy/key-conditions.ts'
import { KEY, NOW, metadataOf } from '../kms-values.ts'

export const readingOf = <Value>(value: Value): Reading<Value> => ({ value, observedAt: NOW })
export const DENIED: Reading<never> = { problem: new AccessDeniedError('denied', {}), observedAt: NOW }

/** A key whose metadata, aliases and tags were read. `undefined`: not read yet. */
export function readKey({
  metadata = metadataOf(),
  aliases = [],
  tags = {},
}: {
  readonly metadata?: KeyMetadata
  readonly aliases?: readonly (string | { readonly name: string; readonly updatedAt: Date | undefined })[]
  readonly tags?: Readonly<Record<string, string>>
} = {}): ReadKey {
  return {
    key: KEY,
    metadata: readingOf(metadata),
    aliases: readingOf(
      aliases.map((alias) => {
        const { name, updatedAt } = typeof alias === 'string' ? { name: alias, updatedAt: undefined } : alias
        return {
          aliasName: `alias/${name}`,
          aliasArn: undefined,
          targetKeyId: KEY.keyId,
          creationDate: undefined,
          lastUpdatedDate: updatedAt,
        }
      }),
    ),
    tags: readingOf(Object.entries(tags).map(([tagKey, tagValue]) => ({ tagKey, tagValue }))),
  }
}

import { isDeepStrictEqual } from 'node:util'
import type { ListedAlias, RotationsListEntry } from '../../kms/kms.ts'
import type { KeyReadings } from '../key-readings.ts'
import type { KeyRecord } from './inventory.ts'
import type { SharedTexts } from './shared-texts.ts'

type ValueOf<Name extends keyof KeyReadings> = NonNullable<NonNullable<KeyReadings[Name]>['value']>
type Compact<Value> = (value: Value, record: KeyRecord, texts: SharedTexts) => Value

/**
 * An equal value that takes less memory. It shares its texts with other records, and its objects with the other readings of
 * the record and with the value that it replaces.
 */
export function compactValue<Name extends keyof KeyReadings>(
  name: Name,
  value: ValueOf<Name>,
  record: KeyRecord,
  texts: SharedTexts,
): ValueOf<Name> {
  const before: ValueOf<Name> | undefined = record[name]?.value
  if (before !== undefined && isDeepStrictEqual(value, before)) return before
  return COMPACT[name](value, record, texts)
}

const COMPACT: { readonly [Name in keyof KeyReadings]: Compact<ValueOf<Name>> } = {
  metadata: (value, { key }, texts) => ({
    ...value,
    keyArn: key.arn,
    keyId: key.keyId,
    description: texts.share(value.description),
    keyState: texts.share(value.keyState),
    keyManager: texts.share(value.keyManager),
    origin: texts.share(value.origin),
    keySpec: texts.share(value.keySpec),
    keyUsage: texts.share(value.keyUsage),
  }),
  status: (value) => value,
  rotations: compactEntries,
  materials: compactEntries,
  aliases: (aliases, { key }) => aliases.map((alias) => compactAlias(alias, key.keyId)),
  tags: (tags, _, texts) =>
    tags.map(({ tagKey, tagValue }) => ({ tagKey: texts.share(tagKey), tagValue: texts.share(tagValue) })),
  lastUsage: (value) => value,
}

/** Both histories of a key have its rotations. */
function compactEntries(
  entries: readonly RotationsListEntry[],
  { rotations, materials }: KeyRecord,
  texts: SharedTexts,
): readonly RotationsListEntry[] {
  const known = [...(rotations?.value ?? []), ...(materials?.value ?? [])]
  return entries.map(
    (entry) =>
      known.find((other) => isDeepStrictEqual(other, entry)) ?? {
        ...entry,
        keyMaterialState: texts.share(entry.keyMaterialState),
        rotationType: texts.share(entry.rotationType),
      },
  )
}

function compactAlias(alias: ListedAlias, keyId: string): ListedAlias {
  const { creationDate, lastUpdatedDate } = alias
  const isUnchanged = creationDate?.getTime() === lastUpdatedDate?.getTime()
  return { ...alias, targetKeyId: keyId, lastUpdatedDate: isUnchanged ? creationDate : lastUpdatedDate }
}

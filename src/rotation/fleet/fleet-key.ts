import type { KeyReadings } from '../key-readings.ts'
import type { KeyCompliance } from '../policy/key-compliance.ts'
import { KEY_ORIGINS, KEY_STATES, toEnumValue } from '../readings/aws-enum.ts'
import type { KnownKey } from '../readings/known-key.ts'
import type { AssessedKey } from '../readings/unreadable-key.ts'
import type { ComplianceVerdict } from '../rules/compliance.ts'

type EnumValue<Known extends readonly string[]> = Known[number] | 'UNRECOGNIZED' | null

/**
 * One key in the answer to a question about all keys. The counted values are members of this object, because reading them from
 * several objects takes most of the time of a question.
 */
export interface FleetKey extends AssessedKey {
  readonly known: KnownKey
  readonly compliance: KeyCompliance
  readonly verdict: ComplianceVerdict
  readonly state: EnumValue<typeof KEY_STATES>
  readonly origin: EnumValue<typeof KEY_ORIGINS>
  readonly accountId: string
  readonly region: string
  /** Undefined if they are not known. */
  readonly tags: NonNullable<KeyReadings['tags']>['value']
}

export function fleetKeyOf({
  known,
  compliance,
  automatic,
}: Pick<FleetKey, 'known' | 'compliance' | 'automatic'>): FleetKey {
  const metadata = known.metadata?.value
  return {
    known,
    compliance,
    automatic,
    verdict: compliance.verdict,
    state: toEnumValue(KEY_STATES, metadata?.keyState),
    origin: toEnumValue(KEY_ORIGINS, metadata?.origin),
    accountId: known.key.accountId,
    region: known.key.region,
    tags: known.tags?.value,
  }
}

/** When the oldest value was read that an answer may show of a key, in milliseconds since the epoch. Undefined without values. */
export function oldestObservation({
  metadata,
  status,
  rotations,
  aliases,
  tags,
  primary,
}: KnownKey): number | undefined {
  let oldest: number | undefined
  for (const reading of [metadata, status, rotations, aliases, tags, primary])
    if (reading?.value && (oldest === undefined || reading.observedAt < oldest)) oldest = reading.observedAt
  return oldest
}

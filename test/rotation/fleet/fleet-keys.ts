import { AccessDeniedError } from '../../../src/errors/operation-errors.ts'
import { toKeyArn } from '../../../src/kms/scopes.ts'
import type { KeyReadings, Reading } from '../../../src/rotation/key-readings.ts'
import type { FleetKey } from '../../../src/rotation/fleet/fleet-key.ts'
import type { KeyCompliance } from '../../../src/rotation/policy/key-compliance.ts'
import { NOW, metadataOf, statusOn } from '../kms-values.ts'

export const read = <Value>(value: Value, observedAt = NOW): Reading<Value> => ({ value, observedAt })
export const denied: Reading<never> = { problem: new AccessDeniedError('Denied.', {}), observedAt: NOW }

export const readings: KeyReadings = {
  metadata: read(metadataOf()),
  status: read(statusOn()),
  rotations: read([]),
  materials: read([]),
  aliases: read([]),
  tags: read([]),
  lastUsage: undefined,
}

export const compliant: KeyCompliance = {
  verdict: 'COMPLIANT',
  materialSince: new Date(NOW - 100 * 86_400_000),
  dueAt: undefined,
  reasons: [],
  rule: undefined,
  exception: undefined,
}

export interface FleetKeyParts extends Partial<KeyReadings> {
  readonly compliance?: Partial<KeyCompliance>
  readonly automatic?: FleetKey['automatic']
  readonly accountId?: string
}

let count = 0

/** An enabled key that complies with the policy and rotates automatically. */
export function fleetKey({
  compliance,
  automatic = 'ENABLED',
  accountId,
  ...parts
}: FleetKeyParts = {}): FleetKey {
  const id = String(count++).padStart(12, '0')
  const key = toKeyArn(
    `arn:aws:kms:eu-west-1:${accountId ?? '111122223333'}:key/00000000-0000-4000-8000-${id}`,
  )
  return {
    known: { ...readings, ...parts, key, isForeign: false, primary: undefined, mayWrite: undefined },
    compliance: { ...compliant, ...compliance },
    automatic,
  }
}

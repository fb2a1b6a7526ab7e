import type { Client } from 'pg'
import type { KeyReport } from '../../emulator/key-report.ts'
import { defaultPolicy } from '../../src/defaults.ts'

/** A copy of what KMS shows about each key, as tools make it that copy AWS into a database; null = could not be read. */
const SCHEMA = `
  CREATE TABLE keys (
    arn text PRIMARY KEY, key_id text, account_id text, region text, alias text, description text, state text, manager text,
    origin text, spec text, created_at timestamptz, has_automatic_rotation boolean, last_rotated_at timestamptz,
    last_rotation_type text, on_demand_used int, material_since timestamptz, can_rotate boolean, tags jsonb
  );
  CREATE INDEX ON keys (material_since);
  CREATE INDEX ON keys USING gin (tags jsonb_path_ops);
  CREATE VIEW assessed AS SELECT *, material_since + interval '${defaultPolicy.maxMaterialAgeInDays} days' AS due_at, CASE
    WHEN manager = 'AWS' OR state IN ('PendingDeletion', 'Disabled') OR NOT can_rotate THEN 'NOT_APPLICABLE'
    WHEN state IS NOT NULL AND material_since < now() - interval '${defaultPolicy.maxMaterialAgeInDays} days' THEN 'OVERDUE'
    WHEN state IS NULL OR material_since IS NULL THEN 'UNKNOWN'
    WHEN material_since <= now() - interval '${defaultPolicy.maxMaterialAgeInDays - defaultPolicy.warnBeforeDays} days' THEN 'DUE_SOON'
    ELSE 'COMPLIANT'
  END AS verdict FROM keys`

export async function copyKeys(client: Client, keys: readonly KeyReport[]): Promise<void> {
  await client.query(SCHEMA)
  await client.query('INSERT INTO keys SELECT * FROM jsonb_populate_recordset(NULL::keys, $1::jsonb)', [
    JSON.stringify(keys.map(rowOf)),
  ])
  await client.query('ANALYZE keys')
}

function rowOf(key: KeyReport): object {
  const mayRead = (operation: string) => !key.denies.includes(operation)
  const canRotate = key.spec === 'SYMMETRIC_DEFAULT' && /^(AWS_KMS|EXTERNAL)$/.test(key.origin)
  const last = mayRead('ListKeyRotations') ? key.rotations.at(-1) : undefined
  return {
    arn: key.arn,
    key_id: key.keyId,
    account_id: key.accountId,
    region: key.region,
    alias: key.aliases[0],
    ...(mayRead('DescribeKey') && {
      description: key.description,
      state: key.state,
      manager: key.manager,
      origin: key.origin,
      spec: key.spec,
      created_at: key.createdAt,
      can_rotate: canRotate,
    }),
    ...(mayRead('GetKeyRotationStatus') && { has_automatic_rotation: key.automaticRotation.isEnabled }),
    last_rotated_at: last?.completedAt,
    last_rotation_type: last?.type,
    ...(mayRead('ListKeyRotations') && {
      on_demand_used: key.onDemandUsed,
      material_since: last?.completedAt ?? (mayRead('DescribeKey') ? key.createdAt : undefined),
    }),
    ...(mayRead('ListResourceTags') && { tags: key.tags }),
  }
}

import type { Context } from '../context.ts'
import { ForbiddenError, InventoryIncompleteError, UnauthenticatedError } from '../errors/request-errors.ts'
import type { FleetKey } from '../rotation/fleet/fleet-key.ts'
import { oldestObservation } from '../rotation/fleet/fleet-key.ts'
import type { KeyReadings } from '../rotation/key-readings.ts'
import type { PolicyDocument } from '../rotation/policy/policy-document.ts'
import { KEY_MANAGERS, KEY_ORIGINS, KEY_STATES, toEnumValue } from '../rotation/readings/aws-enum.ts'
import { rotationsOf } from '../rotation/readings/history.ts'
import { displayNameRule, sortedAliases } from '../rotation/readings/key-names.ts'
import { onDemandQuotaRule } from '../rotation/readings/on-demand-quota.ts'
import { ownerOf } from '../rotation/readings/rotation-policy.ts'
import { lastRotation } from '../rotation/rotation.ts'
import { materialAgeInDays } from '../rotation/rules/compliance.ts'
import { policyOf } from './compliance.ts'
import { populationOf } from './fleet-population.ts'
import type { PopulationArguments } from './fleet-population.ts'

export interface ExportArguments extends Omit<PopulationArguments, 'asOf'> {
  /** Whether to export although keys may be missing. */
  readonly incomplete?: boolean | null | undefined
}

export const EXPORT_COLUMNS = [
  'arn',
  'accountId',
  'accountName',
  'region',
  'displayName',
  'aliases',
  'tags',
  'description',
  'state',
  'manager',
  'origin',
  'spec',
  'createdAt',
  'automaticRotation',
  'rotationPeriodInDays',
  'nextRotationAt',
  'lastRotatedAt',
  'lastRotationType',
  'onDemandRemaining',
  'verdict',
  'reasons',
  'materialAgeInDays',
  'dueAt',
  'maxMaterialAgeInDays',
  'rule',
  'exception',
  'exceptionUntil',
  'owner',
  'problems',
  'observedAt',
  'gatewayVersion',
] as const

type Cell = string | number | null | readonly string[] | Readonly<Record<string, string>>
export type ExportRow = Readonly<Record<(typeof EXPORT_COLUMNS)[number], Cell>>

/** The keys of an export. The rows are made when they are read. */
export interface KeyExport {
  readonly count: number
  readonly isComplete: boolean
  row(index: number): ExportRow
}

/**
 * Every key of the inventory that matches.
 *
 * @throws {InventoryIncompleteError} if keys may be missing, unless `incomplete` is true
 */
export async function exportKeys(args: ExportArguments, context: Context): Promise<KeyExport> {
  const { viewer } = context
  if (!viewer.permissions.has('ROTATION_READ'))
    throw new (viewer.isAuthenticated ? ForbiddenError : UnauthenticatedError)(
      'An export of keys requires the permission ROTATION_READ, which you do not have.',
    )
  const { incomplete, ...questions } = args
  const policy = policyOf(args.policy, context)
  const { at, keys, missing } = await populationOf(questions, context)
  if (missing.length > 0 && !incomplete) {
    const reasons = missing.map(({ reason, scope }) => `${reason} in ${scope?.name}`).join(', ')
    throw new InventoryIncompleteError(
      `The export would not include everything, because the inventory is not complete: ${reasons}. Try again later, or add incomplete=true to export what is known.`,
    )
  }
  return {
    count: keys.length,
    isComplete: missing.length === 0,
    row: (index) => {
      const key = keys[index]
      if (!key) throw new RangeError(`The export has no row ${index}.`)
      return rowOf(key, { policy, at }, context)
    },
  }
}

/** The columns of a key. What could not be read is null, and `problems` names it. */
function rowOf(
  key: FleetKey,
  { policy, at }: { readonly policy: PolicyDocument; readonly at: number },
  { scopes, facts, rotationPolicy }: Context,
): ExportRow {
  const { known, compliance, automatic } = key
  const { key: arn } = known
  const metadata = known.metadata?.value
  const status = known.status?.value
  const last = lastRotation(rotationsOf(known) ?? [])
  const observedAt = oldestObservation(known)
  return {
    arn: arn.arn,
    accountId: arn.accountId,
    accountName: scopes.find(arn)?.accountName ?? null,
    region: arn.region,
    displayName: displayNameRule.of(known),
    aliases: known.aliases?.value
      ? sortedAliases(known.aliases.value).map(({ aliasName }) => aliasName)
      : null,
    tags: known.tags?.value
      ? Object.fromEntries(known.tags.value.map(({ tagKey, tagValue }) => [tagKey, tagValue]))
      : null,
    description: metadata?.description ?? null,
    state: toEnumValue(KEY_STATES, metadata?.keyState),
    manager: toEnumValue(KEY_MANAGERS, metadata?.keyManager),
    origin: toEnumValue(KEY_ORIGINS, metadata?.origin),
    spec: metadata?.keySpec ?? null,
    createdAt: isoOf(metadata?.creationDate),
    automaticRotation: automatic ?? null,
    rotationPeriodInDays: status?.rotationPeriodInDays ?? null,
    nextRotationAt: isoOf(status?.nextRotationDate),
    lastRotatedAt: isoOf(last?.rotatedAt),
    lastRotationType: last?.type ?? null,
    onDemandRemaining: onDemandQuotaRule(facts.limits.onDemandRotationsPerKey).of(known)?.remaining ?? null,
    verdict: compliance.verdict,
    reasons: compliance.reasons,
    materialAgeInDays: materialAgeInDays(compliance, at) ?? null,
    dueAt: isoOf(compliance.dueAt),
    maxMaterialAgeInDays: (compliance.rule?.requirements ?? policy.defaults).maxMaterialAgeInDays,
    rule: compliance.rule?.id ?? null,
    exception: compliance.exception?.id ?? null,
    exceptionUntil: isoOf(compliance.exception?.until),
    owner: ownerOf(rotationPolicy.current).of(known).value ?? null,
    problems: READINGS.flatMap((name) => {
      const code = known[name]?.problem?.code
      return code ? [`${name}: ${code}`] : []
    }),
    observedAt: observedAt === undefined ? null : new Date(observedAt).toISOString(),
    gatewayVersion: facts.version,
  }
}

const READINGS = [
  'metadata',
  'status',
  'rotations',
  'aliases',
  'tags',
] as const satisfies readonly (keyof KeyReadings)[]

const isoOf = (date: Date | undefined): string | null => date?.toISOString() ?? null

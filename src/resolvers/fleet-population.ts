import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import type { Scope } from '../kms/scopes.ts'
import type { FleetKey } from '../rotation/fleet/fleet-key.ts'
import { readingsAt } from '../rotation/fleet/past-readings.ts'
import { SharedPass } from '../rotation/fleet/shared-pass.ts'
import { complianceRule } from '../rotation/readings/compliance.ts'
import { matchOf } from '../rotation/readings/key-filter.ts'
import { rotationStatusRule } from '../rotation/readings/rotation-status.ts'
import { inSlices } from '../rotation/slices.ts'
import { policyOf } from './compliance.ts'
import type { RotationPolicyInput } from './compliance.ts'
import { filterConditions } from './key-filter.ts'
import type { KeyFilter } from './key-filter.ts'
import { requestedScopes } from './key-listing.ts'
import type { ScopeInput } from './key-listing.ts'
import { acceptAge } from './key-source.ts'
import { knownRecord, requireInventory } from './known-record.ts'
import { readableRecords } from './readable-records.ts'

/** The keys that a question is about. */
export interface PopulationArguments {
  readonly scopes?: readonly ScopeInput[] | null | undefined
  readonly filter?: KeyFilter | null | undefined
  readonly policy?: RotationPolicyInput | null | undefined
  readonly asOf?: Date | null | undefined
}

/**
 * - `SCOPE_NOT_LISTED`: the keys of the scope were not listed yet
 * - `SCOPE_UNREACHABLE`: the keys of the scope cannot be listed now, so new keys may be missing
 * - `KEYS_NOT_READ`: something about a key was not read yet
 * - `NAMES_NOT_READ`: aliases or tags of a key were not read yet, and decide whether the viewer may read the key
 * - `DELETED_KEYS`: KMS does not show keys that were deleted since the date
 * - `PAST_SETTINGS`: KMS does not show which state and settings a key had at the date
 */
export type MissingReason =
  | 'SCOPE_NOT_LISTED'
  | 'SCOPE_UNREACHABLE'
  | 'KEYS_NOT_READ'
  | 'NAMES_NOT_READ'
  | 'DELETED_KEYS'
  | 'PAST_SETTINGS'

/** Why an answer does not include everything. */
export interface MissingData {
  readonly reason: MissingReason
  /** Undefined: all scopes. */
  readonly scope?: Scope
}

/** The keys that an answer is about, and what may be missing from them. */
export interface Population {
  /** The time that the answer is about, in milliseconds since the epoch. */
  readonly at: number
  readonly isPast: boolean
  readonly keys: readonly FleetKey[]
  /** Shows the keys to groupings. All groupings of a document share one pass over the keys. */
  readonly pass: SharedPass<FleetKey>
  /** Number of keys that the viewer may read and that existed at the time. */
  readonly examinedCount: number
  /** Number of keys among them that the filter could not be evaluated for. */
  readonly undecidedCount: number
  /** When the oldest of the lists of keys and the values of the examined keys was read, in milliseconds since the epoch. */
  readonly observedAt: number | undefined
  readonly missing: readonly MissingData[]
}

/** The populations of each operation, so that a document with equal questions examines the keys once. */
const populations = new WeakMap<Context, Map<string, Promise<Population>>>()

/**
 * The keys of the inventory that match.
 *
 * @throws {InventoryRequiredError} if the gateway keeps no inventory
 * @throws {BadUserInputError} for a request that limits the age of the data, a scope that is not served, a policy that is not valid and a date in the future
 */
export async function populationOf(args: PopulationArguments, context: Context): Promise<Population> {
  requireInventory(context)
  acceptAge('This answer always comes from the inventory. Send the request without Cache-Control.', context)
  const known = populations.get(context) ?? new Map<string, Promise<Population>>()
  populations.set(context, known)
  const name = JSON.stringify([args.scopes, args.filter, args.policy, args.asOf])
  // One after the other for each caller, so that a caller with many questions leaves time for others.
  const population =
    known.get(name) ?? context.fleetWork.run(context.viewer.subject, async () => examine(args, context))
  known.set(name, population)
  return population
}

async function examine(args: PopulationArguments, context: Context): Promise<Population> {
  const { asOf } = args
  const inventory = requireInventory(context)
  const now = context.clock.now()
  if (asOf && asOf.getTime() > now)
    throw new BadUserInputError(
      `asOf is ${asOf.toISOString()}, which is in the future. Set it to an earlier time.`,
    )
  const at = asOf?.getTime() ?? now
  const conditions = filterConditions(args.filter ?? {}, context, at)
  const compliance = complianceRule(policyOf(args.policy, context), at)

  const missing: MissingData[] = asOf ? [{ reason: 'DELETED_KEYS' }, { reason: 'PAST_SETTINGS' }] : []
  const keys: FleetKey[] = []
  let examinedCount = 0
  let undecidedCount = 0
  let observedAt = Infinity
  for (const scope of requestedScopes(args.scopes, context)) {
    const { listedAt, unreachable } = inventory.stateOf(scope.name)
    const reasons = new Set<MissingReason>()
    observedAt = Math.min(observedAt, listedAt ?? Infinity)
    if (unreachable) reasons.add('SCOPE_UNREACHABLE')
    if (listedAt === undefined) reasons.add('SCOPE_NOT_LISTED')
    const records = await readableRecords(scope.name, inventory, context)
    for await (const slice of inSlices(records, context.signal))
      for (const record of slice) {
        const visible = knownRecord(record, inventory, context)
        if (visible === undefined) reasons.add('NAMES_NOT_READ')
        const known = visible && asOf ? readingsAt(visible, asOf) : visible
        if (!known || known === 'absent') continue
        examinedCount++
        observedAt = Math.min(observedAt, record.listedAt, visible?.observedAt ?? Infinity)
        const match = known === 'unknown' ? 'undecided' : matchOf(conditions, known)
        if (match === 'undecided') undecidedCount++
        if (match === 'no') continue
        if (visible?.isUnread) reasons.add('KEYS_NOT_READ')
        if (match === 'yes' && known !== 'unknown') {
          const { automatic } = rotationStatusRule.of(known)
          keys.push({ known, compliance: compliance.of(known), automatic: asOf ? undefined : automatic })
        }
      }
    for (const reason of reasons) missing.push({ reason, scope })
  }
  const { fleetWork, viewer, signal } = context
  return {
    at,
    isPast: Boolean(asOf),
    keys,
    pass: new SharedPass(keys, signal, (work) => fleetWork.run(viewer.subject, work)),
    examinedCount,
    undecidedCount,
    observedAt: observedAt === Infinity ? undefined : observedAt,
    missing,
  }
}

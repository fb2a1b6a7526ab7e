import type { Context } from '../context.ts'
import { UnsupportedKeyError } from '../errors/operation-errors.ts'
import type { AutomaticRotation } from '../rotation/rules/automatic-rotation.ts'
import type { ComplianceVerdict } from '../rotation/rules/compliance.ts'
import { lastRotation } from '../rotation/rotation.ts'
import type { Rotation, RotationType } from '../rotation/rotation.ts'
import { toEnumValue } from './aws-enum.ts'
import { blockersToRotate } from './capability.ts'
import { compliance } from './compliance.ts'
import type { RotationPolicyInput } from './compliance.ts'
import { aliasesOf } from './key-names.ts'
import { KEY_MANAGERS, KEY_ORIGINS, KEY_STATES, fromMetadata } from './key.ts'
import type { Key } from './key.ts'
import { onDemandQuota } from './on-demand-quota.ts'
import { orNull, problemOf } from './readable.ts'
import { isAwsManaged, rotationStatus } from './rotation-status.ts'
import { rotationsOf } from './rotation.ts'

type Maybe<Value> = Value | null | undefined

export interface KeyFilter {
  readonly states?: Maybe<readonly string[]>
  readonly managers?: Maybe<readonly string[]>
  readonly origins?: Maybe<readonly string[]>
  readonly specs?: Maybe<readonly string[]>
  readonly aliasPrefix?: Maybe<string>
  readonly tags?: Maybe<readonly { readonly key: string; readonly values?: Maybe<readonly string[]> }[]>
  readonly automaticRotation?: Maybe<readonly AutomaticRotation[]>
  readonly onDemandInProgress?: Maybe<boolean>
  readonly nextRotationBefore?: Maybe<Date>
  readonly lastRotatedBefore?: Maybe<Date>
  readonly lastRotationTypes?: Maybe<readonly RotationType[]>
  readonly maxRemainingOnDemand?: Maybe<number>
  readonly canRotateOnDemand?: Maybe<boolean>
  readonly compliance?: Maybe<readonly ComplianceVerdict[]>
  readonly policy?: Maybe<RotationPolicyInput>
}

/** Whether a key matches a filter. `undecided`: the gateway could not read the data that decides it. */
export type Match = 'yes' | 'no' | 'undecided'

type Condition = (key: Key, context: Context) => Promise<boolean | undefined>

/** Checks the cheapest conditions first and stops at the first condition that is not met, to save KMS reads. */
export async function matchKey(filter: KeyFilter, key: Key, context: Context): Promise<Match> {
  let isDecided = true
  for (const condition of conditionsOf(filter)) {
    const holds = await condition(key, context)
    if (holds === false) return 'no'
    if (holds === undefined) isDecided = false
  }
  return isDecided ? 'yes' : 'undecided'
}

function conditionsOf(filter: KeyFilter): readonly Condition[] {
  return [...byMetadata(filter), ...byNames(filter), ...byStatus(filter), ...byHistory(filter)]
}

function byMetadata({ states, managers, origins, specs }: KeyFilter): Condition[] {
  const isOneOf =
    (
      allowed: readonly string[],
      valueOf: (key: Key, context: Context) => Promise<string | null>,
    ): Condition =>
    async (key, context) => {
      const value = await valueOf(key, context)
      return value === null ? undefined : allowed.includes(value)
    }
  return [
    states &&
      isOneOf(states, (key, context) =>
        fromMetadata(key, context, (m) => toEnumValue(KEY_STATES, m.keyState)),
      ),
    managers &&
      isOneOf(managers, (key, context) =>
        fromMetadata(key, context, (m) => toEnumValue(KEY_MANAGERS, m.keyManager)),
      ),
    origins &&
      isOneOf(origins, (key, context) =>
        fromMetadata(key, context, (m) => toEnumValue(KEY_ORIGINS, m.origin)),
      ),
    specs && isOneOf(specs, (key, context) => fromMetadata(key, context, (m) => m.keySpec)),
  ].filter((condition) => typeof condition === 'function')
}

function byNames({ aliasPrefix, tags }: KeyFilter): Condition[] {
  const conditions: Condition[] = []
  if (typeof aliasPrefix === 'string') {
    const prefix = aliasPrefix.startsWith('alias/') ? aliasPrefix : `alias/${aliasPrefix}`
    conditions.push(async (key, context) =>
      (await aliasesOf(key, context))?.some(({ aliasName }) => aliasName.startsWith(prefix)),
    )
  }
  if (tags)
    conditions.push(async ({ arn }, { loaders }) => {
      const own = await orNull(loaders.tags(arn))
      return own
        ? tags.every(({ key, values }) =>
            own.some(({ tagKey, tagValue }) => tagKey === key && (!values || values.includes(tagValue))),
          )
        : undefined
    })
  return conditions
}

function byStatus({ automaticRotation, onDemandInProgress, nextRotationBefore }: KeyFilter): Condition[] {
  const conditions: Condition[] = []
  if (automaticRotation)
    conditions.push(async (key, context) => {
      const { automatic } = await rotationStatus(key, context)
      if (automaticRotation.includes(automatic)) return true
      return automatic === 'UNKNOWN' ? undefined : false
    })
  if (typeof onDemandInProgress === 'boolean')
    conditions.push(async (key, context) => {
      const { status, automatic } = await rotationStatus(key, context)
      if (status) return (status.onDemandRotationStartDate !== undefined) === onDemandInProgress
      return automatic === 'UNKNOWN' ? undefined : !onDemandInProgress
    })
  if (nextRotationBefore)
    conditions.push(async (key, context) => {
      const { status, automatic } = await rotationStatus(key, context)
      if (!status) return automatic === 'UNKNOWN' ? undefined : false
      return status.nextRotationDate !== undefined && status.nextRotationDate < nextRotationBefore
    })
  return conditions
}

function byHistory(filter: KeyFilter): Condition[] {
  const { lastRotatedBefore, lastRotationTypes, maxRemainingOnDemand, canRotateOnDemand, policy } = filter
  const verdicts = filter.compliance
  const conditions: Condition[] = []
  if (lastRotatedBefore)
    conditions.push(async (key, context) => {
      const rotations = await historyOf(key, context)
      if (!rotations) return undefined
      const last = lastRotation(rotations)
      return last === undefined || last.rotatedAt < lastRotatedBefore
    })
  if (lastRotationTypes)
    conditions.push(async (key, context) => {
      const rotations = await historyOf(key, context)
      if (!rotations) return undefined
      const last = lastRotation(rotations)
      return last !== undefined && lastRotationTypes.includes(last.type)
    })
  if (typeof maxRemainingOnDemand === 'number')
    conditions.push(async (key, context) => {
      const quota = await onDemandQuota(key, context)
      if (quota) return quota.remaining <= maxRemainingOnDemand
      return (await hasNoQuota(key, context)) ? false : undefined
    })
  if (verdicts)
    conditions.push(async (key, context) => {
      const { verdict } = await compliance(key, policy, context)
      if (verdicts.includes(verdict)) return true
      return verdict === 'UNKNOWN' ? undefined : false
    })
  if (typeof canRotateOnDemand === 'boolean')
    conditions.push(async (key, context) => {
      const blockers = await blockersToRotate(key, context)
      if (blockers.some(({ reason }) => reason === 'METADATA_UNREADABLE')) return undefined
      return (blockers.length === 0) === canRotateOnDemand
    })
  return conditions
}

/** Empty if KMS keeps no history for this kind of key: that is a known result, not a failed read. */
async function historyOf(key: Key, context: Context): Promise<readonly Rotation[] | null> {
  const reading = rotationsOf(key, context)
  return (await problemOf(reading)) instanceof UnsupportedKeyError ? [] : orNull(reading)
}

async function hasNoQuota(key: Key, context: Context): Promise<boolean> {
  if (await isAwsManaged(key, context)) return true
  return (await problemOf(rotationsOf(key, context))) instanceof UnsupportedKeyError
}

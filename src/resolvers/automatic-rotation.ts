import type { Context } from '../context.ts'
import type { InputIssue } from '../errors/operation-errors.ts'
import type { KeyRotationStatus } from '../kms/kms.ts'
import { rotationPeriodIssues } from '../rotation/change/automatic-rotation-control.ts'
import type { ControlOrder, ControlOutcome } from '../rotation/change/automatic-rotation-control.ts'
import type { AutomaticRotationRequest } from '../rotation/automatic-rotation-request.ts'
import type { AutomaticSetting } from '../rotation/automatic-setting.ts'
import { isCharged } from '../rotation/rules/forecast.ts'
import { reasonIssues } from './change-reason.ts'
import { driftWarnings, reasonWarnings, settingWarnings } from './change-warning.ts'
import type { ChangeWarning } from './change-warning.ts'
import { keyForChange } from './key-for-change.ts'
import type { KeyForChange } from './key-for-change.ts'
import type { Key } from './key.ts'
import { orNull } from './readable.ts'
import { rotationsOf } from './rotation.ts'

export interface AutomaticRotationPayload {
  readonly key: Key
  readonly hasChanged: boolean
  /** Undefined for a dry run. */
  readonly change: AutomaticRotationRequest | undefined
  /** Undefined unless the call is a dry run. */
  readonly dryRun: AutomaticRotationForecast | undefined
}

/** The effects of a change of automatic rotation on a key. */
export interface AutomaticRotationForecast {
  readonly key: Key
  readonly reason: string | undefined
  readonly setting: AutomaticSetting
}

interface ChangeInput {
  readonly key: KeyForChange
  readonly dryRun: boolean
  readonly reason?: string | null | undefined
}

export function enableKeyRotation(
  input: ChangeInput & { readonly rotationPeriodInDays?: number | null | undefined },
  context: Context,
): Promise<AutomaticRotationPayload> {
  const rotationPeriodInDays = input.rotationPeriodInDays ?? undefined
  return change(input, rotationPeriodIssues(rotationPeriodInDays), context, (order) =>
    context.automaticRotation.enable({ ...order, rotationPeriodInDays }),
  )
}

export function disableKeyRotation(input: ChangeInput, context: Context): Promise<AutomaticRotationPayload> {
  return change(input, [], context, (order) => context.automaticRotation.disable(order))
}

async function change(
  input: ChangeInput,
  issues: readonly InputIssue[],
  context: Context,
  apply: (order: ControlOrder) => Promise<ControlOutcome>,
): Promise<AutomaticRotationPayload> {
  const { dryRun: isDryRun } = input
  const reason = input.reason ?? undefined
  const key = await keyForChange(input.key, context, [...reasonIssues(input), ...issues])
  const { viewer, requestId, call } = context
  let shown: KeyRotationStatus | undefined
  try {
    const { hasChanged, status, request, forecast } = await apply({
      key,
      requestedBy: viewer.subject,
      requestId,
      onSent: call.onSent,
      deadline: call.deadline,
      reason,
      isDryRun,
    })
    shown = status
    return { key, hasChanged, change: request, dryRun: forecast && { key, reason, setting: forecast } }
  } finally {
    context.loaders.clear(key.arn, shown)
  }
}

/** Null if the history cannot be read. */
export async function addsMonthlyCharge(
  { key, setting }: AutomaticRotationForecast,
  context: Context,
): Promise<boolean | null> {
  if (!setting.isEnabled) return false
  const rotations = await orNull(rotationsOf(key, context))
  return rotations && isCharged(rotations.length)
}

export async function forecastWarnings(
  { key, reason, setting }: AutomaticRotationForecast,
  context: Context,
): Promise<readonly ChangeWarning[]> {
  const [drift, policy] = await Promise.all([
    driftWarnings(key, context),
    settingWarnings(key, setting, context),
  ])
  return [...reasonWarnings(reason, context), ...drift, ...policy]
}

import type { Context } from '../context.ts'
import type { InputIssue } from '../errors/operation-errors.ts'
import type { KeyRotationStatus } from '../kms/kms.ts'
import { rotationPeriodIssues } from '../rotation/change/automatic-rotation-control.ts'
import type { ControlOrder, ControlOutcome } from '../rotation/change/automatic-rotation-control.ts'
import type { AutomaticRotationRequest } from '../rotation/automatic-rotation-request.ts'
import { reasonIssues } from './change-reason.ts'
import { keyForChange } from './key-for-change.ts'
import type { KeyForChange } from './key-for-change.ts'
import type { Key } from './key.ts'

export interface AutomaticRotationPayload {
  readonly key: Key
  readonly hasChanged: boolean
  /** Undefined for a dry run. */
  readonly change: AutomaticRotationRequest | undefined
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
  { key: by, dryRun: isDryRun, reason }: ChangeInput,
  issues: readonly InputIssue[],
  context: Context,
  apply: (order: ControlOrder) => Promise<ControlOutcome>,
): Promise<AutomaticRotationPayload> {
  const key = await keyForChange(by, context, [...reasonIssues(reason), ...issues])
  const { viewer, requestId, call } = context
  let shown: KeyRotationStatus | undefined
  try {
    const { hasChanged, status, request } = await apply({
      key,
      requestedBy: viewer.subject,
      requestId,
      onSent: call.onSent,
      deadline: call.deadline,
      reason: reason ?? undefined,
      isDryRun,
    })
    shown = status
    return { key, hasChanged, change: request }
  } finally {
    context.loaders.clear(key.arn, shown)
  }
}

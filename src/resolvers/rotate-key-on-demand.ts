import type { Context } from '../context.ts'
import type { InputIssue } from '../errors/operation-errors.ts'
import type { RotationForecast } from '../rotation/rules/forecast.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { reasonIssues } from './change-reason.ts'
import { exceptionWarnings, reasonWarnings } from './change-warning.ts'
import type { ChangeWarning } from './change-warning.ts'
import { keyForChange } from './key-for-change.ts'
import type { KeyForChange } from './key-for-change.ts'
import type { Key } from './key.ts'

const MAX_IDEMPOTENCY_KEY_LENGTH = 128

export interface RotateKeyOnDemandInput {
  readonly key: KeyForChange
  readonly idempotencyKey?: string | null | undefined
  readonly ifLastRotatedBefore?: Date | null | undefined
  readonly ifCurrentMaterialId?: string | null | undefined
  readonly dryRun: boolean
  readonly reason?: string | null | undefined
}

export interface RotateKeyOnDemandPayload {
  readonly key: Key
  readonly request: RotationRequest | undefined
  readonly isReplay: boolean
  readonly dryRun: OrderedForecast | undefined
}

export interface OrderedForecast extends RotationForecast {
  readonly key: Key
  readonly reason: string | undefined
}

export async function rotateKeyOnDemand(
  input: RotateKeyOnDemandInput,
  context: Context,
): Promise<RotateKeyOnDemandPayload> {
  const key = await keyForChange(input.key, context, inputIssues(input))
  const { viewer, requestId, call, onDemandRotations } = context
  const order = {
    key,
    requestedBy: viewer.subject,
    requestId,
    onSent: call.onSent,
    deadline: call.deadline,
    reason: input.reason ?? undefined,
    idempotencyKey: input.idempotencyKey ?? undefined,
    ifLastRotatedBefore: input.ifLastRotatedBefore ?? undefined,
    ifCurrentMaterialId: input.ifCurrentMaterialId ?? undefined,
  }
  try {
    if (input.dryRun) {
      const forecast = await onDemandRotations.dryRun(order)
      const { reason } = order
      return { key, request: undefined, isReplay: false, dryRun: { ...forecast, key, reason } }
    }
    return { key, ...(await onDemandRotations.rotate(order)), dryRun: undefined }
  } finally {
    context.loaders.clear(key.arn)
  }
}

export async function rotationWarnings(
  { key, reason }: OrderedForecast,
  context: Context,
): Promise<readonly ChangeWarning[]> {
  return [...reasonWarnings(reason, context), ...(await exceptionWarnings(key, context))]
}

function inputIssues(input: RotateKeyOnDemandInput): InputIssue[] {
  const { idempotencyKey, ifCurrentMaterialId } = input
  const issues: InputIssue[] = [...reasonIssues(input)]
  if (
    typeof idempotencyKey === 'string' &&
    (idempotencyKey === '' || idempotencyKey.length > MAX_IDEMPOTENCY_KEY_LENGTH)
  )
    issues.push({
      path: ['input', 'idempotencyKey'],
      message: `The idempotency key has ${idempotencyKey.length} characters. Use 1 to ${MAX_IDEMPOTENCY_KEY_LENGTH} characters, e.g. a UUID.`,
    })
  if (typeof ifCurrentMaterialId === 'string' && !/^[a-f0-9]{64}$/.test(ifCurrentMaterialId))
    issues.push({
      path: ['input', 'ifCurrentMaterialId'],
      message: `'${ifCurrentMaterialId.slice(0, 100)}' is not a key material ID of 64 lowercase hexadecimal digits. Pass the value of Key.currentMaterial.materialId.`,
    })
  return issues
}

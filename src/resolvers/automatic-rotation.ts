import type { Context } from '../context.ts'
import { checkRotationPeriod } from '../rotation/automatic-rotation-control.ts'
import { keyForChange } from './key.ts'
import type { Key, KeyBy } from './key.ts'

export interface AutomaticRotationPayload {
  readonly key: Key
  readonly hasChanged: boolean
}

export async function enableKeyRotation(
  input: ChangeInput & { readonly rotationPeriodInDays?: number | null | undefined },
  context: Context,
): Promise<AutomaticRotationPayload> {
  const rotationPeriodInDays = input.rotationPeriodInDays ?? undefined
  // Before the key is looked up, which may ask KMS.
  checkRotationPeriod(rotationPeriodInDays)
  return change(input.key, context, (order) =>
    context.automaticRotation.enable({ ...order, rotationPeriodInDays }),
  )
}

export function disableKeyRotation(
  { key: by }: ChangeInput,
  context: Context,
): Promise<AutomaticRotationPayload> {
  return change(by, context, (order) => context.automaticRotation.disable(order))
}

interface ChangeInput {
  readonly key: Omit<KeyBy, 'alias'>
}

async function change(
  by: ChangeInput['key'],
  context: Context,
  apply: (order: { readonly keyArn: string; readonly requestedBy: string }) => Promise<boolean>,
): Promise<AutomaticRotationPayload> {
  const key = await keyForChange(by, context)
  try {
    const hasChanged = await apply({ keyArn: key.arn, requestedBy: context.viewer.subject })
    return { key, hasChanged }
  } finally {
    context.loaders.clear(key.arn)
  }
}

import type { Context } from '../context.ts'
import { keyForChange } from './key.ts'
import type { Key, KeyBy } from './key.ts'

export interface AutomaticRotationPayload {
  readonly key: Key
  readonly hasChanged: boolean
}

export function enableKeyRotation(
  {
    key: by,
    rotationPeriodInDays,
  }: ChangeInput & { readonly rotationPeriodInDays?: number | null | undefined },
  context: Context,
): Promise<AutomaticRotationPayload> {
  return change(by, context, (order) =>
    context.automaticRotation.enable({ ...order, rotationPeriodInDays: rotationPeriodInDays ?? undefined }),
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

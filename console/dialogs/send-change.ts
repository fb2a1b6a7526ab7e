import { client } from '../gateway/client.ts'
import {
  DisableAutomaticRotationDocument,
  EnableAutomaticRotationDocument,
  RotateNowDocument,
} from '../generated/graphql.ts'
import type {
  ChangeProblemFragment,
  DisableAutomaticRotationMutation,
  EnableAutomaticRotationMutation,
  RotateNowMutation,
} from '../generated/graphql.ts'
import { readPeriod } from './period.ts'
import type { ChangeAddress, StoredChange } from './stored-change.ts'

export type RotationPayload = Extract<
  RotateNowMutation['result'],
  { readonly kind: 'RotateKeyOnDemandPayload' }
>
export type SettingPayload = Extract<
  EnableAutomaticRotationMutation['result'] | DisableAutomaticRotationMutation['result'],
  { readonly kind: 'EnableKeyRotationPayload' | 'DisableKeyRotationPayload' }
>
export type ChangeResult = RotationPayload | SettingPayload | ChangeProblemFragment

/**
 * Sends a change, and sends it again with the same idempotency key while its answer is lost. The changes without an idempotency
 * key make a setting, so that the gateway sends nothing to KMS if they are repeated.
 *
 * @throws {GatewayError} when the gateway cannot be reached, or rejects the mutation
 */
export const sendChange = async (address: ChangeAddress, change: StoredChange): Promise<ChangeResult> =>
  send(address, change, {})

/** @throws {GatewayError} when the gateway cannot be reached, or rejects the mutation */
export const dryRun = async (address: ChangeAddress, change: StoredChange): Promise<ChangeResult> =>
  send(address, change, { dryRun: true })

async function send(
  { arn, dialog }: ChangeAddress,
  change: StoredChange,
  mode: { readonly dryRun?: true },
): Promise<ChangeResult> {
  const intention = client.intention(change.idempotencyKey)
  const input = { key: { arn }, reason: change.reason.trim() || null, ...mode }
  const options = mode.dryRun ? { attempts: 1 } : {}
  if (dialog === 'rotate') {
    const ifCurrentMaterialId = change.materialId || null
    const rotation = (idempotencyKey: string) => ({
      input: { ...input, idempotencyKey, ifCurrentMaterialId },
    })
    return (await intention.mutate(RotateNowDocument, rotation, options)).result
  }
  if (dialog === 'disable')
    return (await intention.mutate(DisableAutomaticRotationDocument, () => ({ input }), options)).result
  const setting = () => ({ input: { ...input, rotationPeriodInDays: readPeriod(change.period) } })
  return (await intention.mutate(EnableAutomaticRotationDocument, setting, options)).result
}

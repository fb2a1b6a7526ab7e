import type { Context } from '../context.ts'
import { toKeyArn } from '../kms/scopes.ts'
import type { AutomaticRotationRequest } from '../rotation/automatic-rotation-request.ts'
import type { AutomaticSetting } from '../rotation/automatic-setting.ts'
import { isRotationRequest } from '../rotation/change-record.ts'
import type { Change } from '../rotation/change-record.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import { mayRead, readDecoy, withSource } from './visibility.ts'
import type { KeySource, Sourced } from './visibility.ts'

/** Null if the change does not exist, or the viewer may not read its key. */
export async function visibleChange(
  id: string | undefined,
  context: Context,
  source?: KeySource,
): Promise<(Change & Sourced) | null> {
  if (id === undefined) return null
  const change = await context.requests.change(id)
  if (change)
    return (await mayRead(toKeyArn(change.keyArn), context, source)) ? withSource(change, { source }) : null
  if (source !== 'INVENTORY') await readDecoy(context.scopes.default, undefined, context)
  return null
}

/** The change of an error whose outcome is unknown. */
export const changeOfError = (
  { requestId, source }: { readonly requestId?: string | undefined } & Sourced,
  context: Context,
): Promise<(Change & Sourced) | null> => visibleChange(requestId, context, source)

/** Null also if the change is not an on-demand rotation. */
export async function visibleRequest(
  id: string | undefined,
  context: Context,
  source?: KeySource,
): Promise<(RotationRequest & Sourced) | null> {
  const change = await visibleChange(id, context, source)
  return change && isRotationRequest(change) ? change : null
}

/** Null also if the change is an on-demand rotation. */
export async function visibleSettingRequest(
  id: string | undefined,
  context: Context,
): Promise<AutomaticRotationRequest | null> {
  const change = await visibleChange(id, context)
  return change && !isRotationRequest(change) ? change : null
}

/** The change of automatic rotation that caused an event of its key. Null if it is not stored any more. */
export async function settingRequest(
  id: string | undefined,
  { requests }: Context,
): Promise<AutomaticRotationRequest | null> {
  const change = id === undefined ? undefined : await requests.change(id)
  return change && !isRotationRequest(change) ? change : null
}

export { outcomeOf } from '../rotation/change-record.ts'

export const typeOfChange = (change: Change): 'RotationRequest' | 'AutomaticRotationRequest' =>
  isRotationRequest(change) ? 'RotationRequest' : 'AutomaticRotationRequest'

export const automaticRotationOf = ({ isEnabled }: AutomaticSetting): 'ENABLED' | 'DISABLED' =>
  isEnabled ? 'ENABLED' : 'DISABLED'

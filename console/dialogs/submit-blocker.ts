import type { ChangeRulesQuery } from '../generated/graphql.ts'
import { hasPeriod, needsConfirmation } from './dialog-name.ts'
import type { DialogName } from './dialog-name.ts'
import { isTyped } from './key-name.ts'
import { MAX_PERIOD, MIN_PERIOD, readPeriod } from './period.ts'
import { reasonProblem } from './reason.ts'
import type { ChangeResult } from './send-change.ts'
import type { StoredChange } from './stored-change.ts'

export interface SubmitState {
  readonly dialog: DialogName
  readonly change: StoredChange
  readonly rules: ChangeRulesQuery['gateway'] | undefined
  /** The answer to the dry run. */
  readonly forecast: ChangeResult | undefined
  /** The name of the key. */
  readonly name: string
}

/** Why the change cannot be sent yet. Undefined if it can. */
export function submitBlocker({ dialog, change, rules, forecast, name }: SubmitState): string | undefined {
  if (hasPeriod(dialog) && readPeriod(change.period) === undefined)
    return `Enter a period from ${MIN_PERIOD} to ${MAX_PERIOD} days.`
  if (!forecast || !rules) return 'The gateway has not checked the key yet.'
  if ('message' in forecast) return 'The key cannot be changed now. The reason is above.'
  if ('hasChanged' in forecast && !forecast.hasChanged) return 'The key already has this setting.'
  const reason = reasonProblem(change.reason, rules.requiredReason)
  if (reason !== undefined) return reason
  if (needsConfirmation(dialog) && !isTyped(change.confirmation, name)) return `Type ${name} to confirm.`
  return undefined
}

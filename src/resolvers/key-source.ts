import type { Context } from '../context.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { requireInventory } from './known-record.ts'
import type { KeySource } from './visibility.ts'

/** The source of `keys` without an argument. */
export const defaultSource = (hasInventory: boolean): KeySource => (hasInventory ? 'INVENTORY' : 'KMS')

/**
 * The source that a request reads, the default one if it names none.
 *
 * @throws {InventoryRequiredError} for the inventory, if the gateway keeps none
 * @throws {BadUserInputError} for the inventory, if the request limits the age of the data
 */
export function sourceOf(source: KeySource | null | undefined, context: Context): KeySource {
  const chosen = source ?? defaultSource(context.inventory !== undefined)
  if (chosen === 'INVENTORY') {
    requireInventory(context)
    acceptAge('Read the keys with keys(source: KMS), or send the request without Cache-Control.', context)
  }
  return chosen
}

/** @throws {BadUserInputError} if the request limits the age of the data: the inventory may be older */
export function acceptAge(advice: string, { call }: Context): void {
  if (call.maxAgeMs === undefined) return
  throw new BadUserInputError(
    `The header Cache-Control of this request limits the age of the data, and the inventory may be older. ${advice}`,
  )
}

import type { GatewayLimits } from '../context.ts'
import { builder } from './builder.ts'
import type { Arguments, PricedGateway } from './field-price.ts'
import { ScopeInput } from './key-connection.ts'
import { TagFilter } from './key-filter.ts'
import { priced } from './priced.ts'
import { RotationEventType } from './rotation-event.ts'

/** The keys that are read for a page of events: the named keys or, without an inventory, all keys that the page may cover. */
export function keysOfPage(
  args: Arguments,
  { maxSubscribedKeys }: GatewayLimits,
  { hasInventory }: PricedGateway,
): number {
  return namedKeyCount(args) ?? (hasInventory ? 0 : maxSubscribedKeys)
}

/** The keys that the caller of a subscription pays for. Without an inventory, all subscribers to all keys share one listing. */
export function keysOfStream(args: Arguments, _: GatewayLimits, { hasInventory }: PricedGateway): number {
  return namedKeyCount(args) ?? (hasInventory ? 0 : 1)
}

function namedKeyCount({ keys, filter }: Arguments): number | undefined {
  const named =
    keys ?? (typeof filter === 'object' && filter !== null && 'keys' in filter ? filter.keys : null)
  if (named === null || named === undefined) return undefined
  return Array.isArray(named) ? named.length : 1
}

export const RotationEventFilter = builder.inputType('RotationEventFilter', {
  description:
    'Conditions that events must meet. An event must meet all given fields; the values of a list are alternatives, except in `tags`.',
  fields: (t) => ({
    keys: t.idList({
      description:
        'Only events of these keys: global IDs, 1 to `gateway.limits.maxSubscribedKeys`. Default: all keys that you may read and that KMS can rotate. A new key is added to a running subscription within 90 seconds of the listing that finds it.',
    }),
    scopes: t.field({
      type: [ScopeInput],
      description:
        'Only events of keys in these accounts and Regions. Default: all that this gateway serves.',
    }),
    types: t.field({
      type: [RotationEventType],
      description: 'Only events of these types. Default: all types.',
    }),
    tags: t.field({
      ...priced({ reads: ['tags'] }),
      type: [TagFilter],
      description: 'Only events of keys that currently have all of these tags, or whose tags cannot be read.',
    }),
  }),
})

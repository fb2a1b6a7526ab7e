import type { GatewayLimits } from '../context.ts'
import { keyConnection } from '../resolvers/key-connection.ts'
import type { KeyConnection } from '../resolvers/key-connection.ts'
import type { UnavailableScope } from '../resolvers/key-listing.ts'
import { builder, requires } from './builder.ts'
import { OperationErrorRef } from './errors.ts'
import type { Arguments } from './field-price.ts'
import { KeyFilter } from './key-filter.ts'
import { KeyRef } from './key.ts'
import { OrderDirection } from './order-direction.ts'
import { OF_MANY, WHOLE_LISTING, pageOf, priced } from './priced.ts'
import { ScopeRef } from './scope.ts'
import { scanBound } from '../resolvers/key-scan.ts'

const UnavailableScopeRef = builder.objectRef<UnavailableScope>('UnavailableScope').implement({
  description: 'A scope whose keys could not all be listed.',
  fields: (t) => ({
    scope: t.expose('scope', { type: ScopeRef, description: 'The scope that could not be listed.' }),
    error: t.expose('error', { type: OperationErrorRef, description: 'The error that stopped the listing.' }),
  }),
})

const KeyConnectionRef = builder.connectionObject<typeof KeyRef, KeyConnection>(
  {
    type: KeyRef,
    name: 'KeyConnection',
    description: 'A page of keys.',
    extensions: OF_MANY,
    fields: (t) => ({
      totalCount: t.int({
        ...priced({ sends: WHOLE_LISTING }),
        nullable: true,
        description:
          'Total number of keys in the list. Lists all keys, with one ListKeys request per 100 keys. Null if `filter` is set or a scope could not be listed.',
        resolve: ({ totalCount }) => totalCount(),
      }),
      scannedCount: t.int({
        description:
          'Number of keys examined for this page. With `filter`, it can be larger than the number of keys on the page.',
        resolve: ({ scannedCount }) => scannedCount,
      }),
      undecidedCount: t.int({
        description:
          'Number of keys examined for this page that `filter` could not be evaluated for, because the gateway could not read the required data.',
        resolve: ({ undecidedCount }) => undecidedCount,
      }),
      unavailableScopes: t.field({
        type: [UnavailableScopeRef],
        description:
          'Scopes that could not be listed for this page. If it is not empty, keys are missing from the page.',
        resolve: ({ unavailableScopes }) => unavailableScopes,
      }),
    }),
  },
  { name: 'KeyEdge', description: 'A key and its cursor.' },
)

export const ScopeInput = builder.inputType('ScopeInput', {
  description:
    'An account, a Region or both. An omitted field matches every account or Region that this gateway serves. An error is returned if this gateway serves no matching account and Region.',
  fields: (t) => ({
    accountId: t.string({ description: 'AWS account ID, 12 digits. Default: any.' }),
    region: t.string({ description: 'AWS Region, e.g. `eu-west-1`. Default: any.' }),
  }),
})

const KeyOrderField = builder.enumType('KeyOrderField', {
  description: 'The value to order keys by. In ascending order, keys without the value come first.',
  values: {
    ARN: { description: 'Key ARN.' },
    CREATED_AT: { description: 'Creation time of the key.' },
    NEXT_ROTATION_AT: { description: 'Time of the next automatic rotation.' },
    LAST_ROTATED_AT: { description: 'Time of the last rotation of any type.' },
    DISPLAY_NAME: { description: '`Key.displayName`.' },
  },
})

const KeyOrder = builder.inputType('KeyOrder', {
  description: 'The order of keys. The gateway reads all keys of the scopes to sort them.',
  fields: (t) => ({
    field: t.field({
      // The cost of the most expensive field.
      ...priced({ reads: ['rotations'] }),
      type: KeyOrderField,
      required: true,
      description: 'The value to order by.',
    }),
    direction: t.field({
      type: OrderDirection,
      required: true,
      defaultValue: 'ASC',
      description: 'Ascending or descending. Default: ASC.',
    }),
  }),
})

/** The number of keys read for a page: KMS can neither filter nor sort. Execution rejects invalid arguments. */
function keysExamined({ filter, orderBy, scanLimit }: Arguments, limits: GatewayLimits): number {
  if (orderBy) return limits.maxSortableKeys
  if (!filter) return 0
  return scanBound(typeof scanLimit === 'number' ? scanLimit : limits.defaultScanLimit, limits)
}

builder.queryField('keys', (t) =>
  t.field({
    ...requires('ROTATION_READ', { reads: ['keys'], examines: { count: keysExamined } }, pageOf(25, 'first')),
    type: KeyConnectionRef,
    description:
      'The keys of all accounts and Regions that this gateway serves, one scope after the other, each in the order of ListKeys. With `filter`, a page can hold fewer than `first` keys although `pageInfo.hasNextPage` is true: the gateway stops after examining `scanLimit` keys if at least one key matched. A page is empty only at the end of the list, or after examining five times `scanLimit` keys (at least `gateway.limits.defaultScanLimit`, at most `gateway.limits.maxScanLimit`) or using half of the request timeout. Continue with `endCursor` until `hasNextPage` is false. (AWS: ListKeys)',
    args: {
      first: t.arg.int({ defaultValue: 25, description: 'Page size, 0 to 100. Default: 25.' }),
      after: t.arg.string({
        description:
          'Cursor to start after: `pageInfo.endCursor` of the previous page, with the same scopes, filter and order. Default: the start of the list.',
      }),
      scopes: t.arg({
        type: [ScopeInput],
        description: 'Only keys of these accounts and Regions. Default: all that this gateway serves.',
      }),
      filter: t.arg({
        type: KeyFilter,
        description:
          'Only keys that match this filter. KMS cannot filter keys, so the gateway reads each key that it examines. Default: all keys.',
      }),
      orderBy: t.arg({
        type: KeyOrder,
        description:
          'The order of the keys. Default: the order of ListKeys. Fails with SORT_TOO_LARGE if there are more than `gateway.limits.maxSortableKeys` keys.',
      }),
      scanLimit: t.arg.int({
        description:
          'Number of keys to examine for this page when `filter` is set, 1 to 1000. Default: 200. While no key has matched, or a further match is not known, the gateway examines up to five times as many keys: at least 200, at most 1000.',
      }),
    },
    resolve: (_, args, context) => keyConnection(args, context),
  }),
)

import type { GatewayLimits } from '../context.ts'
import { keyConnection } from '../resolvers/key-connection.ts'
import type { KeyConnection } from '../resolvers/key-page.ts'
import type { UnavailableScope } from '../resolvers/key-listing.ts'
import { builder, requires } from './builder.ts'
import { OperationErrorRef } from './errors.ts'
import { isArguments } from './field-price.ts'
import type { Arguments, PricedGateway } from './field-price.ts'
import { KeyFilter } from './key-filter.ts'
import { KeyRef } from './key.ts'
import { OrderDirection } from './order-direction.ts'
import { OF_MANY, WHOLE_LISTING, pageOf, priced } from './priced.ts'
import { ScopeRef } from './scope.ts'
import { isRequested } from '../resolvers/key-listing.ts'
import { scanBound } from '../resolvers/key-scan.ts'
import { defaultSource } from '../resolvers/key-source.ts'

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
        ...priced({ sendsPerScope: WHOLE_LISTING }),
        nullable: true,
        description:
          'Total number of keys in the list. With source INVENTORY: the number of keys that match, and null while `isComplete` is false; `undecidedCount` more keys may match. With source KMS: null if `filter` is set or a scope could not be listed; the gateway lists all keys, with one ListKeys request per 100 keys.',
        resolve: ({ totalCount }) => totalCount(),
      }),
      scannedCount: t.int({
        description:
          'Number of keys that you may read and that were examined for this page. With source INVENTORY: all keys of the scopes. With source KMS and `filter`, it can be larger than the number of keys on the page.',
        resolve: ({ scannedCount }) => scannedCount,
      }),
      undecidedCount: t.int({
        description:
          'Number of examined keys that `filter` could not be evaluated for, because the gateway could not read the required data or, with source INVENTORY, has not read it yet.',
        resolve: ({ undecidedCount }) => undecidedCount,
      }),
      unavailableScopes: t.field({
        type: [UnavailableScopeRef],
        description:
          'Scopes that could not be listed for this page or, with source INVENTORY, at the latest attempt. Keys of these scopes can be missing from the page.',
        resolve: ({ unavailableScopes }) => unavailableScopes,
      }),
      isComplete: t.boolean({
        description:
          'Whether no key is missing because of the gateway. With source INVENTORY: every scope is listed, and every key was read. With source KMS: every scope of this page could be listed. Keys that AWS denies the gateway to read count as read; see `undecidedCount`.',
        resolve: ({ isComplete }) => isComplete,
      }),
      observedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description:
          'With source INVENTORY: when the gateway read the oldest data that this answer is based on, which are the lists of keys and the values that `filter` and `orderBy` use. Changes since then can be missing. Null with source KMS, and before a key was listed. `Key.observedAt` has the age of the fields of a key.',
        resolve: ({ observedAt }) => observedAt,
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
    DUE_AT: {
      description:
        'Time at which the key material becomes, or became, older than the rotation policy allows: `compliance.dueAt`, with the policy of `filter`.',
    },
    MATERIAL_AGE: {
      description:
        'Age of the current key material: `compliance.materialAgeInDays`. Youngest first if ascending.',
    },
    REMAINING_ON_DEMAND: {
      description: 'Number of on-demand rotations left: `onDemandQuota.remaining`.',
    },
    DISPLAY_NAME: { description: '`Key.displayName`.' },
  },
})

const KeyOrder = builder.inputType('KeyOrder', {
  description: 'The order of keys. With source KMS, the gateway reads all keys of the scopes to sort them.',
  fields: (t) => ({
    field: t.field({
      // The cost of the most expensive field.
      ...priced({ reads: ['metadata', 'status', 'rotations'] }),
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

const KeySource = builder.enumType('KeySource', {
  description: 'Where keys and their fields are read.',
  values: {
    INVENTORY: {
      description:
        "The gateway's inventory: its copy of what KMS showed about every key. Sends nothing to KMS, costs no points, and says how old and how complete it is.",
    },
    KMS: { description: 'KMS, with one or more requests for each key. Cached responses can be seconds old.' },
  },
} as const)

/** Whether `keys` reads the inventory, which costs nothing. */
const readsInventory = ({ source }: Arguments, { hasInventory }: PricedGateway): boolean =>
  (source ?? defaultSource(hasInventory)) === 'INVENTORY'

/** The number of scopes that `keys` lists: a page needs one ListKeys request for each scope that has few keys. */
function scopesListed({ scopes }: Arguments, { scopes: { all } }: PricedGateway): number {
  const inputs = Array.isArray(scopes) ? scopes : [scopes]
  const wanted = inputs.filter(isArguments).map(({ accountId, region }) => ({
    accountId: typeof accountId === 'string' ? accountId : undefined,
    region: typeof region === 'string' ? region : undefined,
  }))
  return wanted.length === 0
    ? all.length
    : all.filter((scope) => wanted.some((input) => isRequested(scope, input))).length
}

/** The number of keys read for a page: KMS can neither filter nor sort. Execution rejects invalid arguments. */
function keysExamined({ filter, orderBy, scanLimit }: Arguments, limits: GatewayLimits): number {
  if (orderBy) return limits.maxSortableKeys
  if (!filter) return 0
  return scanBound(typeof scanLimit === 'number' ? scanLimit : limits.defaultScanLimit, limits)
}

builder.queryField('keys', (t) =>
  t.field({
    ...requires(
      'ROTATION_READ',
      {
        sendsPerScope: ['ListKeys'],
        scopeCount: scopesListed,
        examines: { count: keysExamined },
        isFree: readsInventory,
      },
      pageOf(25, 'first', 'last'),
    ),
    type: KeyConnectionRef,
    description:
      'The keys of all accounts and Regions that this gateway serves. With source INVENTORY, every filter and order covers all keys, pages are full, and keys without `orderBy` are in the order of their ARNs. With source KMS, the keys are listed one scope after the other, each in the order of ListKeys; with `filter`, a page can hold fewer than `first` keys although `pageInfo.hasNextPage` is true: the gateway stops after examining `scanLimit` keys if at least one key matched. A page is empty only at the end of the list, or after examining five times `scanLimit` keys (at least `gateway.limits.defaultScanLimit`, at most `gateway.limits.maxScanLimit`) or using half of the request timeout. Continue with `endCursor` until `hasNextPage` is false. (AWS: ListKeys)',
    args: {
      source: t.arg({
        type: KeySource,
        description:
          'Where to read the keys. Default: INVENTORY, or KMS if this gateway keeps no inventory. INVENTORY fails with INVENTORY_REQUIRED if this gateway keeps no inventory, and with BAD_USER_INPUT if the request has a `Cache-Control` header that limits the age of the data.',
      }),
      first: t.arg.int({
        description: 'Page size, counted from the start, 0 to 100. Default: 25 if `last` is not given.',
      }),
      after: t.arg.string({
        description:
          'Cursor to start after: `pageInfo.endCursor` of the previous page, with the same source, scopes, filter and order. Default: the start of the list.',
      }),
      last: t.arg.int({
        description:
          'Page size, counted from the end, 0 to 100. Cannot be combined with `first`. With source KMS, it needs `orderBy`, because KMS lists keys only forward.',
      }),
      before: t.arg.string({
        description:
          'Cursor to end before: `pageInfo.startCursor` of the next page, with the same source, scopes, filter and order. With source KMS, it needs `orderBy`, because KMS lists keys only forward. Default: the end of the list.',
      }),
      scopes: t.arg({
        type: [ScopeInput],
        description: 'Only keys of these accounts and Regions. Default: all that this gateway serves.',
      }),
      filter: t.arg({
        type: KeyFilter,
        description:
          'Only keys that match this filter. With source KMS, the gateway reads each key that it examines, because KMS cannot filter keys. Default: all keys.',
      }),
      orderBy: t.arg({
        type: KeyOrder,
        description:
          'The order of the keys. Default: the order of their ARNs with source INVENTORY, the order of ListKeys with source KMS. With source KMS, it fails with SORT_TOO_LARGE if there are more than `gateway.limits.maxSortableKeys` keys.',
      }),
      scanLimit: t.arg.int({
        description:
          'With source KMS: number of keys to examine for this page when `filter` is set, 1 to 1000. Default: 200. While no key has matched, or a further match is not known, the gateway examines up to five times as many keys: at least 200, at most 1000.',
      }),
    },
    resolve: (_, args, context) => keyConnection(args, context),
  }),
)

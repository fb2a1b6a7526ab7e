import type { GatewayFacts, GatewayLimits, OperationMaxAge } from '../context.ts'
import { builder } from './builder.ts'
import { SignInRef } from './sign-in.ts'

const GatewayMode = builder.enumType('GatewayMode', {
  description: 'The KMS that this gateway uses.',
  values: {
    LIVE: { description: 'AWS KMS.' },
    EMULATED: {
      description: 'An embedded emulator with sample keys. The gateway does not use an AWS account.',
    },
  },
})

const OperationMaxAgeRef = builder.objectRef<OperationMaxAge>('OperationMaxAge').implement({
  description: 'Maximum age of the cached responses of one KMS operation.',
  fields: (t) => ({
    operation: t.exposeString('operation', {
      description: 'Name of the KMS operation, e.g. `GetKeyRotationStatus`.',
    }),
    maxAgeMs: t.exposeInt('maxAgeMs', {
      description:
        'Time in milliseconds for which a response is reused after it was read. 0 means that responses are not cached.',
    }),
  }),
})

const GatewayLimitsRef = builder.objectRef<GatewayLimits>('GatewayLimits').implement({
  description: 'The limits that this gateway enforces.',
  fields: (t) => ({
    defaultPageSize: t.exposeInt('defaultPageSize', {
      description:
        'Page size of connections when neither `first` nor `last` is given and the field has no default of its own.',
    }),
    maxPageSize: t.exposeInt('maxPageSize', { description: 'Maximum value of `first` and `last`.' }),
    maxNodes: t.exposeInt('maxNodes', { description: 'Maximum number of IDs in one `nodes` call.' }),
    defaultScanLimit: t.exposeInt('defaultScanLimit', {
      description: 'Default value of `keys(scanLimit:)`.',
    }),
    maxScanLimit: t.exposeInt('maxScanLimit', {
      description:
        'Maximum value of `keys(scanLimit:)`, and the maximum number of keys that are examined for one page.',
    }),
    maxSortableKeys: t.exposeInt('maxSortableKeys', {
      description: 'Maximum number of keys that `keys(orderBy:)` can sort.',
    }),
    maxSubscribedKeys: t.exposeInt('maxSubscribedKeys', {
      description:
        'Maximum number of keys in `rotationCompleted(keys:)` and `RotationEventFilter.keys`, and the maximum number of keys whose events `Query.rotationEvents` reads.',
    }),
    onDemandRotationsPerKey: t.exposeInt('onDemandRotationsPerKey', {
      description:
        'The lifetime quota of on-demand rotations per key that this gateway calculates with. A setting of the gateway, because KMS does not report the quota.',
    }),
    eventRetentionMs: t.exposeInt('eventRetentionMs', {
      description:
        'Time in milliseconds for which the gateway keeps the events that KMS has no history of: all kinds except `RotationCompleted`.',
    }),
    idempotencyWindowMs: t.exposeInt('idempotencyWindowMs', {
      description:
        'Time in milliseconds for which the gateway remembers an `idempotencyKey` after its first use.',
    }),
    completionTimeoutMs: t.exposeInt('completionTimeoutMs', {
      description:
        'Time in milliseconds after which a rotation request becomes TIMED_OUT if its rotation is not seen to complete.',
    }),
    maxAges: t.field({
      type: [OperationMaxAgeRef],
      resolve: (_limits, _args, { facts }) => facts.maxAges,
      description:
        'Maximum age of cached responses, for each KMS read operation. Send `Cache-Control: no-cache` or `max-age` with a request to require newer data. When the gateway learns of a change to a key, it invalidates all cached responses about the key.',
    }),
    maxQueryCost: t.exposeInt('maxQueryCost', {
      description: 'Maximum cost of one operation, in points. See `@cost` and `Query.rateLimit`.',
    }),
    maxQueryNodes: t.exposeInt('maxQueryNodes', {
      description: 'Maximum number of objects in the response of one operation.',
    }),
    maxQueryTokens: t.exposeInt('maxQueryTokens', {
      description: 'Maximum number of tokens (names, values and punctuation) in a document.',
    }),
    maxQueryDepth: t.exposeInt('maxQueryDepth', {
      description: 'Maximum nesting depth of the fields of an operation.',
    }),
    maxQueryAliases: t.exposeInt('maxQueryAliases', {
      description:
        'Maximum number of aliases in one operation. Aliases in a fragment count each time the fragment is spread.',
    }),
    maxQueryDirectives: t.exposeInt('maxQueryDirectives', {
      description:
        'Maximum number of directives in one operation. Directives in a fragment count each time the fragment is spread.',
    }),
    maxQueryRootFields: t.exposeInt('maxQueryRootFields', {
      description: 'Maximum number of root fields in one operation.',
    }),
  }),
})

const GatewayRef = builder.objectRef<GatewayFacts>('Gateway').implement({
  description: 'Facts about this gateway.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'Version of this gateway.' }),
    mode: t.expose('mode', {
      type: GatewayMode,
      description: 'Whether this gateway uses AWS KMS or an emulator.',
    }),
    isReadOnly: t.exposeBoolean('isReadOnly', {
      description: 'Whether this gateway was started in read-only mode, without mutations.',
    }),
    requiredReason: t.exposeString('requiredReason', {
      nullable: true,
      description:
        'Regular expression of JavaScript that the `reason` of every change must match, e.g. `^(CHG|OPS)-\\d+`. Null if a reason is optional.',
    }),
    signIn: t.expose('auth', {
      type: SignInRef,
      description: 'How callers get a credential for this gateway. No permission is required.',
    }),
    answeredAt: t.field({
      type: 'DateTime',
      description:
        'When this gateway answered, by its clock. Compare it with your clock to show how old a time is.',
      resolve: (_facts, _args, { clock }) => new Date(clock.now()),
    }),
    limits: t.expose('limits', {
      type: GatewayLimitsRef,
      description: 'The limits that this gateway enforces.',
    }),
  }),
})

builder.queryField('gateway', (t) =>
  t.field({
    type: GatewayRef,
    description: 'Version, mode, sign-in and limits of this gateway. No permission is required.',
    resolve: (_parent, _args, { facts }) => facts,
  }),
)

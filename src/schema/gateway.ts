import type { GatewayFacts, GatewayLimits, OperationMaxAge } from '../context.ts'
import { builder } from './builder.ts'

const GatewayMode = builder.enumType('GatewayMode', {
  description: 'What stands behind this gateway.',
  values: {
    LIVE: { description: 'AWS KMS.' },
    EMULATED: { description: 'An embedded emulator with sample keys: no AWS account is touched.' },
  },
})

const OperationMaxAgeRef = builder.objectRef<OperationMaxAge>('OperationMaxAge').implement({
  description: 'How old an answer of one KMS operation may be.',
  fields: (t) => ({
    operation: t.exposeString('operation', {
      description: "KMS's name of the operation, such as `GetKeyRotationStatus`.",
    }),
    maxAgeMs: t.exposeInt('maxAgeMs', {
      description:
        'An answer is reused for fewer than so many milliseconds after it was read; 0 means it is read for each request.',
    }),
  }),
})

const GatewayLimitsRef = builder.objectRef<GatewayLimits>('GatewayLimits').implement({
  description: 'The bounds of this gateway, so that no client need guess them.',
  fields: (t) => ({
    defaultPageSize: t.exposeInt('defaultPageSize', { description: 'Page size where none is given.' }),
    maxPageSize: t.exposeInt('maxPageSize', { description: 'Largest `first` and `last`.' }),
    maxNodes: t.exposeInt('maxNodes', { description: 'Most ids in one `nodes`.' }),
    defaultScanLimit: t.exposeInt('defaultScanLimit', {
      description: '`scanLimit` of `keys` where none is given.',
    }),
    maxScanLimit: t.exposeInt('maxScanLimit', {
      description: 'Largest `scanLimit` of `keys`, and the most keys that are examined for one page.',
    }),
    maxSortableKeys: t.exposeInt('maxSortableKeys', {
      description: 'Largest inventory that `keys(orderBy:)` sorts.',
    }),
    maxSubscribedKeys: t.exposeInt('maxSubscribedKeys', {
      description:
        'Most keys that `rotationCompleted(keys:)` and `RotationEventFilter.keys` name, and whose events `Query.rotationEvents` reads.',
    }),
    onDemandRotationsPerKey: t.exposeInt('onDemandRotationsPerKey', {
      description: 'The AWS quota of on-demand rotations per key and lifetime, as this gateway reckons with.',
    }),
    eventRetentionMs: t.exposeInt('eventRetentionMs', {
      description:
        'For how many milliseconds events are kept that KMS keeps no history of: all but `RotationCompleted`.',
    }),
    completionTimeoutMs: t.exposeInt('completionTimeoutMs', {
      description:
        'After how many milliseconds a rotation request that is not seen to complete is TIMED_OUT.',
    }),
    maxAges: t.expose('maxAges', {
      type: [OperationMaxAgeRef],
      description:
        'How old an answer may be, for each KMS operation that reads. `Cache-Control: no-cache` or `max-age` on a request asks for newer ones; a change of a key that the gateway knows of ends the life of all answers about it.',
    }),
    maxQueryCost: t.exposeInt('maxQueryCost', {
      description: 'Most points that one operation may cost: see `@cost` and `Query.rateLimit`.',
    }),
    maxQueryNodes: t.exposeInt('maxQueryNodes', {
      description: 'Most objects that the answer of one operation may hold.',
    }),
    maxQueryTokens: t.exposeInt('maxQueryTokens', {
      description: 'Most tokens (names, values, punctuation) of a document.',
    }),
    maxQueryDepth: t.exposeInt('maxQueryDepth', { description: 'How deep fields may be nested.' }),
    maxQueryAliases: t.exposeInt('maxQueryAliases', {
      description: 'Most aliases in one operation, those of fragments counted wherever they are spread.',
    }),
    maxQueryDirectives: t.exposeInt('maxQueryDirectives', {
      description: 'Most directives in one operation, counted in the same way.',
    }),
    maxQueryRootFields: t.exposeInt('maxQueryRootFields', {
      description: 'Most fields at the root of one operation.',
    }),
  }),
})

const GatewayRef = builder.objectRef<GatewayFacts>('Gateway').implement({
  description: 'This gateway itself.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'Its version.' }),
    mode: t.expose('mode', { type: GatewayMode, description: 'What stands behind it.' }),
    isReadOnly: t.exposeBoolean('isReadOnly', {
      description: 'Whether it was started without its mutations.',
    }),
    limits: t.expose('limits', { type: GatewayLimitsRef, description: 'Its bounds.' }),
  }),
})

builder.queryField('gateway', (t) =>
  t.field({
    type: GatewayRef,
    description: 'Version, mode and limits of this gateway. Needs no permission.',
    resolve: (_parent, _args, { facts }) => facts,
  }),
)

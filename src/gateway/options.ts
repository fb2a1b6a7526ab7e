import type { Authenticator } from '../auth/authenticator.ts'
import type { Clock } from '../clock.ts'
import type { GatewayFacts, GatewayLimits } from '../context.ts'
import type { Kms } from '../kms/kms.ts'
import type { KmsLimits } from '../kms/rate/limited-kms.ts'
import { defaultMaxAges } from '../kms/cache/max-ages.ts'
import type { MaxAges } from '../kms/cache/max-ages.ts'
import { READ_OPERATIONS } from '../kms/operations.ts'
import type { Logger } from '../logger.ts'
import type { ReadBack } from '../rotation/change/automatic-rotation-control.ts'
import type { RotationPolicy } from '../rotation/rules/compliance.ts'
import { DEFAULT_EVENT_RETENTION_MS } from '../rotation/stream/event-log.ts'
import { DEFAULT_IDEMPOTENCY_WINDOW_MS } from '../rotation/request-store.ts'
import type { RequestStore } from '../rotation/request-store.ts'
import type { WatchIntervals } from '../rotation/watch/watch-schedule.ts'
import type { ExampleKey } from '../schema/example-documents.ts'
import type { BudgetSettings } from '../server/cost/budgets.ts'
import type { PersistedDocumentsOptions } from '../server/document/persisted-documents.ts'
import type { ServerLimits } from '../server/server.ts'
import type { GatewayObserver } from '../telemetry/gateway-observer.ts'

export interface GatewayOptions {
  /**
   * One per Region. The first is where bare key IDs and aliases are looked up. They stay the caller's to dispose. The
   * gateway keeps each within its share of KMS's request quotas, so they must neither wait nor repeat by themselves.
   */
  readonly kms: readonly [Kms, ...Kms[]]
  readonly logger: Logger
  readonly version: string
  /** @default 'LIVE' */
  readonly mode?: GatewayFacts['mode'] | undefined
  /** Says who callers are. It stays the caller's to dispose. @default nobody is asked, and it listens on loopback only */
  readonly auth?: Authenticator | undefined
  /** Serves the schema without its mutations. Open `auth` with `isReadOnly`, too. @default false */
  readonly isReadOnly?: boolean | undefined
  /** The gateway's own AWS account. @default that of any key or alias that KMS lists */
  readonly accountId?: string | undefined
  /** @default the system's */
  readonly clock?: Clock | undefined
  /** @default in memory, as long as the gateway lives */
  readonly requests?: RequestStore | undefined
  /** @default true */
  readonly graphiql?: boolean | undefined
  /** What GraphiQL's ready-made tabs are about. @default left to be filled in */
  readonly exampleKey?: ExampleKey | undefined
  readonly limits?: Partial<GatewayLimits> | undefined
  readonly kmsLimits?: KmsLimits | undefined
  /** How old an answer of KMS may be, in milliseconds, by operation; 0 = read for each request. See docs/freshness.md. */
  readonly maxAges?: Partial<MaxAges> | undefined
  /** Most answers of KMS to keep, in each Region. @default 50_000 */
  readonly maxCachedAnswers?: number | undefined
  /** What each caller may spend, in points of `@cost`; false = no limit. @default {@link defaultRateLimit} */
  readonly rateLimit?: Partial<BudgetSettings> | false | undefined
  /** Whether documents may ask for the schema. Where not, error messages suggest no names either. @default true */
  readonly hasIntrospection?: boolean | undefined
  readonly policy?: Partial<RotationPolicy> | undefined
  /** What AWS charges for 10,000 requests to KMS, in US dollars: for estimates. @default 0.03 */
  readonly usdPer10000Requests?: number | undefined
  readonly watchIntervals?: Partial<WatchIntervals> | undefined
  /** `Limit` of ListKeys and ListKeyRotations. @default 100 */
  readonly kmsPageSize?: number | undefined
  /** How long an unknown outcome is looked for, in milliseconds. @default 300_000 */
  readonly unknownOutcomeTimeoutMs?: number | undefined
  /** How long a caller waits for an unknown outcome to settle, in milliseconds. @default 10_000 */
  readonly settleTimeoutMs?: number | undefined
  readonly readBack?: Partial<ReadBack> | undefined
  /** Documents that clients may name by an id, or must. @default none */
  readonly persistedDocuments?: PersistedDocumentsOptions | undefined
  /**
   * The path under which a reverse proxy publishes the gateway, e.g. `/kms`. Each path that the gateway answers begins with it.
   * Another text than a path makes `createGateway` throw a StartupError. @default ''
   */
  readonly basePath?: string | undefined
  /** Other names the gateway goes by, such as a reverse proxy's: `kms.example.com`. @default none */
  readonly allowedHosts?: readonly string[] | undefined
  /** Origins whose pages may use the gateway from elsewhere: `https://app.example.com`. @default none */
  readonly corsOrigins?: readonly string[] | undefined
  /** Proxies whose forwarded headers are believed: addresses, networks, `loopback`, `private`. @default none */
  readonly trustedProxies?: readonly string[] | undefined
  /** How long a query or mutation may take, and opening a subscription, in milliseconds. @default 30_000 */
  readonly requestTimeoutMs?: number | undefined
  /** Of connections and what they carry. */
  readonly serverLimits?: ServerLimits | undefined
  /** Subscriptions of one subject at a time, over all connections; not limited without `auth`. @default 1_000 */
  readonly maxSubscriptionsPerSubject?: number | undefined
  /** Events that may wait for one subscriber; one more, and it is sent away with SLOW_CONSUMER. @default 1_000 */
  readonly maxQueuedEvents?: number | undefined
  /** How long running work has when the gateway is disposed, in milliseconds. @default 10_000 */
  readonly drainTimeoutMs?: number | undefined
  /** Who is told what the gateway does, such as metrics. @default [] */
  readonly observers?: readonly GatewayObserver[] | undefined
}

export const defaultLimits: GatewayLimits = {
  defaultPageSize: 25,
  maxPageSize: 100,
  maxNodes: 100,
  defaultScanLimit: 200,
  maxScanLimit: 1_000,
  maxSortableKeys: 1_000,
  maxSubscribedKeys: 1_000,
  onDemandRotationsPerKey: 25,
  completionTimeoutMs: 15 * 60_000,
  idempotencyWindowMs: DEFAULT_IDEMPOTENCY_WINDOW_MS,
  eventRetentionMs: DEFAULT_EVENT_RETENTION_MS,
  maxAges: maxAgeList(defaultMaxAges),
  // What KMS answers in a Region in twenty seconds, at its default quotas and doing nothing else.
  maxQueryCost: 20_000,
  maxQueryNodes: 100_000,
  maxQueryTokens: 2_000,
  // The introspection query of graphql-js, the deepest there is in practice, is 15 deep.
  maxQueryDepth: 20,
  maxQueryAliases: 50,
  maxQueryDirectives: 50,
  maxQueryRootFields: 20,
}

/** Ten of the dearest operations at once, and then what KMS answers in ten Regions. */
export const defaultRateLimit: BudgetSettings = { maximumAvailable: 200_000, restoreRate: 10_000 }

export const defaultPolicy: RotationPolicy = {
  maxMaterialAgeInDays: 365,
  warnBeforeDays: 30,
  requireAutomaticRotation: false,
}

export const maxAgesOf = ({ maxAges }: Pick<GatewayOptions, 'maxAges'>): MaxAges => ({
  ...defaultMaxAges,
  ...maxAges,
})

export function maxAgeList(maxAges: MaxAges): GatewayLimits['maxAges'] {
  return READ_OPERATIONS.map((operation) => ({ operation, maxAgeMs: maxAges[operation] }))
}

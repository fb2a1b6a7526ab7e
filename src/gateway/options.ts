import type { Authenticator } from '../auth/authenticator.ts'
import type { Clock } from '../clock.ts'
import type { GatewayFacts, GatewayLimits } from '../context.ts'
import type { ServerLimits } from '../defaults.ts'
import type { Kms } from '../kms/kms.ts'
import type { KmsLimits } from '../kms/rate/limited-kms.ts'
import type { SpendingStore } from '../kms/rate/spending.ts'
import type { MaxAges } from '../kms/cache/max-ages.ts'
import type { Logger } from '../logger.ts'
import type { PushSource } from '../push/push-source.ts'
import type { ReadBack } from '../rotation/change/automatic-rotation-control.ts'
import type { PolicyDocument } from '../rotation/policy/policy-document.ts'
import type { RotationPolicy } from '../rotation/rules/compliance.ts'
import type { InventoryOptions } from '../rotation/inventory/create-inventory.ts'
import type { RequestStore } from '../rotation/request-store.ts'
import type { WatchIntervals } from '../rotation/watch/watch-schedule.ts'
import type { ExampleKey } from '../schema/example-documents.ts'
import type { BudgetSettings } from '../server/cost/budgets.ts'
import type { PersistedDocumentsOptions } from '../server/document/persisted-documents.ts'
import type { GatewayObserver } from '../telemetry/gateway-observer.ts'
import type { ServedScopes } from './served-scopes.ts'

export interface GatewayOptions {
  /**
   * One per account and Region, or {@link ServedScopes} that may change. Key IDs and aliases are looked up in the first one
   * first. The caller disposes them. The gateway limits the rate of requests and retries them, so these clients must do neither.
   */
  readonly kms: readonly [Kms, ...Kms[]] | ServedScopes
  readonly logger: Logger
  readonly version: string
  /** @default 'LIVE' */
  readonly mode?: GatewayFacts['mode'] | undefined
  /** Identifies callers. The caller disposes it. @default no authentication; the gateway listens on loopback only */
  readonly auth?: Authenticator | undefined
  /** Serves the schema without its mutations. Open `auth` with `isReadOnly`, too. @default false */
  readonly isReadOnly?: boolean | undefined
  /** @default the system's */
  readonly clock?: Clock | undefined
  /** @default in memory, until the gateway stops */
  readonly requests?: RequestStore | undefined
  /** @default true */
  readonly graphiql?: boolean | undefined
  /**
   * Whether the gateway serves the console. `createGateway` throws a StartupError if this is true and the package has no console.
   * If a bundler has moved the gateway out of the package, give the folder, a copy of `dist/console`.
   *
   * @default true, unless the gateway runs from source
   */
  readonly console?: boolean | { readonly folder: string } | undefined
  /** The key in GraphiQL's example tabs. @default a placeholder */
  readonly exampleKey?: ExampleKey | undefined
  readonly limits?: Partial<GatewayLimits> | undefined
  readonly kmsLimits?: KmsLimits | undefined
  /** Maximum age of cached KMS responses in milliseconds, by operation. 0 = not cached. See docs/freshness.md. */
  readonly maxAges?: Partial<MaxAges> | undefined
  /** Maximum number of cached KMS responses and keys per account and Region. @default {@link defaultMaxCachedResponses} */
  readonly maxCachedResponses?: number | undefined
  /** The budget of each caller, in points of `@cost`. False = not limited. @default {@link defaultRateLimit} */
  readonly rateLimit?: Partial<BudgetSettings> | false | undefined
  /** Whether introspection is on. If it is off, error messages do not suggest names either. @default true */
  readonly hasIntrospection?: boolean | undefined
  /** The requirements on all keys. Not used with `rotationPolicy`. @default {@link defaultPolicy} */
  readonly policy?: Partial<RotationPolicy> | undefined
  /** Rules and exceptions, for example of `openRotationPolicyFile`. The caller disposes it. @default none */
  readonly rotationPolicy?: { readonly current: PolicyDocument } | undefined
  /** The key of a tag whose value names what manages a key, such as a Terraform module. @default none */
  readonly managedByTag?: string | undefined
  /**
   * Regular expression that the reason of every change must match. `createGateway` throws a StartupError if it is not a
   * regular expression. @default a reason is optional
   */
  readonly requiredReason?: string | undefined
  /** The AWS price of 10,000 KMS requests in US dollars, for estimates and budgets. @default {@link defaultUsdPer10000Requests} */
  readonly usdPer10000Requests?: number | undefined
  /** The price of 100,000 events in a further trail, in US dollars. @default {@link defaultTrailUsdPer100000Events} */
  readonly trailUsdPer100000Events?: number | undefined
  /** GuardDuty's price of a million events, in US dollars. @default {@link defaultGuardDutyUsdPerMillionEvents} */
  readonly guardDutyUsdPerMillionEvents?: number | undefined
  /**
   * The budget of each account for background requests in a calendar month (UTC), in US dollars at `usdPer10000Requests`. Polling
   * slows down when it is short. 0 = not limited. @default {@link defaultBackgroundBudgetUsd}
   */
  readonly backgroundBudgetUsd?: number | undefined
  /** Counts the requests of each account and month, also after a restart. @default in memory, until the gateway stops */
  readonly spending?: SpendingStore | undefined
  /** Keeps a copy of what KMS shows about every key of the served scopes, in memory. @default no copy */
  readonly inventory?: InventoryOptions | undefined
  readonly watchIntervals?: Partial<WatchIntervals> | undefined
  /** `Limit` of ListKeys and ListKeyRotations. @default 100 */
  readonly kmsPageSize?: number | undefined
  /** How long the gateway polls for an unknown outcome, in milliseconds. @default 300_000 */
  readonly unknownOutcomeTimeoutMs?: number | undefined
  /** How long a mutation waits for an unknown outcome, in milliseconds. @default 10_000 */
  readonly settleTimeoutMs?: number | undefined
  readonly readBack?: Partial<ReadBack> | undefined
  /** Documents that clients may, or must, request by ID. @default none */
  readonly persistedDocuments?: PersistedDocumentsOptions | undefined
  /**
   * The path under which a reverse proxy publishes the gateway, e.g. `/kms`. Links of the gateway begin with it. Requests may omit
   * it, because some proxies remove it. `createGateway` throws a StartupError if it is not a path. @default ''
   */
  readonly basePath?: string | undefined
  /** Further hosts of the gateway, such as a reverse proxy's: `kms.example.com`. @default none */
  readonly allowedHosts?: readonly string[] | undefined
  /** Other origins whose pages may use the gateway: `https://app.example.com`. @default none */
  readonly corsOrigins?: readonly string[] | undefined
  /** Proxies whose forwarded headers are trusted: addresses, networks, `loopback`, `private`. @default none */
  readonly trustedProxies?: readonly string[] | undefined
  /** Limits for connections and requests. @default {@link defaultServerLimits} */
  readonly serverLimits?: Partial<ServerLimits> | undefined
  /** Concurrent subscriptions of one subject, over all connections. Not limited without `auth`. @default {@link defaultMaxSubscriptionsPerSubject} */
  readonly maxSubscriptionsPerSubject?: number | undefined
  /** Events that may wait for one subscriber. With another one its stream ends with SLOW_CONSUMER. @default 1_000 */
  readonly maxQueuedEvents?: number | undefined
  /** Notices from AWS that keys may have changed, for example of `openPushQueues`. Without it, the gateway polls only. @default none */
  readonly push?: PushSource | undefined
  /** Observe what the gateway does, for example metrics. @default [] */
  readonly observers?: readonly GatewayObserver[] | undefined
}

import type { Authenticator } from './auth/authenticator.ts'
import type { Viewer } from './auth/viewer.ts'
import type { Clock } from './clock.ts'
import type { defaultLimits } from './defaults.ts'
import type { CallMeter } from './kms/rate/call-meter.ts'
import type { CallOptions } from './kms/kms.ts'
import type { BackgroundCost } from './kms/rate/background-cost.ts'
import type { KmsBudget } from './kms/rate/limited-kms.ts'
import type { Prices } from './kms/rate/prices.ts'
import type { KmsLoaders } from './kms/loaders/kms-loaders.ts'
import type { Scope, Scopes } from './kms/scopes.ts'
import type { AutomaticRotationControl } from './rotation/change/automatic-rotation-control.ts'
import type { PolicyDocument } from './rotation/policy/policy-document.ts'
import type { Inventory } from './rotation/inventory/inventory.ts'
import type { EventLog } from './rotation/stream/event-log.ts'
import type { EventStreams } from './rotation/stream/event-streams.ts'
import type { KeyWatches } from './rotation/watch/key-watches.ts'
import type { KeyedMutex } from './rotation/change/keyed-mutex.ts'
import type { OnDemandRotations } from './rotation/change/on-demand-rotations.ts'
import type { RequestFollower } from './rotation/change/request-follower.ts'
import type { RequestStore } from './rotation/request-store.ts'
import type { SelectedKeys } from './rotation/key-set/selected-keys.ts'

/** The context that resolvers get. It lives as long as one operation; a subscription gets a new one for each event. */
export interface Context extends GatewayServices {
  /** Also in the response's `x-request-id` header and in every log line about the operation. */
  readonly requestId: string
  readonly viewer: Viewer
  /** Aborts when no client waits for the response any more. */
  readonly signal: AbortSignal
  /** The options that the loaders give to each KMS request; for requests that do not use a loader. */
  readonly call: CallOptions & { readonly signal: AbortSignal }
  readonly loaders: KmsLoaders
  /**
   * Loaders for deciding whether a key that the caller named is visible to it. For a viewer with restricted keys they bypass
   * the cache: otherwise the response time would show whether other callers use a hidden key.
   */
  readonly uncachedLoaders: KmsLoaders
  readonly cost: OperationCost
}

/** The cost of an operation to its caller. */
export interface OperationCost {
  /** Undefined until the operation is priced, which is before it is executed. */
  estimate: { readonly cost: number; readonly nodeCount: number } | undefined
  /** The KMS requests that were sent for the operation. */
  readonly sent: CallMeter
  /** The caller's points at the moment. Undefined if they are not limited. */
  readonly budget: () =>
    | {
        readonly maximumAvailable: number
        readonly currentlyAvailable: number
        readonly restoreRate: number
      }
    | undefined
}

/** Shared by all operations of a gateway. */
export interface GatewayServices {
  readonly scopes: Scopes
  /** The request budgets of a scope. Empty if the scope is not served any more. */
  readonly kmsBudgets: (scope: Scope) => readonly KmsBudget[]
  /** What the background requests of each served account cost, by its ID. Missing just after the start. */
  readonly backgroundCosts: () => ReadonlyMap<string, BackgroundCost>
  readonly clock: Clock
  readonly onDemandRotations: OnDemandRotations
  readonly automaticRotation: AutomaticRotationControl
  readonly requests: RequestStore
  readonly follower: RequestFollower
  readonly watches: KeyWatches
  readonly events: EventLog
  readonly streams: EventStreams
  readonly selectedKeys: SelectedKeys
  /** The rotation policy, which may change while the gateway runs. */
  readonly rotationPolicy: { readonly current: PolicyDocument }
  /** Undefined if the gateway keeps no inventory of the keys. */
  readonly inventory: Inventory | undefined
  /** Runs the work on all keys of each caller one after the other. */
  readonly fleetWork: KeyedMutex
  /** A context for the gateway's own work with the rights of a viewer. No caller pays for its KMS requests. */
  readonly contextFor: (viewer: Viewer, call: CallOptions & { readonly signal: AbortSignal }) => Context
  readonly facts: GatewayFacts
}

/** Shown to clients as `Query.gateway`. */
export interface GatewayFacts {
  readonly version: string
  readonly mode: 'LIVE' | 'EMULATED'
  readonly isReadOnly: boolean
  readonly limits: GatewayLimits
  readonly maxAges: readonly OperationMaxAge[]
  /** The key of a tag that names what manages a key, in addition to CloudFormation's tag. */
  readonly managedByTag: string | undefined
  /** The regular expression that the reason of every change must match. Undefined if a reason is optional. */
  readonly requiredReason: string | undefined
  readonly prices: Prices
  readonly auth: Pick<Authenticator, 'requiresCredential' | 'signInClients'>
}

/** What `Query.gateway.limits` shows, apart from `maxAges`. */
export type GatewayLimits = Readonly<typeof defaultLimits>

/** The maximum age of a cached response of a KMS operation. */
export interface OperationMaxAge {
  readonly operation: string
  readonly maxAgeMs: number
}

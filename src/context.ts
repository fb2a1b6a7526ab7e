import type { Viewer } from './auth/viewer.ts'
import type { Clock } from './clock.ts'
import type { CallMeter } from './kms/rate/call-meter.ts'
import type { CallOptions } from './kms/kms.ts'
import type { KmsBudget } from './kms/rate/limited-kms.ts'
import type { KmsLoaders } from './kms/loaders/kms-loaders.ts'
import type { Scopes } from './kms/scopes.ts'
import type { AutomaticRotationControl } from './rotation/change/automatic-rotation-control.ts'
import type { RotationPolicy } from './rotation/rules/compliance.ts'
import type { EventLog } from './rotation/stream/event-log.ts'
import type { EventStreams } from './rotation/stream/event-streams.ts'
import type { KeyWatches } from './rotation/watch/key-watches.ts'
import type { OnDemandRotations } from './rotation/change/on-demand-rotations.ts'
import type { RequestFollower } from './rotation/change/request-follower.ts'
import type { RequestStore } from './rotation/request-store.ts'
import type { SelectedKeys } from './rotation/key-set/selected-keys.ts'

/** What each resolver is given. Lives as long as one operation; a subscription gets a fresh one for each event. */
export interface Context extends GatewayParts {
  /** Also in the response's `x-request-id` header and in every log line about the operation. */
  readonly requestId: string
  readonly viewer: Viewer
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal
  /** What the loaders say of each call to KMS; for calls that are made past them. */
  readonly call: CallOptions & { readonly signal: AbortSignal }
  readonly loaders: KmsLoaders
  /**
   * Loaders for what decides whether a key that was named exists for a viewer. For one whose keys are restricted they
   * read past every kept answer: a key that others look at must not be told from an absent one by what it takes.
   */
  readonly uncachedLoaders: KmsLoaders
  readonly bill: Bill
}

/** What the operation costs its caller. */
export interface Bill {
  /** Undefined until the operation is priced, which is before it is executed. */
  price: { readonly cost: number; readonly nodeCount: number } | undefined
  /** What was sent to KMS for it. */
  readonly sent: CallMeter
  /** What the caller may spend at the moment; undefined where that is not limited. */
  readonly budget: () =>
    | {
        readonly maximumAvailable: number
        readonly currentlyAvailable: number
        readonly restoreRate: number
      }
    | undefined
}

/** What all operations of one gateway share. */
export interface GatewayParts {
  readonly scopes: Scopes
  /** What is left of the request quotas of a Region; empty for one that is not served. */
  readonly kmsBudgets: (region: string) => readonly KmsBudget[]
  readonly clock: Clock
  readonly onDemandRotations: OnDemandRotations
  readonly automaticRotation: AutomaticRotationControl
  readonly requests: RequestStore
  readonly follower: RequestFollower
  readonly watches: KeyWatches
  readonly events: EventLog
  readonly streams: EventStreams
  readonly selectedKeys: SelectedKeys
  /** A context for work of the gateway's own, on what a viewer may see: nobody pays for its calls. */
  readonly contextFor: (viewer: Viewer, call: CallOptions & { readonly signal: AbortSignal }) => Context
  readonly facts: GatewayFacts
}

/** What the gateway says of itself. */
export interface GatewayFacts {
  readonly version: string
  readonly mode: 'LIVE' | 'EMULATED'
  readonly isReadOnly: boolean
  readonly limits: GatewayLimits
  /** The policy where a caller names none. */
  readonly policy: RotationPolicy
  /** The price of KMS requests, for estimates. */
  readonly usdPer10000Requests: number
}

export interface GatewayLimits {
  readonly defaultPageSize: number
  readonly maxPageSize: number
  readonly maxNodes: number
  readonly defaultScanLimit: number
  readonly maxScanLimit: number
  readonly maxSortableKeys: number
  readonly maxSubscribedKeys: number
  readonly onDemandRotationsPerKey: number
  readonly completionTimeoutMs: number
  readonly idempotencyWindowMs: number
  readonly eventRetentionMs: number
  readonly maxQueryCost: number
  readonly maxQueryNodes: number
  readonly maxQueryTokens: number
  readonly maxQueryDepth: number
  readonly maxQueryAliases: number
  readonly maxQueryDirectives: number
  readonly maxQueryRootFields: number
  readonly maxAges: readonly OperationMaxAge[]
}

/** How old an answer of one KMS operation may be. */
export interface OperationMaxAge {
  readonly operation: string
  readonly maxAgeMs: number
}

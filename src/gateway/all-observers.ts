import type { Kms } from '../kms/kms.ts'
import { createObservedKms } from '../kms/observed-kms.ts'
import type { ServerObserver } from '../server/operation/observer.ts'
import type { GatewayObserver } from '../telemetry/gateway-observer.ts'

type Callbacks = Required<Omit<GatewayObserver, 'server' | 'kmsCall'>>

/** Combines all observers of a gateway. Its members do not need `this`. */
export interface AllObservers extends Callbacks {
  readonly servers: readonly ServerObserver[]
  /** Wraps a KMS so that each observer sees its calls, the first observer innermost. */
  around(kms: Kms): Kms
}

export function allObservers(observers: readonly GatewayObserver[]): AllObservers {
  const notify = (call: (observer: GatewayObserver) => void): void => observers.forEach(call)
  return {
    servers: observers.map(({ server }) => server).filter((server) => server !== undefined),
    around: (kms) =>
      observers.reduce((kms, { kmsCall }) => (kmsCall ? createObservedKms(kms, kmsCall) : kms), kms),
    onQuotaWait: (wait) => notify((observer) => observer.onQuotaWait?.(wait)),
    onCacheRead: (operation, outcome) => notify((observer) => observer.onCacheRead?.(operation, outcome)),
    onCredentialResult: (scope, failure) =>
      notify((observer) => observer.onCredentialResult?.(scope, failure)),
    onBudgetsCreated: (budgets) => notify((observer) => observer.onBudgetsCreated?.(budgets)),
    onBackgroundCostsCreated: (costs) => notify((observer) => observer.onBackgroundCostsCreated?.(costs)),
    onScopeRemoved: (scope) => notify((observer) => observer.onScopeRemoved?.(scope)),
    onWatchesCreated: (watches) => notify((observer) => observer.onWatchesCreated?.(watches)),
    onInventoryCreated: (inventory) => notify((observer) => observer.onInventoryCreated?.(inventory)),
    onInventoryRead: (scope, operation) => notify((observer) => observer.onInventoryRead?.(scope, operation)),
    onPollFailed: (code) => notify((observer) => observer.onPollFailed?.(code)),
    onPushMessage: (region, outcome) => notify((observer) => observer.onPushMessage?.(region, outcome)),
    onPushMessagesDeleted: (region, count) =>
      notify((observer) => observer.onPushMessagesDeleted?.(region, count)),
    onPushQueueRead: (region, isReachable) =>
      notify((observer) => observer.onPushQueueRead?.(region, isReachable)),
    onPushPoll: (delayMs) => notify((observer) => observer.onPushPoll?.(delayMs)),
    onEvent: (kind) => notify((observer) => observer.onEvent?.(kind)),
    onChangeAttempt: (operation, outcome) =>
      notify((observer) => observer.onChangeAttempt?.(operation, outcome)),
    onRotationRequestStatus: (status) => notify((observer) => observer.onRotationRequestStatus?.(status)),
  }
}

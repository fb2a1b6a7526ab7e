import type { ReadOutcome } from '../kms/cache/response-cache.ts'
import type { CredentialListener } from '../kms/aws/credential-health.ts'
import type { KmsOperation, KmsScope } from '../kms/kms.ts'
import type { AccountBudgets } from '../kms/rate/account-budgets.ts'
import type { BackgroundCost } from '../kms/rate/background-cost.ts'
import type { KmsRequestFacts } from '../kms/rate/limited-kms.ts'
import type { CallObserver } from '../kms/observed-kms.ts'
import type { PushObserver } from '../push/push-source.ts'
import type { AttemptListener } from '../rotation/change/audit.ts'
import type { Inventory } from '../rotation/inventory/inventory.ts'
import type { KeyWatches } from '../rotation/watch/key-watches.ts'
import type { EventKind } from '../rotation/rotation-event.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import type { ServerObserver } from '../server/operation/observer.ts'

/**
 * Receives what a gateway does, e.g. to count it. Each layer has a small observer interface of its own; this interface
 * combines them. The gateway calls an observer synchronously, in the middle of its work: be quick, and do not throw.
 */
export interface GatewayObserver extends Partial<PushObserver> {
  readonly server?: ServerObserver
  /** Wraps each call that is sent to KMS. */
  readonly kmsCall?: CallObserver
  /** A request to KMS was sent after it waited for a permit, or was never sent. */
  readonly onQuotaWait?: (wait: QuotaWait) => void
  /** A read was answered from the cache, by an identical read in flight, or by KMS. */
  readonly onCacheRead?: (operation: KmsOperation, outcome: ReadOutcome) => void
  /** AWS accepted the gateway's credentials in an account and Region (undefined) or rejected them. */
  readonly onCredentialResult?: CredentialListener
  /** Called once, with the budgets of the accounts. Their status can be read at any time. */
  readonly onBudgetsCreated?: (budgets: Pick<AccountBudgets, 'all'>) => void
  /** Called once, with a function that calculates the cost of each served account, by its ID. */
  readonly onBackgroundCostsCreated?: (costs: () => ReadonlyMap<string, BackgroundCost>) => void
  /** The gateway does not serve the account and Region any more. */
  readonly onScopeRemoved?: (scope: Pick<KmsScope, 'accountId' | 'region'>) => void
  /** Called once, with the gateway's watches. Their modes can be read at any time. */
  readonly onWatchesCreated?: (watches: Pick<KeyWatches, 'modes'>) => void
  /** Called once, with the gateway's inventory, if it keeps one. It can be read at any time. */
  readonly onInventoryCreated?: (inventory: Inventory) => void
  /** The inventory has sent a read to KMS. The polls of watches are not among them. */
  readonly onInventoryRead?: (scope: Pick<KmsScope, 'accountId' | 'region'>, operation: KmsOperation) => void
  /** A watch's poll failed with the error of this code. */
  readonly onPollFailed?: (code: string) => void
  /** A watch polls because of a message from AWS, this number of milliseconds after AWS sent the message. */
  readonly onPushPoll?: (delayMs: number) => void
  /** The gateway saw a rotation event. Called once per event, whatever the number of subscribers. */
  readonly onEvent?: (kind: EventKind) => void
  /** A caller tried to change a key. */
  readonly onChangeAttempt?: AttemptListener
  /** The status of a rotation request changed to this status. */
  readonly onRotationRequestStatus?: (status: RotationRequest['status']) => void
}

/** `waitedMs` is how long the request waited for a permit. */
export type QuotaWait = Omit<KmsRequestFacts, 'tookMs'>

import type { ReadOutcome } from '../kms/cache/answer-cache.ts'
import type { CredentialListener } from '../kms/aws/credential-health.ts'
import type { KmsOperation } from '../kms/kms.ts'
import type { KmsRequestFacts } from '../kms/rate/limited-kms.ts'
import type { CallObserver } from '../kms/observed-kms.ts'
import type { AttemptListener } from '../rotation/change/audit.ts'
import type { KeyWatches } from '../rotation/watch/key-watches.ts'
import type { EventKind } from '../rotation/rotation-event.ts'
import type { RotationRequest } from '../rotation/rotation-request.ts'
import type { ServerObserver } from '../server/operation/observer.ts'

/**
 * Who is told what a gateway does. Each layer has its own small port for it and knows no observer; this is all of them
 * together. Told synchronously, in the midst of the work: it must be quick and not throw.
 */
export interface GatewayObserver {
  readonly server?: ServerObserver
  /** Around each call that is sent to KMS. */
  readonly kmsCall?: CallObserver
  /** A request to KMS has had its turn under a quota, or was never sent. */
  readonly quotaWait?: (wait: QuotaWait) => void
  /** A read was answered from the cache, by joining one that was under way, or by asking KMS. */
  readonly cacheRead?: (operation: KmsOperation, outcome: ReadOutcome) => void
  /** AWS accepted the gateway's credentials in a Region (undefined), or did not. */
  readonly credentials?: CredentialListener
  /** The gateway's watches, to be asked at any time. Called once. */
  readonly watches?: (watches: Pick<KeyWatches, 'modes'>) => void
  /** The look of a watch failed, with the error's code. */
  readonly lookFailed?: (code: string) => void
  /** A rotation event was seen: once each, however many are told of it. */
  readonly event?: (kind: EventKind) => void
  /** Somebody tried to change a key. */
  readonly attempt?: AttemptListener
  /** A rotation request has come to a status. */
  readonly requestStatus?: (status: RotationRequest['status']) => void
}

/** `waitedMs` is what it waited for its turn. */
export type QuotaWait = Omit<KmsRequestFacts, 'tookMs'>

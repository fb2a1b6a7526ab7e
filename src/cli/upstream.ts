import type { Clock } from '../clock.ts'
import type { GatewayOptions } from '../gateway/options.ts'
import type { ServedScopes } from '../gateway/served-scopes.ts'
import type { SqsOptions } from '../push/sqs-queue.ts'

/** The KMS that the gateway calls: AWS, or the embedded emulator. */
export interface Upstream extends AsyncDisposable {
  readonly mode: 'EMULATED' | 'LIVE'
  readonly scopes: ServedScopes
  readonly clock: Clock
  /** The gateway's own credentials, proxies and certificate authorities. */
  readonly aws: SqsOptions
  readonly exampleKey?: GatewayOptions['exampleKey']
  /** Lines for standard output. */
  readonly announcement: readonly string[]
}

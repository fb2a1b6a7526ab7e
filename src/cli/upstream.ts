import type { Clock } from '../clock.ts'
import type { GatewayOptions } from '../gateway/options.ts'
import type { ServedScopes } from '../gateway/served-scopes.ts'
import type { Aws } from '../kms/aws/open-aws.ts'
import type { SessionObserver } from '../kms/aws/sessions/account-sessions.ts'
import type { Logger } from '../logger.ts'

/** The KMS that the gateway calls: AWS, or the embedded emulator. */
export interface Upstream extends AsyncDisposable {
  readonly scopes: ServedScopes
  readonly clock: Clock
  /** The gateway's own credentials, proxies and certificate authorities. */
  readonly aws: Pick<Aws, 'credentials' | 'http'>
  readonly exampleKey?: GatewayOptions['exampleKey']
  /** The rotation policy without a rotation policy file. Undefined: the same requirements on all keys. */
  readonly rotationPolicy?: GatewayOptions['rotationPolicy']
  /** Lines for standard output. */
  readonly announcement: readonly string[]
}

export interface UpstreamOptions {
  readonly logger: Logger
  readonly observer: SessionObserver | undefined
}

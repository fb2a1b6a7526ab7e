import type { Clock } from '../clock.ts'
import type { GatewayOptions } from '../gateway/options.ts'
import type { ServedScopes } from '../gateway/served-scopes.ts'
import type { Aws } from '../kms/aws/open-aws.ts'

/** The KMS that the gateway calls: AWS, or the embedded emulator. */
export interface Upstream extends AsyncDisposable {
  readonly mode: 'EMULATED' | 'LIVE'
  readonly scopes: ServedScopes
  readonly clock: Clock
  /** The gateway's own credentials, proxies and certificate authorities. */
  readonly aws: Pick<Aws, 'credentials' | 'http'>
  readonly exampleKey?: GatewayOptions['exampleKey']
  /** Lines for standard output. */
  readonly announcement: readonly string[]
}

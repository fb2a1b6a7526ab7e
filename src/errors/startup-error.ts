import { GatewayError } from './gateway-error.ts'

/** The gateway cannot start with this configuration. The message is one line for the operator. */
export class StartupError extends GatewayError {
  readonly code = 'STARTUP'
}

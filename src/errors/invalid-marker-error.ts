import { GatewayError } from './gateway-error.ts'

/** KMS does not accept a Marker any more. Internal: pagination converts it to an `InvalidCursorError`. */
export class InvalidMarkerError extends GatewayError {
  readonly code = 'INVALID_MARKER'
}

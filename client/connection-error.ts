import { GatewayError } from './gateway-error.ts'

/** The close codes after which the gateway would reject another connection or the same operation as well. */
const FINAL_CLOSE_CODES = [1009, 4005, 4400, 4401, 4406, 4409, 4429]
/** The credential of the connection was not accepted, or has ended. */
const FORBIDDEN = 4403
const SERVICE_RESTART = 1012
const TRY_AGAIN_LATER = 1013

/**
 * The error of a connection that was closed.
 *
 * @param event the close event of the WebSocket
 * @param wasOpen whether the gateway had accepted the connection
 * @param cause the error of the WebSocket, which names the reason on Node.js
 */
export function connectionError(event: unknown, wasOpen: boolean, cause: unknown): GatewayError {
  const { code, reason } = closeOf(event)
  if (code === FORBIDDEN) return credentialEnded(reason, wasOpen)
  const quoted = reason ? `${code}: ${reason}` : String(code)
  if (FINAL_CLOSE_CODES.includes(code))
    return new GatewayError({
      code: 'CONNECTION_REJECTED',
      message: `The gateway closed the connection (${quoted}). Another connection would be closed as well.`,
      isRetryable: false,
    })
  return new GatewayError({
    code: wasOpen ? codeOf(code) : 'NETWORK_ERROR',
    message: wasOpen
      ? `The connection to the gateway was lost (${quoted}).`
      : 'The gateway cannot be reached by WebSocket.',
    isRetryable: true,
    cause,
  })
}

function codeOf(closeCode: number): string {
  if (closeCode === SERVICE_RESTART) return 'SERVICE_RESTARTING'
  return closeCode === TRY_AGAIN_LATER ? 'SLOW_CONSUMER' : 'CONNECTION_LOST'
}

/** The gateway writes a code before the message. A connection that it accepted before may be accepted again. */
function credentialEnded(reason: string, wasOpen: boolean): GatewayError {
  const [, code = 'UNAUTHENTICATED', message = 'The gateway did not accept the credential.'] =
    /^([A-Z_]+): (.+)$/.exec(reason) ?? []
  return new GatewayError({ code, message, isRetryable: wasOpen })
}

function closeOf(event: unknown): { readonly code: number; readonly reason: string } {
  const { code, reason }: { code?: unknown; reason?: unknown } = Object(event)
  return { code: typeof code === 'number' ? code : 1006, reason: typeof reason === 'string' ? reason : '' }
}

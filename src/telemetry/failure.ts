import { GatewayError } from '../errors/gateway-error.ts'

/** The code of a failed call, or ABORTED if it was cancelled. */
export const failureOf = (error: unknown): string => (error instanceof GatewayError ? error.code : 'ABORTED')

import { GatewayError } from '../errors.ts'

/** How a call that failed is named: by its code, or as one that was given up. */
export const failureOf = (error: unknown): string => (error instanceof GatewayError ? error.code : 'ABORTED')

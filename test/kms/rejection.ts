import { expect } from 'vitest'
import { GatewayError } from '../../src/errors/gateway-error.ts'

/** The error that a call rejects with. Fails when the call resolves. */
export async function rejectionOf(call: Promise<unknown>): Promise<GatewayError> {
  const outcome: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof GatewayError) return outcome
  throw new Error(`Not rejected with an error of the gateway: ${String(outcome)}`)
}

/** Checks that every caller may see an error. */
export function expectFitForAll({ message }: GatewayError): void {
  expect(message).toMatch(/^\S.*\w.*[.!?]$/)
  expect(message).not.toMatch(/UnknownError|arn:aws:(iam|sts)|undefined|\[object/)
}

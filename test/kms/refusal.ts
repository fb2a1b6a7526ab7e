import { expect } from 'vitest'
import { GatewayError } from '../../src/errors/gateway-error.ts'

/** What a call was refused with; fails when it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<GatewayError> {
  const outcome: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof GatewayError) return outcome
  throw new Error(`Not refused by an error of ours: ${String(outcome)}`)
}

/** What holds of every error, whatever it is about. */
export function expectFitForAll({ message }: GatewayError): void {
  expect(message).toMatch(/^\S.*\w.*[.!?]$/)
  expect(message).not.toMatch(/UnknownError|arn:aws:(iam|sts)|undefined|\[object/)
}

import { startGateway } from '../support/gateway.ts'
import type { Answer, TestGateway, TestGatewayOptions } from '../support/gateway.ts'

/** A gateway with an inventory, whose clock moves only with `passTime`. */
export const startInventory = (options: TestGatewayOptions = {}): Promise<TestGateway> =>
  startGateway({ speed: 0, cacheControl: null, ...options, gateway: { inventory: {}, ...options.gateway } })

export type Answering = (
  document: string,
  variables: Record<string, unknown>,
) => Promise<Answer<Record<string, unknown>>>

export const answering =
  (gateway: TestGateway): Answering =>
  (document, variables) =>
    gateway.answer<Record<string, unknown>, Record<string, unknown>>(document, variables)

/** The value of the only root field. Fails on errors. */
export async function dataOf(
  answer: Answering,
  document: string,
  variables: Record<string, unknown> = {},
): Promise<unknown> {
  const { data, errors } = await answer(document, variables)
  if (!data || errors) throw new Error(`The gateway answered ${JSON.stringify(errors)}`)
  return Object.values(data)[0]
}

import { afterEach } from 'vitest'
import { startGuardedGateway } from '../../support/guarded-gateway.ts'
import type { GuardedGateway, GuardedGatewayOptions } from '../../support/guarded-gateway.ts'
import { startGateway } from '../../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../../support/gateway.ts'
import { post } from '../../server/clients.ts'

/** A gateway on a real socket, which is disposed after the test. */
export interface Target<Gateway extends TestGateway = TestGateway> {
  readonly gateway: Gateway
  readonly url: string
  /** Sends a body as it is. */
  readonly send: (body: object | string, headers?: Readonly<Record<string, string>>) => Promise<Reply>
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The code of the first error. */
  readonly code: string | undefined
  readonly data: Readonly<Record<string, unknown>> | null | undefined
  readonly messages: readonly string[]
}

const started: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of started.splice(0)) await each[Symbol.asyncDispose]()
})

/** A gateway without authentication, so that only the attacked part can reject a request. */
export const openTarget = async (options: TestGatewayOptions = {}): Promise<Target> =>
  aimAt(await startGateway({ speed: 0, ...options }))

export const guardedTarget = async (options: GuardedGatewayOptions): Promise<Target<GuardedGateway>> =>
  aimAt(await startGuardedGateway({ speed: 0, ...options }))

async function aimAt<Gateway extends TestGateway>(gateway: Gateway): Promise<Target<Gateway>> {
  started.push(gateway)
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  return {
    gateway,
    url,
    send: async (body, headers) => replyOf(await fetch(`${url}/graphql`, post(body, headers))),
  }
}

export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text()
  const body: { data?: Reply['data']; errors?: { message: string; extensions?: { code?: string } }[] } =
    JSON.parse(text)
  return {
    status: response.status,
    headers: response.headers,
    text,
    code: body.errors?.[0]?.extensions?.code,
    data: body.data,
    messages: (body.errors ?? []).map(({ message }) => message),
  }
}

export const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ')

export const rotationOf = (arn: string): string =>
  `rotateKeyOnDemand(input: { key: { arn: "${arn}" } }) { __typename }`

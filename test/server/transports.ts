import type { GraphQLFormattedError } from 'graphql'
import { webSocketClient } from './clients.ts'

export interface Asked {
  readonly query: string
  readonly operationName?: string
  readonly variables?: Record<string, unknown>
  /** A credential, shown as each transport shows one. */
  readonly authorization?: string | undefined
}

/** What an operation was answered, the first answer of a stream, and the status where there is one. */
export interface Answered {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined
  readonly errors?: readonly GraphQLFormattedError[] | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
  readonly status?: number | undefined
  /** With which code the socket was closed instead of an answer. */
  readonly closed?: number
}

type Transport = (url: string, asked: Asked) => Promise<Answered>

/** The four ways to ask. */
export const TRANSPORTS: Readonly<Record<'POST' | 'GET' | 'SSE' | 'WebSocket', Transport>> = {
  POST: async (url, asked) => jsonOf(await post(url, asked, 'application/json')),
  async GET(url, { query, operationName, variables, authorization }) {
    const address = new URL(`${url}/graphql`)
    address.searchParams.set('query', query)
    if (operationName) address.searchParams.set('operationName', operationName)
    if (variables) address.searchParams.set('variables', JSON.stringify(variables))
    return jsonOf(await fetch(address, { headers: { accept: 'application/json', ...shown(authorization) } }))
  },
  async SSE(url, asked) {
    const response = await post(url, asked, 'text/event-stream')
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      const data = /^event: next\ndata: (.*)$/m.exec(text)?.[1]
      if (data) return { ...JSON.parse(data), status: response.status }
    }
    throw new Error(`A stream without an event: ${text}`)
  },
  async WebSocket(url, { authorization, ...asked }) {
    const client = webSocketClient(url, { connectionParams: shown(authorization) })
    try {
      return await new Promise<Answered>((resolve, reject) => {
        client.subscribe<Record<string, unknown>, Record<string, unknown>>(asked, {
          next: ({ data, errors, extensions }) => resolve({ data, errors, extensions }),
          error: (errors) => {
            if (Array.isArray(errors)) resolve({ errors })
            else if (isLikeCloseEvent(errors)) resolve({ closed: errors.code })
            else reject(errors)
          },
          complete: () => undefined,
        })
      })
    } finally {
      await client.dispose()
    }
  },
}

export const NAMES = ['POST', 'GET', 'SSE', 'WebSocket'] as const

/** The status of a refusal where there is one: a stream of events says in an event why it failed. */
export const statusOver = (transport: keyof typeof TRANSPORTS, status: number): number | undefined =>
  ({ POST: status, GET: status, SSE: 200, WebSocket: undefined })[transport]

const shown = (authorization: string | undefined): Readonly<Record<string, string>> =>
  authorization ? { authorization } : {}

const isLikeCloseEvent = (value: unknown): value is { readonly code: number } =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'number'

const post = (url: string, { authorization, ...asked }: Asked, accept: string): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...shown(authorization) },
    body: JSON.stringify(asked),
  })

const jsonOf = async (response: Response): Promise<Answered> => ({
  ...(await response.json()),
  status: response.status,
})

import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import type { DocumentNode } from 'graphql'
import { createTokenAuthenticator } from '../../src/auth/token-authenticator.ts'
import { systemClock } from '../../src/clock.ts'
import type { Clock } from '../../src/clock.ts'
import { bearer, makeToken, policyInMemory } from './credentials.ts'
import type { TestToken } from './credentials.ts'
import { startGateway } from './gateway.ts'
import type { Answer, TestGateway, TestGatewayOptions } from './gateway.ts'

export type RoleJson = { readonly permissions: readonly string[]; readonly keys?: readonly object[] }

export interface GuardedGatewayOptions extends TestGatewayOptions {
  /** @default {@link everyRole} */
  readonly roles?: Readonly<Record<string, RoleJson>>
  /** Roles by caller. Each caller gets a token. */
  readonly callers: Readonly<Record<string, readonly string[]>>
  /** Expiry of the tokens, by caller. */
  readonly expiry?: Readonly<Record<string, Date>>
  /** The clock for token expiry. @default the system clock */
  readonly authClock?: Clock
}

/** A gateway with token authentication. `ask` and `answer` send no token. */
export interface GuardedGateway extends TestGateway {
  readonly tokens: Readonly<Record<string, string>>
  as(caller: string): Caller
  /** Sends a POST request as one of the callers, or without a credential. */
  post(document: DocumentNode | string, options?: PostOptions): Promise<Response>
  /** Replaces the policy with these callers and roles. */
  rewrite(
    roles: Readonly<Record<string, RoleJson>>,
    callers?: Readonly<Record<string, readonly string[]>>,
  ): void
}

export interface PostOptions {
  readonly variables?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Caller {
  readonly token: string
  ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables?: Variables): Promise<Data>
  answer<Data, Variables>(
    document: TypedDocumentNode<Data, Variables> | string,
    variables?: Variables,
  ): Promise<Answer<Data>>
}

const READ = ['ROTATION_READ']
const WRITE = ['ROTATION_READ', 'ROTATION_WRITE']

/** Roles over all keys. */
export const everyRole: Readonly<Record<string, RoleJson>> = {
  reader: { permissions: READ },
  rotator: { permissions: WRITE },
  admin: { permissions: [...WRITE, 'ADMIN'] },
}

/** Roles that read, or read and change, the matching keys. */
export const readerOf = (...keys: readonly object[]): RoleJson => ({ permissions: READ, keys })
export const rotatorOf = (...keys: readonly object[]): RoleJson => ({ permissions: WRITE, keys })

export async function startGuardedGateway(options: GuardedGatewayOptions): Promise<GuardedGateway> {
  const { roles = everyRole, callers, expiry = {}, authClock = systemClock, ...rest } = options
  const made = new Map<string, TestToken>()
  const entriesOf = (callers: GuardedGatewayOptions['callers']) =>
    Object.entries(callers).map(([name, roles]) => {
      const known = made.get(name) ?? makeToken(name, roles, expiry[name])
      made.set(name, known)
      return { ...known.entry, roles }
    })
  const policy = policyInMemory({ roles, tokens: entriesOf(callers) }, rest.gateway?.isReadOnly)
  const auth = createTokenAuthenticator({ policy, clock: authClock })
  const gateway = await startGateway({ ...rest, gateway: { ...rest.gateway, auth } })

  const post: GuardedGateway['post'] = (document, { variables, headers } = {}) =>
    gateway.gateway.fetch(
      new Request('http://127.0.0.1:4000/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: typeof document === 'string' ? document : print(document), variables }),
      }),
    )

  function as(caller: string): Caller {
    const token = made.get(caller)?.token
    if (token === undefined) throw new Error(`Caller ${caller} does not exist`)
    const answer: Caller['answer'] = async (document, variables) => {
      const response = await post(document, { variables, headers: bearer(token) })
      return response.json()
    }
    return {
      token,
      answer,
      async ask(document, variables) {
        const { data, errors } = await answer(document, variables)
        if (errors || !data) throw new Error(`The gateway answered ${JSON.stringify(errors)}`)
        return data
      },
    }
  }

  return {
    ...gateway,
    tokens: Object.fromEntries([...made].map(([name, { token }]) => [name, token])),
    as,
    post,
    rewrite: (roles, left = callers) => policy.write({ roles, tokens: entriesOf(left) }),
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      auth[Symbol.dispose]()
    },
  }
}

import type { TypedDocumentString } from '../generated/graphql.ts'

interface GraphqlError {
  readonly message: string
  readonly extensions?: { readonly [name: string]: unknown } | undefined
}

/** The gateway refused a request, or cannot be reached. The message is for people. */
export class GatewayError extends Error {
  readonly codes: readonly string[]

  constructor(message: string, errors: readonly GraphqlError[] = []) {
    super(message)
    this.codes = errors.map(({ extensions }) => String(extensions?.['code']))
  }

  static of(errors: readonly GraphqlError[]): GatewayError {
    return new GatewayError(errors.map(({ message }) => message).join(' '), errors)
  }
}

/** @throws {GatewayError} when there is no answer, or one with errors */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: document.toString(), variables }),
    signal: signal ?? null,
  }).catch((cause: unknown) => {
    signal?.throwIfAborted()
    throw new GatewayError(`The gateway cannot be reached (${String(cause)}).`)
  })
  const { data, errors = [] }: { data?: Data | null; errors?: readonly GraphqlError[] } = await response
    .json()
    .catch(() => ({ errors: [{ message: `The gateway answered with HTTP ${response.status}.` }] }))
  if (!data || errors.length > 0) throw GatewayError.of(errors)
  return data
}

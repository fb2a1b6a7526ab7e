import type { TypedDocumentString } from '../generated/graphql.ts'

interface GraphqlError {
  readonly message: string
  readonly extensions?: { readonly [name: string]: unknown } | undefined
}

/** Another attempt would fail with the same error. */
const FINAL_CODES = ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'UNAUTHENTICATED', 'FORBIDDEN']

/** The gateway rejected the operation or cannot be reached. The page shows the message to the user. */
export class GatewayError extends Error {
  /** Whether another attempt would fail with the same error. */
  readonly isFinal: boolean

  constructor(message: string, errors: readonly GraphqlError[] = []) {
    super(message)
    this.isFinal = errors.some(({ extensions }) => FINAL_CODES.includes(String(extensions?.['code'])))
  }

  static of(errors: readonly GraphqlError[]): GatewayError {
    return new GatewayError(errors.map(({ message }) => message).join(' '), errors)
  }
}

/**
 * Sends a query or mutation to the gateway and resolves with its data.
 *
 * @throws {GatewayError} when the gateway cannot be reached or returns errors
 */
export async function execute<Data, Variables>(
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
    .catch(() => ({ errors: [{ message: `The gateway responded with HTTP ${response.status}.` }] }))
  if (!data || errors.length > 0) throw GatewayError.of(errors)
  return data
}

export interface GraphqlError {
  readonly message: string
  readonly extensions?: { readonly [name: string]: unknown } | undefined
}

/** Another attempt would fail with the same error: the cursor, the document or the credential is invalid. */
const FINAL_CODES = new Set([
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
])

/** The gateway rejected the operation, or ended the stream with an error. */
export class GatewayError extends Error {
  /** Whether another attempt would fail with the same error. */
  readonly isFinal: boolean

  constructor(errors: readonly GraphqlError[]) {
    super(errors.map(({ message }) => message).join(' '))
    this.isFinal = errors.some(({ extensions }) => FINAL_CODES.has(String(extensions?.['code'])))
  }
}

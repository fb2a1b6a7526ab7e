export interface GraphqlError {
  readonly message: string
  readonly extensions?: { readonly [name: string]: unknown } | undefined
}

/** What another attempt would be told again: the cursor, the document or the caller is what is wrong. */
const FINAL_CODES = new Set([
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
])

/** The gateway refused what was asked, or ended the stream with an error. */
export class RefusedError extends Error {
  readonly isFinal: boolean

  constructor(errors: readonly GraphqlError[]) {
    super(errors.map(({ message }) => message).join(' '))
    this.isFinal = errors.some(({ extensions }) => FINAL_CODES.has(String(extensions?.['code'])))
  }
}

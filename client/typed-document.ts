/**
 * The text of an operation, with the types of its result and its variables. Codegen's client preset writes such documents with
 * `documentMode: 'string'`. A plain string is a document whose types you name yourself.
 */
export interface TypedDocument<Data, Variables> {
  toString(): string
  /** Carries the types. Never called. */
  readonly __apiType?: (variables: Variables) => Data
  /** A parsed document has a kind. It is rejected, because its text is not known without a printer. */
  readonly kind?: never
}

/** The variables, which may be omitted if none of them is required, and the options of a call. */
export type Arguments<Variables, Options> =
  Record<string, never> extends Variables
    ? [variables?: Variables, options?: Options]
    : [variables: Variables, options?: Options]

/**
 * The base of every failure that the gateway has a code for. There are two families: operation errors are data in the
 * graph, and request errors are top-level GraphQL errors. Any other thrown value is a bug: it is logged in full, and the
 * client gets the code INTERNAL_ERROR with a request ID.
 */
export abstract class GatewayError extends Error {
  abstract readonly code: string

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

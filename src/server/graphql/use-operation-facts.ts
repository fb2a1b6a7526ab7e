import { Kind, OperationTypeNode, getOperationAST } from 'graphql'
import type { DocumentNode, GraphQLError } from 'graphql'
import type { GraphQLParams } from 'graphql-yoga'
import { acceptsStreams, notAcceptable } from './acceptable.ts'
import type { AccessHost } from '../operation/host.ts'
import type { Operation } from '../operation/operation.ts'
import { quoted } from '../operation/quoted.ts'
import { asGraphqlError, rejection } from '../operation/request-error.ts'
import type { ServerContext, ServerPlugin } from '../operation/plugin.ts'

/**
 * Records the name and type of an operation as soon as the document is parsed: for the log, for draining and for its deadline.
 * Rejects a document without a matching operation, a mutation on a read-only gateway, and a subscription whose client does not
 * accept a stream. This runs before validation, so that the client gets this reason instead of validation errors.
 */
export function useOperationFacts(access: Pick<AccessHost<never>, 'rejectionOfMutations'>): ServerPlugin {
  return {
    onParse:
      () =>
      ({ result, context }) => {
        const { operation, params, request }: Parsed = context
        if (!result || result instanceof Error) return
        noteDocument(operation, result, params?.operationName)
        const rejection =
          operation.type === OperationTypeNode.MUTATION ? access.rejectionOfMutations() : undefined
        if (rejection) throw asGraphqlError(rejection)
        if (operation.type === OperationTypeNode.SUBSCRIPTION && request) expectStream(request)
      },
  }
}

function expectStream({ headers }: Request): void {
  const accept = headers.get('accept')
  if (!acceptsStreams(accept)) throw rejection('NOT_ACCEPTABLE', notAcceptable(accept), 406)
}

interface Parsed extends ServerContext {
  /** The parameters of the request. yoga and the WebSocket transport set it. */
  readonly params?: GraphQLParams
  /** Undefined over WebSocket. */
  readonly request?: Request
}

function noteDocument(operation: Operation, document: DocumentNode, name: string | null | undefined): void {
  const definition = getOperationAST(document, name)
  if (!definition) throw unresolved(document, name)
  operation.type = definition.operation
  operation.name = definition.name?.value
  operation.observed.onParsed({ type: operation.type, name: operation.name })
}

/** graphql-js does not say why it selects no operation. */
function unresolved(document: DocumentNode, name: string | null | undefined): GraphQLError {
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value ?? 'one without a name'] : [],
  )
  const found = names.length === 0 ? 'no operation' : `the operations ${quoted(names.join(', '))}`
  const given = name ? `operationName is ${quoted(name)}` : 'operationName is not given'
  const advice =
    names.length === 0
      ? 'Send a document with an operation.'
      : 'Set operationName to the name of one of them.'
  return rejection(
    'OPERATION_RESOLUTION_FAILURE',
    `Could not determine what operation to execute. The document has ${found}, and ${given}. ${advice}`,
  )
}

import { getOperationAST } from 'graphql'
import type { DocumentNode } from 'graphql'
import type { GraphQLParams } from 'graphql-yoga'
import type { Operation } from './operation.ts'
import type { ServerContext, ServerPlugin } from './server-plugin.ts'

/** Notes name and type of an operation as soon as they are known: for the log, for draining, and for its deadline. */
export function useOperationFacts(): ServerPlugin {
  return {
    onParse:
      () =>
      ({ result, context }) => {
        const { operation, params }: Parsed = context
        if (result && !(result instanceof Error)) noteDocument(operation, result, params?.operationName)
      },
  }
}

interface Parsed extends ServerContext {
  /** What was sent; yoga and the WebSocket both carry it along. */
  readonly params?: GraphQLParams
}

function noteDocument(operation: Operation, document: DocumentNode, name: string | null | undefined): void {
  const definition = getOperationAST(document, name)
  if (!definition) return
  operation.type = definition.operation
  operation.name = definition.name?.value
  operation.observed.described({ type: operation.type, name: operation.name })
}

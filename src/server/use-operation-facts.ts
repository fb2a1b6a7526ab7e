import { getOperationAST } from 'graphql'
import type { DocumentNode } from 'graphql'
import type { Operation } from './operation.ts'
import type { ServerPlugin } from './server-plugin.ts'

/** Notes name and type of an operation as soon as they are known, for the log and for draining. */
export function useOperationFacts(): ServerPlugin {
  return {
    onExecute: ({ args, context }) => noteDocument(context.operation, args.document, args.operationName),
    onSubscribe: ({ args, context }) => noteDocument(context.operation, args.document, args.operationName),
  }
}

function noteDocument(operation: Operation, document: DocumentNode, name: string | null | undefined): void {
  const definition = getOperationAST(document, name)
  if (!definition) return
  operation.type = definition.operation
  operation.name = definition.name?.value
  operation.observed.described({ type: operation.type, name: operation.name })
}

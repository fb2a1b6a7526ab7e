import { Kind, visit } from 'graphql'
import type { DocumentNode, ExecutionArgs, ExecutionResult } from 'graphql'
import type { SKIPPED } from './event-stream.ts'

/** Determines the result for an event, together with the event. */
export interface ExecutionKey {
  readonly args: Pick<ExecutionArgs, 'document' | 'operationName' | 'variableValues'>
  /** Equal for contexts that give equal results. */
  readonly context: string
}

type EventResult = ExecutionResult | typeof SKIPPED
export type SharedResult = EventResult | Promise<EventResult>

/** Executes the subscription's selection for an event, or returns the result already computed for an equal selection. */
export type ShareExecution = (event: object, execute: () => SharedResult) => SharedResult

/**
 * Executes the selection of a subscription once for each event and each distinct key, regardless of the number of
 * subscribers. A result lives as long as its event, so a slow subscriber gets the same result as the others.
 */
export function createSharedExecutions(): (key: ExecutionKey) => ShareExecution {
  const results = new WeakMap<object, Map<string, SharedResult>>()
  const selections = new WeakMap<DocumentNode, Selection>()
  let documents = 0

  function selectionOf(document: DocumentNode): Selection {
    const known = selections.get(document)
    if (known) return known
    const selection = { number: ++documents, variables: variablesBelowRoot(document) }
    selections.set(document, selection)
    return selection
  }

  return ({ args, context }) => {
    const { number, variables } = selectionOf(args.document)
    const values = variables.map((name) => args.variableValues?.[name] ?? null)
    const name = JSON.stringify([number, args.operationName, context, values])
    return (event, execute) => {
      const ofEvent = results.get(event) ?? new Map<string, SharedResult>()
      results.set(event, ofEvent)
      const known = ofEvent.get(name)
      if (known) return known
      const result = execute()
      ofEvent.set(name, result)
      // A subscriber that resumes executes it again.
      if (result instanceof Promise) result.catch(() => ofEvent.delete(name))
      return result
    }
  }
}

interface Selection {
  /** Identifies the parsed document, which all clients that send the same text share. */
  readonly number: number
  /** The variables that affect the result for an event. */
  readonly variables: readonly string[]
}

/**
 * All variables except those that only the arguments of the subscription's root field use. These select the events and do
 * not affect their results, so subscribers with different cursors share results.
 */
function variablesBelowRoot(document: DocumentNode): readonly string[] {
  const used = new Set<string>()
  visit(document, {
    VariableDefinition: () => false,
    Argument(_, __, ___, ____, ancestors) {
      // The operation, its selection set, the selections, the field; its arguments are the parent.
      const operation = ancestors.at(-4)
      const isOfRoot =
        operation !== undefined && 'kind' in operation && operation.kind === Kind.OPERATION_DEFINITION
      return isOfRoot ? false : undefined
    },
    Variable({ name }) {
      used.add(name.value)
    },
  })
  return [...used].toSorted()
}

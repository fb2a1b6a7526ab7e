import { Kind, visit } from 'graphql'
import type { DocumentNode, ExecutionArgs, ExecutionResult } from 'graphql'
import type { SKIPPED } from './event-stream.ts'

/** What decides the answer to an event besides the event itself. */
export interface Viewpoint {
  readonly args: Pick<ExecutionArgs, 'document' | 'operationName' | 'variableValues'>
  /** Equal for contexts that give equal answers. */
  readonly context: string
}

type Told = ExecutionResult | typeof SKIPPED
export type Answer = Told | Promise<Told>

/** The answer to an event as it is seen from one viewpoint: executed, or what the first who saw it so was given. */
export type Share = (event: object, execute: () => Answer) => Answer

/**
 * Executes the selection of a subscription once for each event and each distinct viewpoint, however many subscribers
 * share it. An answer is kept as long as its event: a subscriber that is behind is given what the others were.
 */
export function createSharedExecutions(): (viewpoint: Viewpoint) => Share {
  const answers = new WeakMap<object, Map<string, Answer>>()
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
      const given = answers.get(event) ?? new Map<string, Answer>()
      answers.set(event, given)
      const known = given.get(name)
      if (known) return known
      const answer = execute()
      given.set(name, answer)
      // Who resumes asks anew.
      if (answer instanceof Promise) answer.catch(() => given.delete(name))
      return answer
    }
  }
}

interface Selection {
  /** Parsed documents are shared by whoever sends the same text. */
  readonly number: number
  /** Variables that the answer to an event depends on. */
  readonly variables: readonly string[]
}

/**
 * All but those that only the arguments of a subscription's own field use: what they ask for is which events come. So
 * one who resumed from a cursor sees an event as everybody does.
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

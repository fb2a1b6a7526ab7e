import { BREAK, Kind, OperationTypeNode, getOperationAST, valueFromASTUntyped, visit } from 'graphql'
import type { DocumentNode, FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import type { Arguments } from '../../schema/field-price.ts'
import { fragmentsOf, withDefaults } from '../document/values.ts'

const FIELD = 'rateLimit'

/**
 * The document with nothing but `rateLimit` at the root of its operation, when that asks for a dry run; else undefined.
 * GitHub's API prices a query in the same way.
 */
export type DryRuns = (
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Arguments,
) => DocumentNode | undefined

export function createDryRuns(): DryRuns {
  const mentioned = new WeakMap<DocumentNode, boolean>()
  return (document, operationName, variables) => {
    const known = mentioned.get(document)
    const mentions = known ?? mentionsRateLimit(document)
    if (known === undefined) mentioned.set(document, mentions)
    return mentions ? dryRunOf(document, operationName, variables) : undefined
  }
}

function mentionsRateLimit(document: DocumentNode): boolean {
  let isMentioned = false
  visit(document, {
    Field({ name }) {
      if (name.value !== FIELD) return undefined
      isMentioned = true
      return BREAK
    },
  })
  return isMentioned
}

function dryRunOf(
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Arguments,
): DocumentNode | undefined {
  const operation = getOperationAST(document, operationName)
  if (!operation || operation.operation !== OperationTypeNode.QUERY) return undefined
  const asked = rootFieldsOf(operation, document).filter(({ name }) => name.value === FIELD)
  if (!asked.some((field) => isDryRun(field, withDefaults(operation, variables)))) return undefined
  const priced: OperationDefinitionNode = {
    ...operation,
    selectionSet: { ...operation.selectionSet, selections: asked },
  }
  return {
    ...document,
    definitions: document.definitions.map((definition) => (definition === operation ? priced : definition)),
  }
}

function isDryRun(field: FieldNode, variables: Arguments): boolean {
  const argument = field.arguments?.find(({ name }) => name.value === 'dryRun')
  return argument !== undefined && valueFromASTUntyped(argument.value, variables) === true
}

/** Those in fragments too, which must not be circular: validation has seen to that. */
function rootFieldsOf(operation: OperationDefinitionNode, document: DocumentNode): readonly FieldNode[] {
  const fragments = fragmentsOf(document)
  const visited = new Set<string>()

  function* fieldsOf({ selections }: SelectionSetNode): Generator<FieldNode> {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) yield selection
      else if (selection.kind === Kind.INLINE_FRAGMENT) yield* fieldsOf(selection.selectionSet)
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value)
        const fragment = fragments.get(selection.name.value)
        if (fragment) yield* fieldsOf(fragment.selectionSet)
      }
    }
  }
  return [...fieldsOf(operation.selectionSet)]
}

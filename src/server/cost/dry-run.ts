import { BREAK, Kind, OperationTypeNode, getOperationAST, valueFromASTUntyped, visit } from 'graphql'
import type { DocumentNode, FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import type { Arguments } from '../../schema/field-price.ts'
import { fragmentsOf, withDefaults } from '../document/values.ts'

const FIELD = 'rateLimit'

/**
 * For an operation with `rateLimit(dryRun: true)`: the document without the other root fields. Undefined for any other
 * operation. GitHub's API has dry runs of the same form.
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
  const rateLimits = rootFieldsOf(operation, document).filter(({ name }) => name.value === FIELD)
  if (!rateLimits.some((field) => isDryRun(field, withDefaults(operation, variables)))) return undefined
  const dryRun: OperationDefinitionNode = {
    ...operation,
    selectionSet: { ...operation.selectionSet, selections: rateLimits },
  }
  return {
    ...document,
    definitions: document.definitions.map((definition) => (definition === operation ? dryRun : definition)),
  }
}

function isDryRun(field: FieldNode, variables: Arguments): boolean {
  const argument = field.arguments?.find(({ name }) => name.value === 'dryRun')
  return argument !== undefined && valueFromASTUntyped(argument.value, variables) === true
}

/** Includes the fields of fragments. Validation has rejected circular fragments. */
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

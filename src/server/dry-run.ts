import { Kind, OperationTypeNode, getOperationAST, valueFromASTUntyped } from 'graphql'
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql'
import type { Arguments } from '../schema/field-price.ts'

const FIELD = 'rateLimit'

/**
 * The document with nothing but `rateLimit` at the root of its operation, when that asks for a dry run; else undefined.
 * GitHub's API prices a query in the same way.
 */
export function dryRunOf(
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
function rootFieldsOf(
  operation: OperationDefinitionNode,
  { definitions }: DocumentNode,
): readonly FieldNode[] {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
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

function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Arguments,
): Arguments {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  )
  return { ...Object.fromEntries(defaults), ...variables }
}

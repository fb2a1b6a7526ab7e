import { Kind, getOperationAST } from 'graphql'
import type { DocumentNode, FragmentDefinitionNode, GraphQLSchema, SelectionSetNode } from 'graphql'

/** Whether an operation selects only fields that require no permission. Such an operation needs no credential. */
export function isOpenOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
): boolean {
  const operation = getOperationAST(document, operationName)
  if (!operation) return false
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {}
  const fragments = new Map(
    document.definitions
      .filter(
        (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
      )
      .map((fragment) => [fragment.name.value, fragment]),
  )
  const visited = new Set<string>()
  // `getFields` does not include `__schema` and `__type`, so they are open: the schema is public.
  const isOpen = (name: string) => {
    const { directives } = fields[name]?.extensions ?? {}
    return !(typeof directives === 'object' && directives !== null && 'requiresPermission' in directives)
  }

  function isOpenSelection({ selections }: SelectionSetNode): boolean {
    return selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return isOpen(selection.name.value)
      if (selection.kind === Kind.INLINE_FRAGMENT) return isOpenSelection(selection.selectionSet)
      const name = selection.name.value
      const fragment = visited.has(name) ? undefined : fragments.get(name)
      visited.add(name)
      return fragment === undefined || isOpenSelection(fragment.selectionSet)
    })
  }
  return isOpenSelection(operation.selectionSet)
}

import { Kind, valueFromASTUntyped } from 'graphql'
import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLArgument,
  GraphQLField,
  OperationDefinitionNode,
} from 'graphql'
import type { Arguments } from '../../schema/field-price.ts'

/** The fragments of a document by name. If several have the same name, which is not valid, the last one. */
export function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  return fragments
}

/** Whether `@skip` and `@include` include the selection, by variables. Undefined without these directives. */
export function conditionOf(
  directives: readonly DirectiveNode[],
): ((variables: Arguments) => boolean) | undefined {
  const conditions = directives.flatMap(({ name, arguments: [argument] = [] }) =>
    (name.value === 'skip' || name.value === 'include') && argument
      ? [{ value: argument.value, wanted: name.value === 'include' }]
      : [],
  )
  if (conditions.length === 0) return undefined
  return (variables) =>
    conditions.every(({ value, wanted }) => valueFromASTUntyped(value, variables) === wanted)
}

/** The arguments of a field as sent, by variables. A missing argument has the default of the schema. */
export function argumentReader(
  { args }: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (variables: Arguments) => Arguments {
  const readers = args.map((argument) => {
    const { name } = argument
    const defaultValue = defaultOf(argument)
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value
    if (!value) return [name, () => defaultValue] as const
    return [
      name,
      (variables: Arguments): unknown => {
        const given = valueFromASTUntyped(value, variables)
        return given === undefined ? defaultValue : given
      },
    ] as const
  })
  return (variables) => Object.fromEntries(readers.map(([name, read]) => [name, read(variables)]))
}

/** In graphql 17, an argument of a schema that was written as SDL has its default only in its node. */
const defaultOf = ({ defaultValue, astNode }: GraphQLArgument): unknown =>
  defaultValue === undefined && astNode?.defaultValue
    ? valueFromASTUntyped(astNode.defaultValue)
    : defaultValue

/** Variables as sent. A missing variable has the default of the operation. */
export function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Arguments,
): Arguments {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  )
  return defaults.length > 0 ? { ...Object.fromEntries(defaults), ...variables } : variables
}

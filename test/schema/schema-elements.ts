import {
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql'
import type { GraphQLField, GraphQLNamedType } from 'graphql'
import { schema } from '../../src/schema/index.ts'

/** Every type that this gateway defines. */
export const types: readonly GraphQLNamedType[] = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
)

export interface OutputField {
  /** `Type.field`. */
  readonly path: string
  readonly field: GraphQLField<unknown, unknown>
}

/** Every field that can be selected. */
export const outputFields: readonly OutputField[] = types.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field }))
    : [],
)

/** The names of the gateway's types that are reachable from these by fields, arguments, members and implementations. */
export function typesReachableFrom(...roots: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const ahead = [...roots]
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    const type = types.find((each) => each.name === name)
    if (!type || reached.has(name)) continue
    reached.add(name)
    ahead.push(...neighboursOf(type).map((each) => each.name))
  }
  return reached
}

function neighboursOf(type: GraphQLNamedType): readonly GraphQLNamedType[] {
  if (isUnionType(type)) return type.getTypes()
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => getNamedType(field.type))
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return [
    ...Object.values(type.getFields()).flatMap((field) => [
      getNamedType(field.type),
      ...field.args.map((arg) => getNamedType(arg.type)),
    ]),
    ...type.getInterfaces(),
    ...(isInterfaceType(type) ? schema.getPossibleTypes(type) : []),
  ]
}

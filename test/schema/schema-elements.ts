import { isInterfaceType, isIntrospectionType, isObjectType, isSpecifiedScalarType } from 'graphql'
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

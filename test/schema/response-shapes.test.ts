import {
  buildSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { GraphQLCompositeType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema } from '../../src/schema/index.ts'
import { outputFields } from './schema-elements.ts'

describe('types that can appear at the same place', () => {
  test('give a field of the same name the same response shape, so that one selection can contain both', () => {
    expect(conflictsIn(schema)).toEqual([])
  })

  test('are compared in nullability, in lists, in leaf types and below the field', () => {
    const faulty = buildSchema(`
      type Query { either: Either, node: Node }
      union Either = A | B
      interface Node { id: ID! }
      type A implements Node { id: ID!, name: String, list: [Int!], leaf: Int, below: AChild, fine: AChild }
      type B implements Node { id: ID!, name: String!, list: [Int], leaf: Float, below: BChild, fine: AChild }
      type AChild { state: Int }
      type BChild { state: String }
    `)
    expect(conflictsIn(faulty)).toEqual([
      'A.name is String, B.name is String!',
      'A.list is [Int!], B.list is [Int]',
      'A.leaf is Int, B.leaf is Float',
      'A.below.state is Int, B.below.state is String',
    ])
  })
})

test('`rotation` is a Rotation on every type that has it', () => {
  const types = outputFields
    .filter(({ field }) => field.name === 'rotation')
    .map(({ field }) => getNamedType(field.type).name)
  expect(new Set(types)).toEqual(new Set(['Rotation']))
  expect(types.length).toBeGreaterThan(2)
})

/** Every pair of object types under one interface or union, with the fields that cannot be selected on both. */
function conflictsIn(graph: GraphQLSchema): readonly string[] {
  const conflicts = new Set<string>()
  for (const type of Object.values(graph.getTypeMap())) {
    if (!isAbstractType(type)) continue
    const members = graph.getPossibleTypes(type)
    for (const [index, left] of members.entries())
      for (const right of members.slice(index + 1))
        for (const conflict of conflictsBetween(graph, left, right)) conflicts.add(conflict)
  }
  return [...conflicts]
}

/** SameResponseShape of the GraphQL specification, for every field that both types have, and below it. */
function conflictsBetween(
  graph: GraphQLSchema,
  left: GraphQLObjectType,
  right: GraphQLObjectType,
  at: readonly [left: string, right: string] = [left.name, right.name],
  compared = new Set<string>(),
): readonly string[] {
  const pair = `${left.name} ${right.name}`
  if (left === right || compared.has(pair)) return []
  compared.add(pair)
  return Object.values(left.getFields()).flatMap((field) => {
    const other = right.getFields()[field.name]
    if (!other) return []
    const paths = [`${at[0]}.${field.name}`, `${at[1]}.${field.name}`] as const
    const [own, others] = [getNamedType(field.type), getNamedType(other.type)]
    const isBoth = isCompositeType(own) && isCompositeType(others)
    if (wrapping(field.type) !== wrapping(other.type) || (!isBoth && own !== others))
      return [`${paths[0]} is ${String(field.type)}, ${paths[1]} is ${String(other.type)}`]
    if (!isBoth) return []
    return objectsOf(graph, own).flatMap((one) =>
      objectsOf(graph, others).flatMap((another) => conflictsBetween(graph, one, another, paths, compared)),
    )
  })
}

const objectsOf = (graph: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] =>
  isObjectType(type)
    ? [type]
    : isInterfaceType(type) || isAbstractType(type)
      ? graph.getPossibleTypes(type)
      : []

/** The type without its name: `[!]` for a list of items that are not null. */
function wrapping(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return `${wrapping(getNullableType(type))}!`
  return isListType(type) ? `[${wrapping(type.ofType)}]` : ''
}

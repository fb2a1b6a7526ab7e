import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { lexicographicSortSchema } from 'graphql'
import type { GraphQLSchema } from 'graphql'

/** The schema as text, sorted, with the directives applied to it. */
export function printSorted(schema: GraphQLSchema): string {
  return printSchemaWithDirectives(lexicographicSortSchema(schema))
}

import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { lexicographicSortSchema } from 'graphql'
import type { GraphQLSchema } from 'graphql'

/** Prints the schema in sorted order, with its directives. */
export function printSorted(schema: GraphQLSchema): string {
  return printSchemaWithDirectives(lexicographicSortSchema(schema))
}

import { pruneSchema } from '@graphql-tools/utils'
import { GraphQLSchema } from 'graphql'

/** The schema without mutations, and without the types that only mutations use. */
export function withoutMutations(schema: GraphQLSchema): GraphQLSchema {
  return pruneSchema(new GraphQLSchema({ ...schema.toConfig(), mutation: null }))
}

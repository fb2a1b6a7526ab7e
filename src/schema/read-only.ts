import { pruneSchema } from '@graphql-tools/utils'
import { GraphQLSchema } from 'graphql'

/** The schema without its mutations and the types that only they use. */
export function withoutMutations(schema: GraphQLSchema): GraphQLSchema {
  return pruneSchema(new GraphQLSchema({ ...schema.toConfig(), mutation: null }))
}

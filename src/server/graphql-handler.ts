import type { GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { ServerContext } from './server-plugin.ts'
import { useFreshContext } from './use-fresh-context.ts'
import type { FreshContextOptions } from './use-fresh-context.ts'
import { useHttpResult } from './use-http-result.ts'
import type { HttpResultOptions } from './use-http-result.ts'
import { useJsonRequests } from './use-json-requests.ts'
import { useOperationFacts } from './use-operation-facts.ts'

export const GRAPHQL_PATH = '/graphql'

export interface GraphqlHandlerOptions<C extends object> extends FreshContextOptions<C>, HttpResultOptions {
  readonly schema: GraphQLSchema
  readonly maxBodyBytes: number
}

export type GraphqlHandler = ReturnType<typeof createGraphqlHandler>

/**
 * GraphQL over HTTP and SSE by yoga, which WebSocket shares through `getEnveloped`. Most of what yoga offers besides
 * is off: it is either done in front of it or not wanted.
 */
export function createGraphqlHandler<C extends object>(options: GraphqlHandlerOptions<C>) {
  const { schema, maxBodyBytes } = options
  return createYoga<ServerContext>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    maxRequestBodySize: false,
    // The platform's own, not yoga's copies: a stream of those that is cancelled before it is read leaves its source.
    fetchAPI: { Request, Response, Headers, ReadableStream, TransformStream, TextEncoder },
    plugins: [
      useJsonRequests(maxBodyBytes),
      useOperationFacts(),
      useFreshContext(options),
      useHttpResult(options),
    ],
    // yoga's default reflects any origin, with credentials.
    cors: false,
    batching: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    // It would answer any URL that ends so, a query string included; no URL on the wire has a fragment.
    healthCheckEndpoint: '#',
    // Both know no request id: masking and logging happen where results leave.
    maskedErrors: false,
    logging: false,
  })
}

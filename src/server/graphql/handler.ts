import { execute } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { PersistedDocuments } from '../document/persisted-documents.ts'
import type { ServerContext, ServerPlugin } from '../operation/plugin.ts'
import { TextCache } from '../document/text-cache.ts'
import { useAdvice } from './use-advice.ts'
import type { AdviceOptions } from './use-advice.ts'
import { useCost } from '../cost/use-cost.ts'
import type { CostSettings } from '../cost/use-cost.ts'
import type { OperationHost } from '../operation/host.ts'
import { useDeadline } from './use-deadline.ts'
import { useDocumentLimits } from '../document/use-document-limits.ts'
import type { DocumentLimitsOptions } from '../document/use-document-limits.ts'
import { useOperationContext } from './use-operation-context.ts'
import type { OperationTime } from './use-operation-context.ts'
import { useHttpResult } from './use-http-result.ts'
import type { HttpResultOptions } from './use-http-result.ts'
import { useJsonRequests } from './use-json-requests.ts'
import { useOperationFacts } from './use-operation-facts.ts'
import { usePersistedDocuments } from '../document/use-persisted-documents.ts'

export interface GraphqlHandlerOptions<C extends object> extends HttpResultOptions, AdviceOptions {
  readonly schema: GraphQLSchema
  readonly host: OperationHost<C>
  /** The path of GraphQL requests. */
  readonly path: string
  readonly maxBodyBytes: number
  /** Undefined: documents are not limited. */
  readonly documents?: DocumentLimitsOptions | undefined
  /** Undefined: operations have no cost. */
  readonly cost?: CostSettings | undefined
  readonly time: OperationTime
  readonly persisted: PersistedDocuments
}

/** Total length of the documents that are cached. A parsed document takes about fifty times the memory of its text. */
const MAX_CACHED_CHARACTERS = 1_000_000

/**
 * Queries and mutations are executed by graphql, as events are. yoga's executor, in the newest version for Node 20, returns the
 * fields of an object in the order in which they complete.
 */
const EXECUTOR: ServerPlugin = { onExecute: ({ setExecuteFn }) => setExecuteFn(execute) }

export type GraphqlHandler = ReturnType<typeof createGraphqlHandler>

/**
 * Serves GraphQL over HTTP and SSE with yoga. The WebSocket transport uses the same plugins through `getEnveloped`. Most other
 * features of yoga are off: the request handler implements them, or they are not wanted.
 */
export function createGraphqlHandler<C extends object>(options: GraphqlHandlerOptions<C>) {
  const { schema, host, maxBodyBytes, documents, persisted, cost } = options
  return createYoga<ServerContext>({
    schema,
    graphqlEndpoint: options.path,
    maxRequestBodySize: false,
    // The platform's classes: a stream of yoga's copies does not close its source if it is cancelled before it is read.
    fetchAPI: { Request, Response, Headers, ReadableStream, TransformStream, TextEncoder },
    // Both transports parse through this cache. yoga's own cache limits the number of documents, not their size.
    parserAndValidationCache: {
      documentCache: new TextCache(MAX_CACHED_CHARACTERS),
      errorCache: new TextCache(MAX_CACHED_CHARACTERS / 10),
    },
    plugins: [
      EXECUTOR,
      useJsonRequests(maxBodyBytes, persisted),
      usePersistedDocuments(persisted),
      useOperationFacts(host.access),
      useAdvice(options),
      ...(documents ? [useDocumentLimits(documents)] : []),
      useOperationContext(host, options.time),
      useDeadline(),
      ...(cost ? [useCost(cost, host.cost)] : []),
      useHttpResult(options),
    ],
    // yoga's default reflects any origin, with credentials.
    cors: false,
    batching: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    // yoga would respond to any URL that ends with this text. URLs of requests have no fragment.
    healthCheckEndpoint: '#',
    // yoga's masking and logging do not know the request ID. `useHttpResult` does both.
    maskedErrors: false,
    logging: false,
  })
}

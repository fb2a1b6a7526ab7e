import type { GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { PersistedDocuments } from '../document/persisted-documents.ts'
import type { ServerContext } from '../operation/plugin.ts'
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
  /** The path of its requests. */
  readonly path: string
  readonly maxBodyBytes: number
  /** Undefined: documents of any size are read. */
  readonly documents?: DocumentLimitsOptions | undefined
  /** Undefined: operations cost nothing. */
  readonly cost?: CostSettings | undefined
  readonly time: OperationTime
  readonly persisted: PersistedDocuments
}

/** Texts of the documents that are kept parsed; a parsed one takes some fifty times the memory of its text. */
const MAX_CACHED_CHARACTERS = 1_000_000

export type GraphqlHandler = ReturnType<typeof createGraphqlHandler>

/**
 * GraphQL over HTTP and SSE by yoga, which WebSocket shares through `getEnveloped`. Most of what yoga offers besides
 * is off: it is either done in front of it or not wanted.
 */
export function createGraphqlHandler<C extends object>(options: GraphqlHandlerOptions<C>) {
  const { schema, host, maxBodyBytes, documents, persisted, cost } = options
  return createYoga<ServerContext>({
    schema,
    graphqlEndpoint: options.path,
    maxRequestBodySize: false,
    // The platform's own, not yoga's copies: a stream of those that is cancelled before it is read leaves its source.
    fetchAPI: { Request, Response, Headers, ReadableStream, TransformStream, TextEncoder },
    // Both transports parse through it. yoga's own bounds the number of documents, whatever their size.
    parserAndValidationCache: {
      documentCache: new TextCache(MAX_CACHED_CHARACTERS),
      errorCache: new TextCache(MAX_CACHED_CHARACTERS / 10),
    },
    plugins: [
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
    // It would answer any URL that ends so, a query string included; no URL on the wire has a fragment.
    healthCheckEndpoint: '#',
    // Both know no request id: masking and logging happen where results leave.
    maskedErrors: false,
    logging: false,
  })
}

import type { DocumentNode, ExecutionArgs, GraphQLError } from 'graphql'
import type { ServerOptions } from 'graphql-ws'
import type { GraphQLParams } from 'graphql-yoga'
import { UnauthenticatedError } from '../../errors/request-errors.ts'
import type { Logger } from '../../logger.ts'
import type { SerializedResults } from '../stream/serialized-results.ts'
import type { Drain } from '../operation/drain.ts'
import type { GraphqlHandler } from '../graphql/handler.ts'
import { ClientDisconnect } from '../operation/client-disconnect.ts'
import { maskError } from '../operation/error-masking.ts'
import type { AccessHost } from '../operation/host.ts'
import { logOperation, recordErrors } from '../operation/log.ts'
import { extensionsOf, readParams } from '../graphql/operation-params.ts'
import { Operation } from '../operation/operation.ts'
import type { PersistedDocuments } from '../document/persisted-documents.ts'
import { RESTARTING, graphqlErrorOf, tooManyOperations } from '../operation/http-error.ts'
import { headerLookup } from '../operation/request-facts.ts'
import { requestIdFrom } from '../operation/request-id.ts'
import { maskOf, runSocketOperation } from './socket-operation.ts'
import { SentPayload } from './subscribe-message.ts'
import type { ServerObserver } from '../operation/observer.ts'
import type { RunOptions, SocketConnection, SocketOperation } from './socket-operation.ts'
import type { WebSocketConnection } from './connection.ts'

export interface WebSocketOperationsOptions {
  readonly access: Pick<AccessHost<never>, 'admitConnection' | 'credential'>
  readonly graphql: GraphqlHandler
  readonly texts: SerializedResults
  readonly documents: PersistedDocuments
  readonly drain: Drain
  readonly logger: Logger
  readonly observers: readonly ServerObserver[]
  readonly maxOperationsPerConnection: number
  readonly connectionInitTimeoutMs: number
}

/**
 * Executes operations over WebSocket, with the same plugins and context as over HTTP. An error of one operation is sent
 * for this operation: an error thrown from these hooks would close the socket and end every operation on it.
 */
export function webSocketOperations(
  options: WebSocketOperationsOptions,
): ServerOptions<Record<string, unknown>, WebSocketConnection> {
  const { graphql, documents, texts, drain, logger, observers } = options
  const { maxOperationsPerConnection, connectionInitTimeoutMs, access } = options
  const prepared = new WeakMap<ExecutionArgs, { operation: SocketOperation; enveloped: Enveloped }>()
  const runOptions: RunOptions = { drain, logger, onFailure: closeIfUnauthenticated }

  async function run(args: ExecutionArgs) {
    const found = prepared.get(args)
    if (!found) throw new Error('An operation was executed before it was prepared.')
    prepared.delete(args)
    try {
      return await runSocketOperation(found.operation, args, found.enveloped, runOptions)
    } finally {
      // graphql-ws keeps the arguments until the operation ends, and the context would keep yoga's data in memory.
      args.contextValue = undefined
    }
  }

  function closeIfUnauthenticated(
    { connection, usesConnectionCredential }: SocketOperation,
    error: unknown,
  ): void {
    if (error instanceof UnauthenticatedError && usesConnectionCredential) closeForbidden(connection, error)
  }

  return {
    connectionInitWaitTimeout: connectionInitTimeoutMs,
    execute: run,
    subscribe: run,
    // Errors belong to one operation. A result without errors may be shared by many subscribers.
    onNext: (_context, _id, _payload, _args, result) =>
      result.errors ? undefined : texts.placeholder(result),
    async onConnect({ connectionParams, extra: connection }) {
      const header = headerLookup(connectionParams, connection.headers)
      try {
        connection.disposeOnClose(
          await access.admitConnection(header, (reason) => closeForbidden(connection, reason)),
        )
        return true
      } catch (error) {
        if (error instanceof UnauthenticatedError) {
          logger.info({ code: error.code, reason: error.message }, 'rejected a WebSocket connection')
          return false
        }
        // Each operation of the connection gets the error.
        return true
      }
    },
    async onSubscribe({ connectionParams, extra: connection }, id, payload) {
      const sent = payload instanceof SentPayload ? payload.take() : payload
      const extensions = extensionsOf(sent)
      const header = headerLookup(extensions?.['headers'], connectionParams, connection.headers)
      // Not the request ID of the handshake: each operation has its own.
      const ownHeader = headerLookup(extensions?.['headers'])
      const requestId = requestIdFrom(ownHeader('x-request-id'))
      const disconnect = new ClientDisconnect()
      const arrival = { requestId, transport: 'WEBSOCKET', header: ownHeader } as const
      const operation = new Operation(arrival, observers, {
        requestId,
        signal: disconnect.signal,
        clientAddress: connection.clientAddress,
        header,
        ...(connectionParams ? { connectionParams } : {}),
        ...(extensions ? { extensions } : {}),
      })
      const name = access.credential.header
      const usesConnectionCredential = header(name) !== undefined && ownHeader(name) === undefined
      const socketOperation: SocketOperation = { operation, disconnect, connection, usesConnectionCredential }
      connection.operations.set(id, socketOperation)
      try {
        if (drain.isDraining) throw graphqlErrorOf(RESTARTING, requestId)
        if (connection.ids.size > maxOperationsPerConnection)
          throw graphqlErrorOf(tooManyOperations(maxOperationsPerConnection), requestId)
        const params = readParams(sent, documents)
        const enveloped = graphql.getEnveloped({ operation, params })
        const args = await operation.observed.run(() => prepare(enveloped, params))
        // graphql-ws would execute the operation even if the client has completed it in the meantime.
        disconnect.signal.throwIfAborted()
        prepared.set(args, { operation: socketOperation, enveloped })
        return args
      } catch (error) {
        closeIfUnauthenticated(socketOperation, error)
        const thrown = error instanceof InvalidDocument ? error.errors : [error]
        const mask = maskOf(socketOperation, logger)
        const errors = thrown.map((error) => maskError(error, mask))
        if (!disconnect.aborted) recordErrors(operation, { errors })
        logOperation(logger, operation, disconnect.aborted ? 'abandoned' : 'rejected')
        return errors
      }
    },
  }
}

/** The close code that graphql-ws uses for a connection that is not acknowledged. */
const FORBIDDEN = 4403

/** Closes the connection. The client reconnects with a new credential and resumes; an error would end its operations. */
function closeForbidden(connection: SocketConnection, reason: Error): void {
  const code = reason instanceof UnauthenticatedError ? reason.code : 'FORBIDDEN'
  connection.close(FORBIDDEN, `${code}: ${reason.message}`)
}

type Enveloped = ReturnType<GraphqlHandler['getEnveloped']>

async function prepare(
  { schema, parse, validate, contextFactory }: Enveloped,
  { query, operationName, variables }: GraphQLParams,
): Promise<ExecutionArgs> {
  const document: DocumentNode = parse(String(query))
  const errors: readonly GraphQLError[] = validate(schema, document)
  if (errors.length > 0) throw new InvalidDocument(errors)
  return { schema, document, operationName, variableValues: variables, contextValue: await contextFactory() }
}

class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[]

  constructor(errors: readonly GraphQLError[]) {
    super('The document is not valid.')
    this.errors = errors
  }
}

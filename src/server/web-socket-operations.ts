import { GraphQLError, getOperationAST } from 'graphql'
import type { DocumentNode, ExecutionArgs } from 'graphql'
import type { ServerOptions, SubscribePayload } from 'graphql-ws'
import { UnauthenticatedError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { AnswerTexts } from './answer-texts.ts'
import type { Drain } from './drain.ts'
import type { GraphqlHandler } from './graphql-handler.ts'
import { maskError } from './mask-error.ts'
import { logOperation, loggerOf, noteErrors } from './operation-log.ts'
import { startOperation } from './operation.ts'
import type { PersistedDocuments } from './persisted-documents.ts'
import { RESTARTING, refusalError, tooManyOperations } from './refusal.ts'
import { headerLookup } from './request-facts.ts'
import type { RequestFacts } from './request-facts.ts'
import { requestIdFrom } from './request-id.ts'
import { runSocketOperation } from './socket-operation.ts'
import type { ServerObserver } from './server-observer.ts'
import type { RunOptions, SocketOperation } from './socket-operation.ts'

/** What is kept of one connection. */
export interface Connection {
  /** Headers of the request that opened it. */
  readonly headers: Readonly<Record<string, unknown>>
  readonly clientAddress: string | undefined
  /** By the id the client gave. */
  readonly operations: Map<string, SocketOperation>
  /** Closes it, and says why: its client does not take what waits for it. */
  closeSlow(): void
  readonly close: (code: number, reason: string) => void
  /** Aborts when it has closed. */
  readonly closed: AbortSignal
}

/**
 * Looks at the credential that a connection brings, for all operations that bring none of their own. Calls `end` once
 * when it holds no longer.
 *
 * @throws {UnauthenticatedError} when it does not hold now
 */
export type AdmitConnection = (
  header: RequestFacts['header'],
  end: (reason: Error) => void,
) => Promise<Disposable>

export interface WebSocketOperationsOptions {
  readonly admitConnection: AdmitConnection | undefined
  readonly graphql: GraphqlHandler
  readonly texts: AnswerTexts
  readonly documents: PersistedDocuments
  readonly drain: Drain
  readonly logger: Logger
  readonly observers: readonly ServerObserver[]
  readonly maxOperationsPerConnection: number
  readonly connectionInitTimeoutMs: number
}

/**
 * Operations over WebSocket, through the same plugins and the same context as over HTTP. Whatever an operation does
 * wrong is answered under its id: what is thrown from these hooks would close the socket, and with it every other
 * operation on it.
 */
export function webSocketOperations(
  options: WebSocketOperationsOptions,
): ServerOptions<Record<string, unknown>, Connection> {
  const { graphql, documents, texts, drain, logger, observers } = options
  const { maxOperationsPerConnection, connectionInitTimeoutMs, admitConnection } = options
  const prepared = new WeakMap<ExecutionArgs, { operation: SocketOperation; run: RunOptions }>()

  function run(args: ExecutionArgs) {
    const found = prepared.get(args)
    if (!found) throw new Error('An operation was executed that had not been prepared.')
    prepared.delete(args)
    return runSocketOperation(found.operation, args, found.run)
  }

  return {
    connectionInitWaitTimeout: connectionInitTimeoutMs,
    execute: run,
    subscribe: run,
    // What went wrong is one operation's own; the rest is the same to all who are told it.
    onNext: (_context, _id, _payload, _args, result) => (result.errors ? undefined : texts.standIn(result)),
    async onConnect({ connectionParams, extra: connection }) {
      const header = headerLookup(connectionParams, connection.headers)
      try {
        const admission = await admitConnection?.(header, (reason) => closeForbidden(connection, reason))
        const leave = () => admission?.[Symbol.dispose]()
        if (connection.closed.aborted) leave()
        else connection.closed.addEventListener('abort', leave, { once: true })
        return true
      } catch (error) {
        if (error instanceof UnauthenticatedError) {
          logger.info({ code: error.code, reason: error.message }, 'a WebSocket connection was refused')
          return false
        }
        // Each of its operations is told what is wrong.
        return true
      }
    },
    async onSubscribe({ connectionParams, extra: connection }, id, payload) {
      // A browser opens each socket with no-cache: that says nothing of what is asked over it.
      const opening = { ...connection.headers, 'cache-control': undefined }
      const header = headerLookup(payload.extensions?.['headers'], connectionParams, opening)
      // Not from the opening request: each operation has an id of its own.
      const ownHeader = headerLookup(payload.extensions?.['headers'])
      const requestId = requestIdFrom(ownHeader('x-request-id'))
      const left = new AbortController()
      const endConnection = (error: unknown) => {
        if (error instanceof UnauthenticatedError && isOfConnection(header, payload))
          closeForbidden(connection, error)
      }
      const arrival = { requestId, transport: 'WEBSOCKET', header: ownHeader } as const
      const operation = startOperation(arrival, observers, {
        requestId,
        signal: left.signal,
        clientAddress: connection.clientAddress,
        header,
        ...(connectionParams ? { connectionParams } : {}),
        ...(payload.extensions ? { extensions: payload.extensions } : {}),
      })
      try {
        if (drain.isDraining) throw refusalError(RESTARTING, requestId)
        if (connection.operations.size >= maxOperationsPerConnection)
          throw refusalError(tooManyOperations(maxOperationsPerConnection), requestId)
        connection.operations.set(id, { operation, left })
        const enveloped = graphql.getEnveloped({ operation, params: payload })
        const text = { ...payload, query: String(documents.textOf(payload)) }
        const args = await operation.observed.run(() => prepare(enveloped, text))
        const onSlow = () => connection.closeSlow()
        prepared.set(args, {
          operation: { operation, left },
          run: { enveloped, onSlow, drain, logger, onFailure: endConnection },
        })
        return args
      } catch (error) {
        endConnection(error)
        const thrown = error instanceof InvalidDocument ? error.errors : [error]
        const mask = { requestId, logger: loggerOf(operation, logger), signal: left.signal, hasStatus: false }
        const errors = thrown.map((error) => maskError(error, mask))
        noteErrors(operation, { errors })
        logOperation(logger, operation, 'refused')
        return errors
      }
    },
  }
}

/** What graphql-ws itself says of a connection that is not acknowledged. */
const FORBIDDEN = 4403

/** Clients connect anew then, with a credential of that time, and resume; an error would end their operations. */
function closeForbidden({ close }: Connection, reason: Error): void {
  // A close frame has room for 123 bytes.
  close(
    FORBIDDEN,
    `${reason instanceof UnauthenticatedError ? reason.code : 'FORBIDDEN'}: ${reason.message}`.slice(0, 123),
  )
}

/** Whether the credential of an operation is that of its connection. */
function isOfConnection(header: RequestFacts['header'], { extensions }: SubscribePayload): boolean {
  const name = 'authorization'
  return header(name) !== undefined && headerLookup(extensions?.['headers'])(name) === undefined
}

async function prepare(
  { schema, parse, validate, contextFactory }: RunOptions['enveloped'],
  { query, operationName, variables }: SubscribePayload,
): Promise<ExecutionArgs> {
  const document: DocumentNode = parse(query)
  const errors: readonly GraphQLError[] = validate(schema, document)
  if (errors.length > 0) throw new InvalidDocument(errors)
  if (!getOperationAST(document, operationName))
    throw new GraphQLError('Could not determine what operation to execute.', {
      extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
    })
  return { schema, document, operationName, variableValues: variables, contextValue: await contextFactory() }
}

class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[]

  constructor(errors: readonly GraphQLError[]) {
    super('The document is not valid.')
    this.errors = errors
  }
}

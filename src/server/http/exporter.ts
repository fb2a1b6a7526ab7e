import { OperationTypeNode } from 'graphql'
import type { GraphQLError } from 'graphql'
import type { Clock } from '../../clock.ts'
import { hasPassed } from '../../clock.ts'
import { RequestTimeoutError, TooManyExportsError } from '../../errors/request-errors.ts'
import type { Logger } from '../../logger.ts'
import { CountByName } from '../limits/count-by-name.ts'
import { startDeadline } from '../operation/deadline.ts'
import type { Drain } from '../operation/drain.ts'
import { maskError } from '../operation/error-masking.ts'
import type { ExportHost, ExportedFile, OperationHost } from '../operation/host.ts'
import { RESTARTING, errorResponse, jsonResponse } from '../operation/http-error.ts'
import { logOperation, recordErrors } from '../operation/log.ts'
import type { Outcome, ServerObserver } from '../operation/observer.ts'
import { Operation } from '../operation/operation.ts'
import type { ForwardedInfo } from './proxy-trust.ts'

/** A client that needs longer to read a whole file is disconnected. */
const MAX_DOWNLOAD_MS = 10 * 60_000
/** A download keeps its rows in memory until it ends. */
const MAX_DOWNLOADS_PER_CALLER = 10

export interface ExporterOptions<C extends object> {
  readonly files: ExportHost<C>
  readonly host: OperationHost<C>
  /** The time limit of the start of a response. */
  readonly timeoutMs: number
  readonly clock: Clock
  readonly drain: Drain
  readonly logger: Logger
  readonly observers: readonly ServerObserver[]
}

/** Answers requests for files of the application. A request is authenticated, limited in time and logged as an operation is. */
export interface Exporter {
  readonly names: readonly string[]
  respond(name: string, request: Request, requestId: string, forwarded: ForwardedInfo): Promise<Response>
}

export function createExporter<C extends object>(options: ExporterOptions<C>): Exporter {
  const { files, drain, logger, observers } = options
  const downloads = new CountByName()
  return {
    names: files.names,
    async respond(name, request, requestId, { clientAddress }) {
      const header = (each: string) => request.headers.get(each) ?? undefined
      const operation = new Operation({ requestId, transport: 'HTTP', header }, observers)
      operation.type = OperationTypeNode.QUERY
      operation.name = name
      operation.clientAddress = clientAddress
      operation.observed.onParsed({ type: operation.type, name })
      if (drain.isDraining) {
        operation.errorCodes.push(RESTARTING.code)
        logOperation(logger, operation, 'rejected')
        return errorResponse(RESTARTING, requestId)
      }
      return operation.observed.run(() => respond({ ...options, downloads }, operation, request))
    },
  }
}

interface CountedOptions<C extends object> extends ExporterOptions<C> {
  /** The downloads of each caller. */
  readonly downloads: CountByName
}

async function respond<C extends object>(
  options: CountedOptions<C>,
  operation: Operation,
  request: Request,
): Promise<Response> {
  const { timeoutMs, clock, logger } = options
  const { signal } = request
  const deadline = startDeadline({ timeoutMs, clock, disconnected: signal })
  operation.deadline = deadline
  try {
    const opened = await deadline.race(open(options, operation, request))
    if (options.downloads.of(callerOf(opened, options)) >= MAX_DOWNLOADS_PER_CALLER)
      throw new TooManyExportsError(
        `You have ${MAX_DOWNLOADS_PER_CALLER} unfinished exports, which is the maximum for one subject. Finish or cancel some first.`,
      )
    // The download has a time limit of its own.
    deadline.end()
    return new Response(download(opened, operation, options), { headers: opened.file.headers })
  } catch (error) {
    if (signal.aborted) {
      logOperation(logger, operation, 'abandoned')
      throw error
    }
    return rejectionOf(error, operation, logger)
  }
}

interface OpenedFile<C extends object> {
  readonly file: ExportedFile
  readonly context: C
  readonly chunks: AsyncIterator<string>
  readonly first: IteratorResult<string, unknown>
}

const callerOf = <C extends object>({ context }: OpenedFile<C>, { host }: ExporterOptions<C>): string =>
  host.cost.callerOf(context)

/** Opens the file and makes its first chunk, so that an error until then is a response with its status. */
async function open<C extends object>(
  { host, files }: ExporterOptions<C>,
  operation: Operation,
  { headers, url }: Request,
): Promise<OpenedFile<C>> {
  const { requestId, clientAddress, name = '', deadline } = operation
  const context = await host.contexts.create({
    requestId,
    clientAddress,
    signal: deadline?.signal ?? AbortSignal.abort(),
    ...(deadline ? { deadline: deadline.at } : {}),
    header: (each) => headers.get(each) ?? undefined,
  })
  operation.isAdministrator = host.access.isAdministrator(context)
  const file = await files.open(name, new URL(url).searchParams, context)
  const chunks = file.chunks[Symbol.asyncIterator]()
  return { file, context, chunks, first: await chunks.next() }
}

function rejectionOf(error: unknown, operation: Operation, logger: Logger): Response {
  const masked = recordError(error, operation, logger, true)
  logOperation(logger, operation, error instanceof RequestTimeoutError ? 'timed_out' : 'rejected')
  const { http, ...extensions } = masked.extensions
  const body = { errors: [{ message: masked.message, extensions }] }
  return jsonResponse(body, http?.status ?? 503, http?.headers)
}

function recordError(error: unknown, operation: Operation, logger: Logger, hasStatus: boolean): GraphQLError {
  const { requestId, observed, isAdministrator } = operation
  const masked = maskError(error, { requestId, logger, observed, isAdministrator, hasStatus })
  recordErrors(operation, { errors: [masked] })
  return masked
}

/**
 * The text of the file. A file that cannot be completed ends with a record that says so, and its response is aborted, so that
 * neither a program nor a reader takes it for the whole file.
 */
function download<C extends object>(
  opened: OpenedFile<C>,
  operation: Operation,
  options: CountedOptions<C>,
): ReadableStream<Uint8Array> {
  const { file, context, chunks, first } = opened
  const { host, clock, drain, logger, downloads } = options
  const caller = callerOf(opened, options)
  const ended = new AbortController()
  const encoder = new TextEncoder()
  let next: IteratorResult<string, unknown> | undefined = first
  let rights: Disposable | undefined
  let failure: { readonly error: unknown } | undefined
  downloads.add(caller)
  void drain.run(() => new Promise((resolve) => ended.signal.addEventListener('abort', resolve)))

  function end(outcome: Outcome): void {
    ended.abort()
    downloads.remove(caller)
    rights?.[Symbol.dispose]()
    host.contexts.release(context)
    logOperation(logger, operation, outcome)
  }

  async function endAfter(ms: number, interrupt: (error: Error) => void): Promise<void> {
    if (await hasPassed(clock, ms, ended.signal))
      interrupt(new RequestTimeoutError(`The client did not read the file within ${ms} ms.`))
  }

  return new ReadableStream(
    {
      start(controller) {
        const interrupt = (error: Error) => {
          recordError(error, operation, logger, false)
          end('answered')
          controller.error(error)
        }
        rights = host.access.watchRights(context, interrupt)
        void endAfter(MAX_DOWNLOAD_MS, interrupt)
      },
      async pull(controller) {
        if (failure) throw failure.error
        try {
          const { done, value } = next ?? (await chunks.next())
          next = undefined
          if (!done) return controller.enqueue(encoder.encode(value))
          end('answered')
          controller.close()
        } catch (error) {
          if (ended.signal.aborted) return
          const { message } = recordError(error, operation, logger, false)
          end('answered')
          failure = { error }
          controller.enqueue(encoder.encode(file.incompleteRecord(message)))
        }
      },
      async cancel() {
        end('abandoned')
        await chunks.return?.()
      },
    },
    // A chunk is made when the client has read the previous one.
    { highWaterMark: 0 },
  )
}

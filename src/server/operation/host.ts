import type { ExecutionArgs } from 'graphql'
import type { RequestFacts } from './request-facts.ts'

/**
 * The application that the server serves. `C` is the context that resolvers get: the host creates and reads it, the server
 * only carries it.
 */
export interface OperationHost<C extends object> {
  readonly contexts: ContextHost<C>
  readonly access: AccessHost<C>
  readonly cost: CostHost<C>
}

export interface ContextHost<C extends object> {
  /** Creates the context of an operation. An error that it throws is the response. */
  create(facts: RequestFacts): C | Promise<C>
  /**
   * Creates the contexts for the events of a subscription: the same rights, new loaders. The result lives as long as the
   * subscription, so it must keep no more of the subscription's own context than it needs. `signal` belongs to the event,
   * because one execution can serve several subscribers.
   */
  forEvents(context: C): (signal: AbortSignal) => C
  /** Equal for contexts that give equal results for an event; the event is then executed once for all of them. */
  sharingKey(context: C): string
  /** Called when nothing uses the context any more: the response is sent, the subscription open or the event delivered. */
  release(context: C): void
}

/** How callers send their credential. */
export interface CredentialHeader {
  /** The request header that carries it, in lower case. */
  readonly header: string
  /** The `WWW-Authenticate` header of a response with status 401. */
  readonly challenge: string
}

export interface AccessHost<C extends object> {
  readonly credential: CredentialHeader
  /** False: every caller has all permissions, so the server accepts no request from a network. */
  readonly requiresCredential: boolean
  /**
   * Checks the credential that a WebSocket connection brings for all operations that bring none of their own. Calls `onEnd`
   * once when the credential is no longer valid.
   *
   * @throws {UnauthenticatedError} when it is not valid now
   */
  admitConnection(
    header: RequestFacts['header'],
    onEnd: (reason: Error) => void,
  ): Promise<Disposable | undefined>
  /** Why the operation is not executed. Undefined: it is executed. */
  rejectionOf(context: C, operation: ExecutionArgs): Error | undefined
  /** Why no mutation is executed. Undefined: mutations are executed. */
  rejectionOfMutations(): Error | undefined
  /** Counts a subscription until the result is disposed, or says why it is rejected. Undefined: it is not counted. */
  admitSubscription(context: C): Disposable | Error | undefined
  /** Whether to deliver the event to the subscriber; decided for each event, in the event's own context. */
  isVisibleTo(event: object, context: C): boolean | Promise<boolean>
  /** Calls `onEnd` once when the rights in the context end; its subscriptions then end with this error. Undefined: never. */
  watchRights(context: C, onEnd: (reason: Error) => void): Disposable | undefined
  /** Whether the caller may see the details that AWS gives about the gateway's credentials. */
  isAdministrator(context: C): boolean
}

export interface CostHost<C extends object> {
  /** Whose budget pays. */
  callerOf(context: C): string
  /** Called before the operation is executed. */
  recordCost(context: C, estimate: CostEstimate): void
  /** Points spent so far. */
  actualCost(context: C): number
  /** Further members of `extensions.cost`. */
  detailsOf(context: C): object
}

/** Files that the application makes for a request, such as an export. They are served below `/export/`. */
export interface ExportHost<C extends object> {
  /** The names of the files, e.g. `keys.csv`. */
  readonly names: readonly string[]
  /** Opens a file for a GET request with these query parameters. An error that it throws is the response. */
  open(name: string, parameters: URLSearchParams, context: C): Promise<ExportedFile>
}

export interface ExportedFile {
  readonly headers: Readonly<Record<string, string>>
  /** The text of the file. The next chunk is made when the client has read the previous ones. */
  readonly chunks: AsyncIterable<string>
  /** The last record of a file that could not be completed. It says so to a reader of the file. */
  readonly incompleteRecord: (message: string) => string
}

/** Calculated before the operation is executed. */
export interface CostEstimate {
  /** In points. */
  readonly cost: number
  /** Objects that the response may contain. */
  readonly nodeCount: number
}

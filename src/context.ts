import type { Viewer } from './auth.ts'

/** What each resolver is given. Lives as long as one operation; a subscription gets a fresh one for each event. */
export interface Context {
  /** Also in the response's `x-request-id` header and in every log line about the operation. */
  readonly requestId: string
  readonly viewer: Viewer
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

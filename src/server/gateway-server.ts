export interface GatewayServer extends AsyncDisposable {
  /** Handles a request without a port, for tests and for embedding. */
  fetch(request: Request): Promise<Response>
  /** Starts listening. Rejects with Node's error if the address cannot be used. Call it once. */
  listen(address: { readonly host: string; readonly port: number }): Promise<{ readonly url: string }>
  /**
   * Drains the server: `/ready` fails, new work is rejected, and running queries and mutations are answered. WebSockets close
   * with 1012, and SSE streams end with the error `SERVICE_RESTARTING`, so that clients resume on another gateway. Resolves
   * when the last connection has closed, within `limits.drainTimeoutMs`. Can be called twice.
   */
  [Symbol.asyncDispose](): Promise<void>
}

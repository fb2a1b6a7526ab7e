export interface GatewayServer extends AsyncDisposable {
  /** The front door without a port, for tests and for embedding. */
  fetch(request: Request): Promise<Response>
  /** Rejects with Node's own error when the address cannot be had. Once per server. */
  listen(address: { readonly host: string; readonly port: number }): Promise<{ readonly url: string }>
  /**
   * Drains. `/ready` turns false, nothing new is accepted, running queries and mutations are answered; WebSockets are
   * closed with 1012 and SSE streams completed after an error `SERVICE_RESTARTING`, so that their clients resume
   * elsewhere. Resolves when the last connection has closed, within `drainTimeoutMs`. Twice is safe.
   */
  [Symbol.asyncDispose](): Promise<void>
}

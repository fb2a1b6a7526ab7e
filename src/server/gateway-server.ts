import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { GraphQLSchema } from 'graphql'

export interface GatewayServer extends AsyncDisposable {
  /**
   * The schema that the gateway serves; on a read-only gateway, without mutations. Use it to print the schema, to generate
   * code, to validate documents, to create mocks, or as the schema of a remote service. Do not execute operations with it:
   * its resolvers need a context that only the gateway creates. Send operations to `fetch`. All gateways of a process may
   * share the object, so do not change it.
   */
  readonly schema: GraphQLSchema
  /** Whether it serves the console, at `<basePath>/`. */
  readonly hasConsole: boolean
  /**
   * Answers a request without a port, for tests and for programs that receive requests by other means. It applies the same
   * permissions, query limits and cross-origin check as a port. It does not know the connection, so it does not apply the
   * limits and timeouts of connections, the check of the Host header on loopback, or the rule that a gateway without
   * authentication accepts only local requests. Without `auth`, pass it only requests of callers who may rotate keys. If the
   * client disconnects, abort the request's signal or cancel the body of the response.
   */
  fetch(request: Request): Promise<Response>
  /**
   * Answers a request of your own HTTP/1.1 server (`node:http`, `node:https`, or a framework on top of them). Pass it every
   * request below `basePath`, which must be a path of your server that is used for nothing else. It reads the path that the
   * client sent, also if Express has removed a mount path from `request.url`. It does not throw; errors are responses.
   *
   * - **Body**: the gateway parses it. If a body parser has read it, the response is `BODY_ALREADY_READ` with status 500.
   * - **Address**: without `auth`, a request that did not arrive at a loopback address or on a UNIX socket is rejected with
   *   `ADDRESS_NOT_ALLOWED` and status 403. A request that did must have the host `localhost`, `127.0.0.1` or `[::1]`, or one
   *   of `allowedHosts`; the error is `HOST_NOT_ALLOWED`. Set `auth` if a proxy on the same machine forwards requests from a
   *   network, because the gateway cannot distinguish them from local requests.
   * - **Limits**: a connection counts for `maxConnections`, `maxConnectionsPerAddress` and the observers from its first request
   *   to the gateway until it closes. A connection over a limit gets an error and is closed. A client that reads nothing of
   *   its response for two keep-alive intervals is disconnected. If a client disconnects, the gateway aborts its operations; a
   *   change that was sent to KMS continues.
   * - **Yours to set** on your server: `headersTimeout`, `requestTimeout`, `keepAliveTimeout` and `maxHeaderSize`. The gateway's
   *   own port uses 10 seconds, 30 seconds, 65 seconds and 16,384 bytes.
   */
  readonly handleRequest: (request: IncomingMessage, response: ServerResponse) => void
  /**
   * Handles an `upgrade` event of your own server: opens a WebSocket at `<basePath>/graphql`. It rejects requests in the same
   * way as `handleRequest`. It responds with status 404 to any other path, and with 400 to an upgrade to another protocol, and
   * closes the connection. If your server has other WebSockets, look at the path first and pass only the gateway's.
   */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Starts listening. Rejects with Node's error if the address cannot be used. Call it once. */
  listen(address: { readonly host: string; readonly port: number }): Promise<{ readonly url: string }>
  /**
   * Drains the server: `/ready` fails, new work is rejected, and running queries and mutations are answered. WebSockets close
   * with 1012, and SSE streams end with the error `SERVICE_RESTARTING`, so that clients resume on another gateway. Resolves
   * when the last connection of its own port has closed, and on your server the last response and WebSocket of the gateway,
   * within `limits.drainTimeoutMs`. Then connections that are still in use are destroyed. It does not close your server:
   * close it afterwards. Can be called twice.
   */
  [Symbol.asyncDispose](): Promise<void>
}

import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

/** A stable address in front of a server that restarts. Its connections can be cut at any time. */
export interface TcpProxy extends AsyncDisposable {
  readonly url: string
  /** The target of new connections. */
  leadTo(url: string): void
  readonly connections: number
  /** Cuts one connection at both ends without a close, as a lost network does. */
  cut(index: number): void
  /** Keeps the open connections and forwards nothing more on them, as a machine that has disappeared. */
  silence(): void
}

export async function startTcpProxy(): Promise<TcpProxy> {
  let target: URL | undefined
  const connections = new Map<Socket, Socket>()
  const server = createServer((near) => {
    if (!target) {
      near.destroy()
      return
    }
    const far = connect({ host: target.hostname, port: Number(target.port) })
    connections.set(near, far)
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) socket.on('error', () => {})
    near.once('close', () => {
      connections.delete(near)
      far.destroy()
    })
    far.once('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  const cut = (index: number) => [...connections.keys()][index]?.resetAndDestroy()
  return {
    url: `http://127.0.0.1:${address.port}`,
    leadTo(url) {
      target = new URL(url)
    },
    get connections() {
      return connections.size
    },
    cut,
    silence() {
      for (const [near, far] of connections) {
        near.unpipe(far)
        far.unpipe(near)
      }
    },
    async [Symbol.asyncDispose]() {
      for (const connection of connections.keys()) connection.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

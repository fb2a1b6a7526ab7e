import type { WebSocket } from 'ws'

/** Pings sockets. A peer that has not answered a ping by the next ping is disconnected or does not read. */
export interface KeepAlive {
  add(socket: WebSocket): void
  /** Call when the socket has closed. */
  remove(socket: WebSocket): void
}

/**
 * Uses one timer and one listener for all sockets, which saves memory for each socket.
 *
 * @param onDead called once for each socket whose peer did not answer; the socket is then removed
 */
export function createKeepAlive(intervalMs: number, onDead: (socket: WebSocket) => void): KeepAlive {
  /** The sockets, and whether each peer has answered since the last ping. */
  const sockets = new Map<WebSocket, boolean>()
  let timer: NodeJS.Timeout | undefined

  function recordPong(this: WebSocket): void {
    if (sockets.has(this)) sockets.set(this, true)
  }

  function remove(socket: WebSocket): void {
    sockets.delete(socket)
    if (sockets.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  function ping(): void {
    for (const [socket, isAlive] of sockets) {
      if (isAlive) {
        sockets.set(socket, false)
        socket.ping()
      } else {
        remove(socket)
        onDead(socket)
      }
    }
  }

  return {
    add(socket) {
      sockets.set(socket, true)
      socket.on('pong', recordPong)
      timer ??= setInterval(ping, intervalMs)
    },
    remove,
  }
}

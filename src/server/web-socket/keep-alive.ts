import type { WebSocket } from 'ws'

/** Pings sockets; a peer that has not answered one ping by the next is gone, or does not read. */
export interface KeepAlive {
  add(socket: WebSocket): void
  /** It has closed. */
  remove(socket: WebSocket): void
}

/**
 * One timer and one listener for all sockets, however many there are.
 *
 * @param onDead called once for a socket, which is removed
 */
export function createKeepAlive(intervalMs: number, onDead: (socket: WebSocket) => void): KeepAlive {
  /** Whether each has answered since the last ping. */
  const sockets = new Map<WebSocket, boolean>()
  let timer: NodeJS.Timeout | undefined

  function noteAlive(this: WebSocket): void {
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
      socket.on('pong', noteAlive)
      timer ??= setInterval(ping, intervalMs)
    },
    remove,
  }
}

import type { WebSocket } from 'ws'

/**
 * Pings each socket it is given, until that has closed; a peer that has not answered one ping by the next is gone, or
 * does not read: `onDead` is called, once.
 */
export type KeepAlive = (socket: WebSocket) => void

/** One timer and one listener for all sockets, however many there are. */
export function createKeepAlive(intervalMs: number, onDead: (socket: WebSocket) => void): KeepAlive {
  /** Whether each has answered since the last ping. */
  const sockets = new Map<WebSocket, boolean>()
  let timer: NodeJS.Timeout | undefined

  function noteAlive(this: WebSocket): void {
    if (sockets.has(this)) sockets.set(this, true)
  }

  function drop(this: WebSocket): void {
    forget(this)
  }

  function forget(socket: WebSocket): void {
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
        forget(socket)
        onDead(socket)
      }
    }
  }

  return (socket) => {
    sockets.set(socket, true)
    socket.on('pong', noteAlive)
    socket.on('close', drop)
    timer ??= setInterval(ping, intervalMs)
  }
}

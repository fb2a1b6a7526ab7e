import type { WebSocket } from 'ws'

/**
 * Pings; a peer that has not answered one by the next is gone, or does not read: `onDead` is called, once. Stops when
 * the socket has closed.
 */
export function keepAlive(socket: WebSocket, intervalMs: number, onDead: () => void): void {
  let isAlive = true
  socket.on('pong', () => {
    isAlive = true
  })
  const timer = setInterval(() => {
    if (isAlive) {
      isAlive = false
      return socket.ping()
    }
    clearInterval(timer)
    onDead()
  }, intervalMs)
  socket.on('close', () => clearInterval(timer))
}

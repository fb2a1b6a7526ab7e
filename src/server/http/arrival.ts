import { Socket } from 'node:net'

/** Whether an address can be reached from this machine only. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

/**
 * Whether only programs on this machine can open a connection such as this one: it arrived at a loopback address or on a
 * UNIX socket.
 */
export function isLocal(socket: Socket): boolean {
  if (socket.localAddress !== undefined) return isLoopbackAddress(socket.localAddress)
  // A UNIX socket has no address. A closed socket and a stream of another kind have none either.
  return socket instanceof Socket && !socket.destroyed
}

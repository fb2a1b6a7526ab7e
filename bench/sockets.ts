import { once } from 'node:events'
import { WebSocket } from 'ws'

/** Many sockets to one server, and when each was last sent something that counts. */
export interface Sockets {
  /** Resolves when each has received another message that counts: when each did, in milliseconds. */
  nextRound(): Promise<readonly number[]>
  close(): Promise<void>
}

export interface SocketsOptions {
  readonly url: string
  readonly count: number
  readonly protocol?: string
  /** What a socket says once it is open, and what it waits for after each: an answer that contains this. */
  readonly opening?: readonly { readonly say: string; readonly until: string | undefined }[]
  /** A message counts when it contains this. */
  readonly counts: string
}

const OPENED_AT_ONCE = 50

export async function openSockets({
  url,
  count,
  protocol,
  opening = [],
  counts,
}: SocketsOptions): Promise<Sockets> {
  const sockets: WebSocket[] = []
  const times = new Float64Array(count)
  let left = count
  let finish: (() => void) | undefined

  async function open(index: number): Promise<void> {
    const socket = new WebSocket(url, protocol)
    sockets.push(socket)
    await once(socket, 'open')
    for (const { say, until } of opening) {
      socket.send(say)
      if (until === undefined) continue
      for (;;) {
        const [data] = await once(socket, 'message')
        if (String(data).includes(until)) break
      }
    }
    socket.on('message', (data: Buffer) => {
      if (!data.includes(counts)) return
      times[index] = performance.now()
      if (--left === 0) finish?.()
    })
  }

  for (let index = 0; index < count; index += OPENED_AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(OPENED_AT_ONCE, count - index) }, (_, offset) => open(index + offset)),
    )
  return {
    nextRound: () =>
      new Promise((resolve) => {
        left = count
        finish = () => resolve([...times])
      }),
    async close() {
      await Promise.all(
        sockets.map(async (socket) => {
          socket.terminate()
          if (socket.readyState !== socket.CLOSED) await once(socket, 'close')
        }),
      )
    },
  }
}

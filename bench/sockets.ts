import { once } from 'node:events'
import { WebSocket } from 'ws'

/** Many sockets to one server, and the time of each socket's last counted message. */
export interface Sockets {
  /** Resolves when every socket has received one more counted message, with the times in milliseconds. */
  nextRound(): Promise<readonly number[]>
  close(): Promise<void>
}

export interface SocketsOptions {
  readonly url: string
  readonly count: number
  readonly protocol?: string
  /** Messages that a socket sends after it opens, each with a text that the response must contain. */
  readonly opening?: readonly { readonly say: string; readonly until: string | undefined }[]
  /** Messages that contain this text count. */
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

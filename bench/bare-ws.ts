// The peer of the fan-out benchmark: a `ws` server that sends a given frame to every connected socket.
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { WebSocketServer } from 'ws'

async function sendToAll(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const frame = await text(request)
  response.end(String(sockets.clients.size))
  for (const socket of sockets.clients) socket.send(frame)
}

const http = createServer((request, response) => void sendToAll(request, response))
const sockets = new WebSocketServer({ server: http })
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  const port = typeof address === 'object' ? address?.port : undefined
  process.stdout.write(`http://127.0.0.1:${port}\n`)
})

import type { ExecutionResult } from 'graphql'

const encode = (text: string) => new TextEncoder().encode(text)
const COMMENT = encode(':\n\n')
const COMPLETE = encode('event: complete\ndata:\n\n')

/** Sends results as server-sent events. */
export type SseResponses = (results: AsyncIterable<ExecutionResult>) => Response

/**
 * Implements the distinct connections mode of the GraphQL over SSE protocol. Sends a comment at each interval, so that
 * proxies keep the connection open and a dead connection fails. Each result is encoded once for all subscribers.
 */
export function createSseResponses(keepAliveIntervalMs: number): SseResponses {
  const frames = new WeakMap<ExecutionResult, Uint8Array>()

  function frameOf(result: ExecutionResult): Uint8Array {
    const known = frames.get(result)
    if (known) return known
    const frame = encode(`event: next\ndata: ${JSON.stringify(result)}\n\n`)
    frames.set(result, frame)
    return frame
  }

  return (results) => {
    const iterator = results[Symbol.asyncIterator]()
    let timer: NodeJS.Timeout | undefined
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        // Some browsers do not deliver a response before its first byte.
        controller.enqueue(COMMENT)
        timer = setInterval(() => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(COMMENT)
        }, keepAliveIntervalMs)
      },
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (!done) return controller.enqueue(frameOf(value))
        clearInterval(timer)
        controller.enqueue(COMPLETE)
        controller.close()
      },
      async cancel() {
        clearInterval(timer)
        await iterator.return?.()
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
}

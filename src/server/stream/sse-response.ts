import type { ExecutionResult } from 'graphql'

const encode = (text: string) => new TextEncoder().encode(text)
const COMMENT = encode(':\n\n')
const COMPLETE = encode('event: complete\ndata:\n\n')

/** Answers as server-sent events. */
export type SseResponses = (answers: AsyncIterable<ExecutionResult>) => Response

/**
 * The distinct connections mode of the GraphQL over SSE protocol. Between events a comment comes at an interval: proxies
 * keep the connection, and one that is dead breaks. What is sent to many is made into bytes once.
 */
export function createSseResponses(keepAliveIntervalMs: number): SseResponses {
  const frames = new WeakMap<ExecutionResult, Uint8Array>()

  function frameOf(answer: ExecutionResult): Uint8Array {
    const known = frames.get(answer)
    if (known) return known
    const frame = encode(`event: next\ndata: ${JSON.stringify(answer)}\n\n`)
    frames.set(answer, frame)
    return frame
  }

  return (answers) => {
    const iterator = answers[Symbol.asyncIterator]()
    let timer: NodeJS.Timeout | undefined
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        // Some browsers hold a response back until something of its body has come.
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

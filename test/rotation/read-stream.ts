import type { StreamMessage } from '../../src/rotation/stream/stream-message.ts'

/** Reads a stream until it is left. */
export function read(stream: AsyncIterableIterator<StreamMessage, undefined, undefined>) {
  const messages: StreamMessage[] = []
  const ended = (async () => {
    for await (const message of stream) messages.push(message)
  })()
  return {
    messages,
    materials: () =>
      messages.map((message) =>
        message.kind === 'RotationCompleted' ? message.rotation.materialId : message.kind,
      ),
    cursor: () => messages.at(-1)?.cursor,
    async leave() {
      await stream.return?.()
      await ended
    },
  }
}

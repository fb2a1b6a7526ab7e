import type { Writable } from 'node:stream'

/** Standard output or standard error. Its reader can exit or stop reading at any time, which must not end the process. */
export interface Output {
  /** Never throws and never waits. Counts a text that cannot be written. */
  write(text: string): void
  /** The number of texts that were not written. */
  readonly lost: number
  /** The listener is called when the stream accepts texts again, with the number of texts lost before. */
  onRecovered(listener: (lost: number) => void): void
}

/** Maximum size of the buffer for a reader that has stopped reading, about 3,000 log lines. */
const MAX_WAITING_BYTES = 1_048_576

export function createOutput(stream: Writable): Output {
  const listeners: ((lost: number) => void)[] = []
  let lost = 0
  let reported = 0

  // Without a listener the first EPIPE would end the process. Each write reports its own failure.
  stream.on('error', () => {})

  function settle(error: Error | null | undefined): void {
    if (error) lost++
    else if (lost > reported && stream.writableLength === 0) report()
  }

  function report(): void {
    const count = lost - reported
    reported = lost
    for (const listener of listeners) listener(count)
  }

  return {
    write(text) {
      if (stream.writableLength > MAX_WAITING_BYTES) lost++
      else stream.write(text, settle)
    },
    get lost() {
      return lost
    },
    onRecovered: (listener) => void listeners.push(listener),
  }
}

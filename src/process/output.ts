import type { Writable } from 'node:stream'

/** Standard output or standard error. What reads it can end or stop reading at any time, which must not end the process. */
export interface Output {
  /** Never throws and never waits. A text that cannot be written is counted. */
  write(text: string): void
  /** How many texts were not written. */
  readonly lost: number
  /** Called when the stream takes texts again, with the number of those that were lost before. */
  onRecovered(listener: (lost: number) => void): void
}

/** What may wait for a reader that has stopped reading, in bytes: some 3,000 lines of the log. */
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

import { describe, expect, test, vi } from 'vitest'
import { mapEvents } from '../../src/server/stream/event-stream.ts'
import type { StreamEnd } from '../../src/server/stream/event-stream.ts'

/** A source that yields nothing. */
function silentSource() {
  const returned = vi.fn<() => Promise<IteratorReturnResult<undefined>>>(async () => ({
    done: true,
    value: undefined,
  }))
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined), return: returned }),
  }
  return { source, returned }
}
async function* count(to: number): AsyncGenerator<number> {
  for (let value = 1; value <= to; value++) yield value
}
async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = []
  for await (const value of stream) values.push(value)
  return values
}

describe('a mapped stream', () => {
  test('yields the mapped values of its source, and ends once', async () => {
    const onEnd = vi.fn<(end: StreamEnd) => void>()
    const stream = mapEvents(count(3), { map: async (value) => value * 10, onEnd })
    expect(await collect(stream)).toEqual([10, 20, 30])
    expect(await stream.next()).toEqual({ done: true, value: undefined })
    expect(onEnd.mock.calls).toEqual([['completed']])
  })

  test('closes a silent source at once, although a next is pending', async () => {
    const { source, returned } = silentSource()
    const onEnd = vi.fn<(end: StreamEnd) => void>()
    const stream = mapEvents(source, { map: (value) => value, onEnd })
    void stream.next()
    await stream.return(undefined)
    await stream.return(undefined)
    expect(returned).toHaveBeenCalledOnce()
    expect(onEnd.mock.calls).toEqual([['abandoned']])
  })

  test.each(['before', 'after'])('closes its source when the signal aborts %s it started', async (when) => {
    const { source, returned } = silentSource()
    const disconnected = new AbortController()
    if (when === 'before') disconnected.abort()
    const stream = mapEvents(source, { map: (value) => value, disconnected: disconnected.signal })
    disconnected.abort()
    expect(await stream.next()).toEqual({ done: true, value: undefined })
    expect(returned).toHaveBeenCalledOnce()
  })

  test.each(['before', 'while'])(
    'ends after one last value if it is interrupted %s it waits',
    async (when) => {
      const { source, returned } = silentSource()
      const onEnd = vi.fn<(end: StreamEnd) => void>()
      const interruption = new AbortController()
      if (when === 'before') interruption.abort()
      const stream = mapEvents(source, {
        map: String,
        onEnd,
        interruption: { signal: interruption.signal, last: () => 'last' },
      })
      const values = collect(stream)
      interruption.abort()
      expect(await values).toEqual(['last'])
      expect(returned).toHaveBeenCalledOnce()
      expect(onEnd.mock.calls).toEqual([['interrupted']])
    },
  )

  test('converts a failure of its source to a value, or throws it', async () => {
    const failing = async function* () {
      yield 1
      throw new Error('broken')
    }
    const stream = mapEvents(failing(), { map: String, failure: (error) => `${String(error)}!` })
    expect(await collect(stream)).toEqual(['1', 'Error: broken!'])
    await expect(collect(mapEvents(failing(), { map: String }))).rejects.toThrow('broken')
  })

  test('reports a source that fails in its return, and ends normally', async () => {
    const onReturnFailure = vi.fn<(error: unknown) => void>()
    const source: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => undefined),
        return: () => Promise.reject(new Error('stuck')),
      }),
    }
    const stream = mapEvents(source, { map: String, onReturnFailure })
    expect(await stream.return(undefined)).toEqual({ done: true, value: undefined })
    expect(onReturnFailure).toHaveBeenCalledWith(new Error('stuck'))
  })
})

import { expect, test, vi } from 'vitest'
import { SlowConsumerError } from '../../src/errors/request-errors.ts'
import { createBoundedQueue } from '../../src/rotation/watch/bounded-queue.ts'

const DONE = { done: true, value: undefined }

test('gives in order what was pushed, before and after it was asked for', async () => {
  const queue = createBoundedQueue<string>(5)
  queue.push('a')
  queue.push('b')
  expect(await queue.next()).toEqual({ done: false, value: 'a' })
  expect(await queue.next()).toEqual({ done: false, value: 'b' })
  const asked = [queue.next(), queue.next()]
  queue.push('c')
  queue.push('d')
  expect(await Promise.all(asked)).toEqual([
    { done: false, value: 'c' },
    { done: false, value: 'd' },
  ])
})

test('what is queued when it ends can still be read', async () => {
  const onReturn = vi.fn<() => void>()
  const queue = createBoundedQueue<string>(5, onReturn)
  queue.push('a')
  queue.push('b')
  queue.end()
  queue.push('too late')
  const read: string[] = []
  for await (const item of queue) read.push(item)
  expect(read).toEqual(['a', 'b'])
  expect(onReturn).not.toHaveBeenCalled()
})

test('ending the queue resolves all waiting reads', async () => {
  const queue = createBoundedQueue<string>(5)
  const waiting = [queue.next(), queue.next()]
  queue.end()
  expect(await Promise.all(waiting)).toEqual([DONE, DONE])
})

test('an item over the bound disconnects the reader and notifies it once', async () => {
  const onReturn = vi.fn<() => void>()
  const queue = createBoundedQueue<number>(2, onReturn)
  queue.push(1)
  queue.push(2)
  expect(onReturn).not.toHaveBeenCalled()
  queue.push(3)
  expect(onReturn).toHaveBeenCalledOnce()
  await expect(queue.next()).rejects.toThrow(SlowConsumerError)
  expect(await queue.next()).toEqual(DONE)
  await queue.return()
  expect(onReturn).toHaveBeenCalledOnce()
})

test('a reader that keeps up is never thrown out, however much passes', async () => {
  const queue = createBoundedQueue<number>(1)
  for (let item = 0; item < 100; item++) {
    queue.push(item)
    expect(await queue.next()).toEqual({ done: false, value: item })
  }
})

test('returning while a next waits answers that next, forgets the rest and calls back once', async () => {
  const onReturn = vi.fn<() => void>()
  const queue = createBoundedQueue<string>(5, onReturn)
  const waiting = queue.next()
  expect(await queue.return()).toEqual(DONE)
  expect(await waiting).toEqual(DONE)
  queue.push('nobody reads this')
  expect(await queue.next()).toEqual(DONE)
  await queue.return()
  expect(onReturn).toHaveBeenCalledOnce()
})

test('leaving a loop over it is returning', async () => {
  const onReturn = vi.fn<() => void>()
  const queue = createBoundedQueue<string>(5, onReturn)
  queue.push('a')
  queue.push('b')
  for await (const item of queue) if (item === 'a') break
  expect(onReturn).toHaveBeenCalledOnce()
  expect(await queue.next()).toEqual(DONE)
})

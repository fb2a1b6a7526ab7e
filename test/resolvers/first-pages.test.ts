import { expect, test } from 'vitest'
import { createFirstPages } from '../../src/resolvers/first-pages.ts'
import { createStillClock, settle } from '../support/still-clock.ts'
import type { StillClock } from '../support/still-clock.ts'

/** The scopes with these response times, in milliseconds. Infinity = no response. */
function start(responseMs: readonly number[]) {
  const clock = createStillClock()
  const read: number[] = []
  const pages = createFirstPages(
    responseMs.map((ms, index) => ({
      scopeName: `scope ${index}`,
      async read() {
        read.push(index)
        if (ms > 0) await (ms === Infinity ? new Promise(() => {}) : clock.sleep(ms))
      },
    })),
    clock,
  )
  return { clock, read, pages }
}

/** Waits for each scope in order. Returns the scopes that did not answer, and how long it took. */
async function walk({ clock, pages }: ReturnType<typeof start>, scopes: number) {
  const startedAt = clock.elapsed()
  const unavailable: number[] = []
  const walking = (async () => {
    for (let index = 0; index < scopes; index++)
      await pages.wait(index).catch(() => void unavailable.push(index))
    return clock.elapsed() - startedAt
  })()
  let tookMs: number | undefined
  void walking.then((ms) => (tookMs = ms))
  await passUntil(clock, () => tookMs !== undefined)
  return { unavailable, tookMs }
}

async function passUntil(clock: StillClock, isOver: () => boolean): Promise<void> {
  for (let left = 1_000; left > 0 && !isOver(); left--) {
    await settle()
    if (!isOver()) await clock.pass(10)
  }
}

test('scopes that answer soon are read one after the other, and no scope is read before it is needed', async () => {
  const started = start([100, 100, 100])
  await Promise.all([started.pages.wait(0), started.clock.pass(100)])
  expect(started.read).toEqual([0])
  expect(await walk(started, 2)).toEqual({ unavailable: [], tookMs: 100 })
  expect(started.read).toEqual([0, 1])
})

test('while a scope does not answer the next scopes are read, and it is unavailable after 2 s', async () => {
  const started = start([Infinity, 100, 100])
  expect(await walk(started, 3)).toEqual({ unavailable: [0], tookMs: 2_000 })
  expect(started.read).toEqual([0, 1, 2])
})

test('a scope that answers after 1.9 s is available', async () => {
  expect(await walk(start([1_900, 0]), 2)).toEqual({ unavailable: [], tookMs: 1_900 })
})

test('a hundred scopes that do not answer delay the others by 2 s together', async () => {
  const silent = Array.from({ length: 100 }, () => Infinity)
  const { unavailable, tookMs } = await walk(start([0, ...silent, 50]), 102)
  expect(unavailable).toHaveLength(100)
  expect(tookMs).toBe(2_000)
})

test('a single scope may take longer', async () => {
  const { pages, read } = start([Infinity])
  await pages.wait(0)
  // The listing itself reads it.
  expect(read).toEqual([])
})

test('the error of a scope that does not answer names it', async () => {
  const { clock, pages } = start([Infinity, 0])
  const error = pages.wait(0).catch((thrown: unknown) => thrown)
  await clock.pass(2_000)
  expect(await error).toMatchObject({
    message: 'KMS in scope 0 did not list its keys within 2 s. Try again later.',
  })
})

import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createEmulatorClock } from '../emulator-clock.ts'

const START = Date.parse('2026-01-01T00:00:00Z')

test('a clock with speed 0 moves only when it is advanced', () => {
  const clock = createEmulatorClock({ start: START, speed: 0 })
  expect(clock.now()).toBe(START)
  clock.advance(1_500)
  expect(clock.now()).toBe(START + 1_500)
  clock.set(new Date(START + 60_000))
  expect(clock.now()).toBe(START + 60_000)
})

test('advance resolves the sleeps that it passes, in order of time, and only those', async () => {
  const clock = createEmulatorClock({ start: START, speed: 0 })
  const woken: string[] = []
  const late = clock.sleep(2_000).then(() => woken.push('late'))
  const early = clock.sleep(1_000).then(() => woken.push('early'))
  const never = clock.sleep(10_000).then(() => woken.push('never'))
  clock.advance(5_000)
  await Promise.all([early, late])
  expect(woken).toEqual(['early', 'late'])
  clock.advance(5_000)
  await never
  expect(woken).toEqual(['early', 'late', 'never'])
})

test('sleep measures clock time, so that an hour is short at a high speed', async () => {
  const clock = createEmulatorClock({ start: START, speed: 1_000_000 })
  await clock.sleep(3_600_000)
  expect(clock.now()).toBeGreaterThanOrEqual(START + 3_600_000)
})

test('sleep rejects when its signal is aborted, before or during the sleep', async () => {
  const clock = createEmulatorClock({ start: START, speed: 0 })
  const reason = new Error('no longer needed')
  await expect(clock.sleep(1_000, AbortSignal.abort(reason))).rejects.toBe(reason)
  const controller = new AbortController()
  const sleep = clock.sleep(1_000, controller.signal)
  controller.abort(reason)
  await expect(sleep).rejects.toBe(reason)
})

test('sleep removes its listener from a signal that outlives the sleep', async () => {
  const clock = createEmulatorClock({ start: START, speed: 0 })
  const { signal } = new AbortController()
  const sleeps = [clock.sleep(1_000, signal), clock.sleep(0, signal)]
  clock.advance(1_000)
  await Promise.all(sleeps)
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})

test('the clock does not go back', () => {
  const clock = createEmulatorClock({ start: START, speed: 0 })
  expect(() => clock.advance(-1)).toThrow(RangeError)
  expect(() => clock.set(START - 1)).toThrow(RangeError)
  expect(() => createEmulatorClock({ speed: -1 })).toThrow(RangeError)
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Alarms } from '../../src/rotation/watch/alarms.ts'
import { createStillClock, settle } from '../support/still-clock.ts'

test('alarms wake their sleepers at their times, with one timer, and cancelled alarms do not', async () => {
  const times = fc.array(fc.record({ ms: fc.integer({ min: 1, max: 50 }), isCancelled: fc.boolean() }))
  await fc.assert(
    fc.asyncProperty(times, async (all) => {
      const clock = createStillClock()
      using alarms = new Alarms(clock)
      const woken: number[] = []
      const start = clock.elapsed()
      const set = all.map(({ ms }) =>
        alarms.set(ms, { wake: () => void woken.push(ms, clock.elapsed() - start) }),
      )
      for (const [index, alarm] of set.entries()) if (all[index]?.isCancelled) alarms.cancel(alarm)
      await settle()
      const left = all.filter(({ isCancelled }) => !isCancelled).map(({ ms }) => ms)
      expect(clock.sleeping).toBe(Math.min(1, left.length))
      await clock.pass(60)
      expect(woken).toEqual(left.toSorted((one, other) => one - other).flatMap((ms) => [ms, ms]))
      expect(clock.sleeping).toBe(0)
    }),
    { numRuns: 50 },
  )
})

test('an alarm that a sleeper sets when it wakes is kept, and disposal ends the timer', async () => {
  const clock = createStillClock()
  const alarms = new Alarms(clock)
  let wakes = 0
  const sleeper = {
    wake() {
      wakes++
      alarms.set(10, sleeper)
    },
  }
  alarms.set(10, sleeper)
  await clock.pass(35)
  expect(wakes).toBe(3)
  alarms[Symbol.dispose]()
  await settle()
  expect(clock.sleeping).toBe(0)
})

import { expect, test } from 'vitest'
import { SharedPass } from '../../../src/rotation/fleet/shared-pass.ts'

const numbers = Array.from({ length: 600 }, (_, index) => index)

function startPasses(signal = new AbortController().signal) {
  const passes: number[] = []
  const pass = new SharedPass(numbers, signal, async (work) => {
    passes.push(passes.length)
    await work()
  })
  return { pass, passes }
}

test('visitors that are added in one turn of the event loop share a pass over all items', async () => {
  const { pass, passes } = startPasses()
  const seen: number[][] = [[], []]
  await Promise.all(seen.map((items) => pass.visit((item) => void items.push(item))))
  expect(seen).toEqual([numbers, numbers])
  expect(passes).toHaveLength(1)
})

test('a visitor that is added during a pass sees all items in a pass of its own', async () => {
  const { pass, passes } = startPasses()
  const seen: number[] = []
  let second: Promise<void> | undefined
  await pass.visit((item) => {
    if (item === 300) second = pass.visit((each) => void seen.push(each))
  })
  await second
  expect(seen).toEqual(numbers)
  expect(passes).toHaveLength(2)
})

test('a pass ends when the signal aborts', async () => {
  const abort = new AbortController()
  const { pass } = startPasses(abort.signal)
  const visiting = pass.visit((item) => {
    if (item === 10) abort.abort(new Error('The client has disconnected.'))
  })
  await expect(visiting).rejects.toThrow('The client has disconnected.')
})

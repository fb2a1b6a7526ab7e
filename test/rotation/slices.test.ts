import { expect, test } from 'vitest'
import { inSlices } from '../../src/rotation/slices.ts'

const numbers = Array.from({ length: 1_000 }, (_, index) => index)

test('slices contain each item once, in order', async () => {
  const sizes: number[] = []
  const seen: number[] = []
  for await (const slice of inSlices(numbers, new AbortController().signal, 300)) {
    sizes.push(slice.length)
    seen.push(...slice)
  }
  expect(sizes).toEqual([300, 300, 300, 100])
  expect(seen).toEqual(numbers)
})

test('other work of the process runs between two slices', async () => {
  const order: string[] = []
  const work = async () => {
    for await (const [first] of inSlices(numbers, new AbortController().signal, 500))
      order.push(`slice ${first}`)
  }
  const working = work()
  setImmediate(() => order.push('other work'))
  await working
  expect(order).toEqual(['slice 0', 'other work', 'slice 500'])
})

test('no slice follows the abortion of the signal', async () => {
  const abort = new AbortController()
  const seen: number[] = []
  const work = async () => {
    for await (const slice of inSlices(numbers, abort.signal, 100)) {
      seen.push(...slice)
      if (seen.length === 200) abort.abort(new Error('The client has disconnected.'))
    }
  }
  await expect(work()).rejects.toThrow('The client has disconnected.')
  expect(seen).toHaveLength(200)
})

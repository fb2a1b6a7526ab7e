import { expect, test } from 'vitest'
import { createFairQueue } from '../../src/kms/rate/fair-queue.ts'

/** Adds `caller/request` `times` times, and removes everything. */
function orderOf(...added: readonly (readonly [caller: string, request: string, times: number])[]) {
  const queue = createFairQueue<string>()
  for (const [caller, request, times] of added)
    for (let call = 1; call <= times; call++) queue.add(`${caller}${request}${call}`, { caller, request })
  return Array.from({ length: queue.size }, () => queue.take())
}

test('serves callers in rotation, then the requests of each caller, then calls in order of arrival', () => {
  expect(orderOf(['a', 'x', 3], ['a', 'y', 1], ['b', 'z', 2])).toEqual([
    'ax1',
    'bz1',
    'ay1',
    'bz2',
    'ax2',
    'ax3',
  ])
})

test('shows the call that it serves next as the first one', () => {
  const queue = createFairQueue<number>()
  expect([queue.first, queue.take()]).toEqual([undefined, undefined])
  queue.add(1, { caller: 'a', request: '' })
  queue.add(2, { caller: 'b', request: '' })
  for (const next of [1, 2]) expect([queue.first, queue.take()]).toEqual([next, next])
})

test('does not serve a caller earlier that leaves and comes back', () => {
  const queue = createFairQueue<string>()
  const [a, b] = [
    { caller: 'a', request: '' },
    { caller: 'b', request: '' },
  ]
  queue.add('a1', a)
  queue.add('b1', b)
  expect([queue.remove('a1', a), queue.remove('a1', a), queue.size]).toEqual([true, false, 1])
  queue.add('a2', a)
  expect([queue.take(), queue.take(), queue.take()]).toEqual(['b1', 'a2', undefined])
})

test.each([
  ['a', 'x'],
  ['a', 'y'],
  ['a', 'another'],
  ['b', 'z'],
  ['another', ''],
])('knows how many go before a call of %s/%s', (caller, request) => {
  const queue = createFairQueue<string>()
  for (const [of, at, times] of [
    ['a', 'x', 3],
    ['a', 'y', 1],
    ['b', 'z', 2],
  ] as const)
    for (let call = 1; call <= times; call++) queue.add(`${of}${at}${call}`, { caller: of, request: at })
  const promised = queue.aheadOf({ caller, request })
  queue.add('it', { caller, request })
  const order = Array.from({ length: queue.size }, () => queue.take())
  expect(order.indexOf('it')).toBeLessThanOrEqual(promised)
})

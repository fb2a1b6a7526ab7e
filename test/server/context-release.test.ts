import { once } from 'node:events'
import { expect, test } from 'vitest'
import { anonymousViewer } from '../../src/auth/viewer.ts'
import { query, readySocket } from './clients.ts'
import { createToy } from './toy.ts'

/** A toy whose contexts are numbered, and the numbers of those that have ended. */
function endingToy() {
  const ended: number[] = []
  let made = 0
  const contextOf = (signal: AbortSignal, requestId = '') => ({
    requestId,
    signal,
    viewer: anonymousViewer,
    number: made++,
  })
  const toy = createToy({
    host: {
      create: ({ requestId, signal }) => contextOf(signal, requestId),
      forEvents: () => contextOf,
      release: ({ number }) => void ended.push(number),
    },
  })
  return { toy, ended }
}

test('the context of a query is released once it is answered', async () => {
  const { toy, ended } = endingToy()
  await using _ = toy
  const waiting = once(toy.happened, 'waiting')
  const answer = toy.server.fetch(new Request('http://gateway.test/graphql', query('{ wait }')))
  await waiting
  expect(ended).toEqual([])
  toy.release()
  await answer
  expect(ended).toEqual([0])
})

test('the context of an operation that fails is released', async () => {
  const { toy, ended } = endingToy()
  await using _ = toy
  await toy.server.fetch(new Request('http://gateway.test/graphql', query('{ bug }')))
  await toy.server.fetch(
    new Request('http://gateway.test/graphql', query('subscription { forbidden }', { accept: '*/*' })),
  )
  expect(ended).toEqual([0, 1])
})

test('the context of a subscription is released once it is open, and that of an event once it is delivered', async () => {
  const { toy, ended } = endingToy()
  await using _ = toy
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  using client = await readySocket(url)
  const subscribed = once(toy.happened, 'subscribed')
  client.send({ id: 'a', type: 'subscribe', payload: { query: 'subscription { ticks { contextNumber } }' } })
  await subscribed
  await expect.poll(() => ended).toEqual([0])
  for (const contextNumber of [1, 2]) {
    toy.tick(0)
    expect(await client.next()).toMatchObject({ payload: { data: { ticks: { contextNumber } } } })
    expect(ended).toContain(contextNumber)
  }
})

import { once } from 'node:events'
import { expect, test } from 'vitest'
import { anonymousViewer } from '../../src/auth/viewer.ts'
import { collectGarbage } from '../support/collect-garbage.ts'
import { query, readySocket, textUntil } from './clients.ts'
import { createToy } from './toy.ts'

const SUBSCRIPTION = 'subscription { ticks { value } }'

/** A toy, and whether what its first operation was given can still be reached. */
function watchedToy() {
  let first: readonly WeakRef<object>[] | undefined
  const toy = createToy({
    host: {
      create({ requestId, signal }) {
        const context = { requestId, signal, viewer: anonymousViewer, number: 0 }
        first ??= [new WeakRef(context), new WeakRef(signal)]
        return context
      },
      forEvents: () => eventContext,
    },
  })
  return {
    toy,
    isKept: (): boolean => {
      collectGarbage()
      return first?.some((each) => each.deref() !== undefined) ?? true
    },
  }
}

const eventContext = (signal: AbortSignal) => ({ requestId: '', signal, viewer: anonymousViewer, number: 1 })

test('an open subscription does not keep its own context or signal, over WebSocket', async () => {
  const { toy, isKept } = watchedToy()
  await using _ = toy
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  using client = await readySocket(url)
  const subscribed = once(toy.happened, 'subscribed')
  client.send({ id: 'a', type: 'subscribe', payload: { query: SUBSCRIPTION } })
  await subscribed
  await expect.poll(isKept).toBe(false)
  toy.tick(1)
  expect(await client.next()).toMatchObject({ id: 'a', payload: { data: { ticks: { value: 1 } } } })
})

test('an open subscription does not keep its own context or signal, over SSE', async () => {
  const { toy, isKept } = watchedToy()
  await using _ = toy
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  const subscribed = once(toy.happened, 'subscribed')
  const response = await fetch(`${url}/graphql`, query(SUBSCRIPTION, { accept: 'text/event-stream' }))
  await subscribed
  await expect.poll(isKept).toBe(false)
  toy.tick(1)
  const text = await textUntil(response, /data: .*\n\n/)
  expect(text).toContain('{"ticks":{"value":1}}')
})

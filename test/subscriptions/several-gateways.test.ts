import { print } from 'graphql'
import { expect, test } from 'vitest'
import { EventsDocument, EventsPageDocument } from '../documents/generated/graphql.ts'
import type { EventsPageQuery, RotationEventFilter } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import { waitFor } from '../support/wait-until.ts'
import { keyIdOf, subscribe, watched } from './subscribe.ts'

interface Endpoint {
  fetch(request: Request): Response | Promise<Response>
}

/** The page after a cursor; without a cursor, an empty page at the end of the stream. */
async function page(gateway: Endpoint, filter: RotationEventFilter, after?: string) {
  const variables = { filter, ...(after === undefined ? { first: 0 } : { first: 100, after }) }
  const response = await gateway.fetch(
    new Request('http://127.0.0.1:4000/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: print(EventsPageDocument), variables }),
    }),
  )
  const { data }: { readonly data: EventsPageQuery } = await response.json()
  const { gaps, pageInfo } = data.rotationEvents
  return { gaps, endCursor: pageInfo.endCursor ?? '' }
}

test('a cursor of one gateway leads to a gap on another gateway, even if it has watched the key all the time', async () => {
  await using first = await startGateway({ speed: 0 })
  await using second = first.another()
  const { url } = await second.listen({ host: '127.0.0.1', port: 0 })
  const { arn } = first.emulator.createKey()
  const filter: RotationEventFilter = { keys: [await keyIdOf(first, arn)] }
  const watching = subscribe(url, EventsDocument, { filter })
  await watched(first, 1)

  const foreign = (await page(first.gateway, filter)).endCursor
  const own = (await page(second, filter)).endCursor
  expect((await page(second, filter, own)).gaps).toEqual([])

  const { gaps, endCursor } = await page(second, filter, foreign)
  expect(gaps).toMatchObject([{ affectedKey: null, types: expect.arrayContaining(['ROTATION_STARTED']) }])
  // The gap has a cursor of the second gateway.
  expect((await page(second, filter, endCursor)).gaps).toEqual([])
  // KMS keeps a history of completed rotations, so none of them is missing.
  expect((await page(second, { ...filter, types: ['ROTATION_COMPLETED'] }, foreign)).gaps).toEqual([])

  const resumed = subscribe(url, EventsDocument, { filter, after: foreign })
  await waitFor(() => expect(resumed.messages.length).toBeGreaterThan(0))
  expect(resumed.messages[0]?.data?.rotationEvents.kind).toBe('StreamGap')
  resumed.unsubscribe()
  watching.unsubscribe()
})

import { expect, test } from 'vitest'
import { ResumedCompletionsDocument } from '../documents/generated/graphql.ts'
import { keyIdOf, subscribe, listenAt } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const QUERY =
  '{ scopes { region pollingCost { followedKeys requestsPerSecond usdPer10000Requests usdPerMonth } } }'

interface Costs {
  readonly scopes: readonly {
    readonly region: string
    readonly pollingCost: { readonly followedKeys: number; readonly usdPerMonth: number } | null
  }[]
}

test('an administrator sees the number of followed keys in each Region and their estimated monthly cost', async () => {
  await using it = await startGateway({ regions: ['us-east-1', 'eu-west-1'], speed: 0 })
  const { emulator } = it
  const arns = [emulator.createKey().arn, emulator.createKey().arn]
  emulator.createKey({ region: 'eu-west-1' })
  const costs = async () => (await it.answer<Costs, unknown>(QUERY)).data?.scopes
  expect((await costs())?.map(({ pollingCost }) => pollingCost?.usdPerMonth)).toEqual([0, 0])

  const keys = await Promise.all(arns.map((arn) => keyIdOf(it, arn)))
  const following = subscribe(await listenAt(it), ResumedCompletionsDocument, { keys })
  await waitUntil(async () => (await costs())?.[0]?.pollingCost?.followedKeys === 2)
  const [home, away] = (await costs()) ?? []
  expect(home).toEqual({
    region: 'us-east-1',
    pollingCost: {
      followedKeys: 2,
      requestsPerSecond: expect.closeTo(2 / 30 + 2 / 300),
      usdPer10000Requests: 0.03,
      usdPerMonth: expect.closeTo(2 * 0.285, 2),
    },
  })
  expect(away).toMatchObject({ region: 'eu-west-1', pollingCost: { followedKeys: 0 } })
  following.unsubscribe()
})

test('other callers get an error, because the count includes hidden keys', async () => {
  await using it = await startGuardedGateway({
    speed: 0,
    roles: { reader: readerOf({ tag: 'a=b' }) },
    callers: { reader: ['reader'] },
  })
  const { data, errors } = await it.as('reader').answer<Costs, unknown>(QUERY)
  expect(data?.scopes.map(({ pollingCost }) => pollingCost)).toEqual(it.emulator.regions.map(() => null))
  expect(new Set(errors?.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['FORBIDDEN']))
})

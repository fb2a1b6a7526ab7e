import { describe, expect, test } from 'vitest'
import { EventsPageDocument, ResumedCompletionsDocument } from '../documents/generated/graphql.ts'
import { keyIdOf, subscribe, listenAt } from '../subscriptions/subscribe.ts'
import { openPage } from '../support/browser.ts'
import { startGateway } from '../support/gateway.ts'
import { createRandom } from '../support/random.ts'
import { shareBrowser } from '../support/share-browser.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { waitUntil } from '../support/wait-until.ts'
import { recipes, scriptOf } from './recipe.ts'

shareBrowser()

const SEED = 20_261_124

interface Completed {
  readonly kind: string
  readonly eventId: string
  readonly occurredAt: string
  readonly key: { readonly arn: string }
}

test('docs/events.md has a recipe for each client', () => {
  expect(recipes).toEqual(['graphql-ws', 'Apollo Client', 'urql', 'graphql-sse', 'EventSource'])
})

test('a page about one key gives the first cursor for more keys than a page can read', async () => {
  await using it = await startGateway({ gateway: { limits: { maxSubscribedKeys: 1 } } })
  const { emulator } = it
  const [one, other] = [emulator.createKey().arn, emulator.createKey().arn]
  const { errors } = await it.answer(EventsPageDocument, { first: 0 })
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  const filter = { keys: [await keyIdOf(it, one)] }
  const { rotationEvents } = await it.ask(EventsPageDocument, { first: 0, filter })
  for (const arn of [one, other]) emulator.addRotation(arn, { date: 'now', type: 'AUTOMATIC' })

  const after = rotationEvents.pageInfo.endCursor ?? null
  const { messages } = subscribe(await listenAt(it), ResumedCompletionsDocument, { after })
  await waitUntil(() => messages.length === 2)
  const delivered = messages.map(({ data }) => data?.rotationCompleted)
  const about = new Set(delivered.map((event) => event?.kind === 'RotationCompleted' && event.key.arn))
  expect(about).toEqual(new Set([one, other]))
})

describe.each(recipes)('the recipe for %s', (recipe) => {
  test('processes each event once, although connections and gateways end', async () => {
    const random = createRandom(SEED)
    await using it = await startGateway()
    const { emulator } = it
    const arns: [string, ...string[]] = [
      emulator.createKey().arn,
      emulator.createKey().arn,
      emulator.createKey().arn,
    ]
    await using network = await startTcpProxy()
    network.leadTo(await listenAt(it))
    await using browser = await openPage({ bypassCSP: true })
    const { page } = browser

    const done: Completed[] = []
    let working = 0
    let mostWorking = 0
    await page.exposeFunction('work', async (message: Completed) => {
      mostWorking = Math.max(mostWorking, ++working)
      // Several events arrive meanwhile.
      await new Promise((resolve) => setTimeout(resolve, random.below(20)))
      working--
      if (done.length === 4 && message.eventId !== failed) {
        failed = message.eventId
        throw new Error('this work fails once')
      }
      done.push(message)
    })
    let failed = ''
    let rotations = 0
    const rotate = (times: number) => {
      for (let time = 0; time < times; time++) {
        emulator.clock.advance(1)
        emulator.addRotation(random.pick(arns), { date: 'now', type: 'AUTOMATIC' })
        rotations++
      }
    }
    const cut = () => {
      for (let index = network.connections; index > 0; index--) network.cut(index - 1)
    }
    const allDone = () => waitUntil(() => done.length >= rotations)

    // Any page of the gateway's origin will do.
    await page.goto(`${network.url}/health`)
    const begun = page.waitForResponse(
      (response) => response.request().postData()?.includes('first: 0') ?? false,
    )
    await page.addScriptTag({ type: 'module', content: await scriptOf(recipe, `${network.url}/graphql`) })
    await (await begun).finished()

    // Before the first event.
    cut()
    rotate(2)
    await allDone()
    // While it is connected, and while it processes. The processing of one event fails.
    rotate(3)
    cut()
    rotate(3)
    await allDone()
    expect(failed).not.toBe('')
    // A gateway ends, and another one replaces it.
    rotate(2)
    const ended = it.gateway[Symbol.asyncDispose]()
    rotate(2)
    await ended
    rotate(2)
    await using another = it.another()
    const { url } = await another.listen({ host: '127.0.0.1', port: 0 })
    network.leadTo(url)
    await allDone()
    rotate(3)
    await allDone()

    expect(done.map(({ kind }) => kind)).toEqual(Array(rotations).fill('RotationCompleted'))
    for (const arn of arns)
      expect(done.filter(({ key }) => key.arn === arn).map(({ occurredAt }) => occurredAt)).toEqual(
        emulator.key(arn).rotations.map(({ completedAt }) => completedAt),
      )
    expect(mostWorking).toBe(1)
  })

  test('stops if another attempt would be rejected as well', async () => {
    await using it = await startGateway()
    it.emulator.createKey()
    const url = await listenAt(it)
    await using browser = await openPage({ bypassCSP: true })
    const { page } = browser
    await page.goto(`${url}/health`)
    const ended = page.waitForEvent('pageerror')
    await page.addScriptTag({ type: 'module', content: await scriptOf(recipe, `${url}/graphql`, 'altered') })
    await ended
    const rejected = it.logger.lines.filter(
      ({ fields }) => 'errors' in fields && String(fields.errors) === 'BAD_USER_INPUT',
    )
    expect(rejected).toHaveLength(1)
  })
})

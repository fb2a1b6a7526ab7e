import { describe, expect, test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import { ResumedCompletionsDocument, EventsPageDocument } from '../documents/generated/graphql.ts'
import { listenAt, subscribe } from '../subscriptions/subscribe.ts'
import { waitUntil } from '../support/wait-until.ts'

describe('a subscription to all keys of a gateway with an inventory', () => {
  test('gets the rotation of a key that another client made, and of one that was created later, without calls of its own', async () => {
    await using gateway = await startGateway({ gateway: { inventory: {} } })
    const first = gateway.emulator.createKey()
    const inventory = await gateway.inventory()
    const response = await gateway.gateway.fetch(
      new Request('http://127.0.0.1:4000/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({
          query: 'subscription { rotationEvents { ... on RotationCompleted { key { arn } } } }',
        }),
      }),
    )
    const texts: string[] = []
    const decoder = new TextDecoder()
    const reading = (async () => {
      if (!response.body) throw new Error('The response has no body.')
      for await (const chunk of response.body) texts.push(decoder.decode(chunk))
    })()
    const text = () => texts.join('')
    gateway.emulator.addRotation(first.arn, { date: 'now', type: 'ON_DEMAND' })
    await waitUntil(() => text().includes(first.arn))
    const second = gateway.emulator.createKey()
    await waitUntil(() => inventory.recordOf(second.arn)?.status)
    gateway.emulator.addRotation(second.arn, { date: 'now', type: 'ON_DEMAND' })
    await waitUntil(() => text().includes(second.arn))
    expect(text()).toContain(second.arn)
    await gateway.gateway[Symbol.asyncDispose]()
    await reading
  })

  test('starts before every key is described, and delivers the rotations of the other keys since its start', async () => {
    await using gateway = await startGateway({ regions: ['us-east-1'], gateway: { inventory: {} } })
    const { emulator } = gateway
    const [shown, late] = [emulator.createKey().arn, emulator.createKey().arn]
    emulator.addFault({ kind: 'throttle', operation: 'DescribeKey', keyId: late })
    const { rotationEvents } = await gateway.ask(EventsPageDocument, { first: 0 })
    expect(rotationEvents.gaps.map(({ message }) => message)).toEqual([
      expect.stringContaining('its keys are not all known yet'),
    ])
    const url = await listenAt(gateway)
    const events = subscribe(url, ResumedCompletionsDocument, { after: rotationEvents.pageInfo.endCursor })
    for (const arn of [shown, late]) emulator.addRotation(arn, { date: 'now', type: 'ON_DEMAND' })
    const rotated = () => events.messages.map(({ data }) => JSON.stringify(data))
    await waitUntil(() => rotated().length === 1)
    emulator.clearFaults()
    await waitUntil(() => rotated().length === 2)
  })
})

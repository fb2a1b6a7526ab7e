import { setImmediate as immediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { EventsDocument, EventsPageDocument } from '../documents/generated/graphql.ts'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import { waitUntil } from '../support/wait-until.ts'
import { listenAt, subscribe } from '../subscriptions/subscribe.ts'

const MINUTE_MS = 60_000
const intervals = {
  listEveryMs: 15 * MINUTE_MS,
  statusEveryMs: 60 * MINUTE_MS,
  restEveryMs: 2 * 60 * MINUTE_MS,
}
const LISTED_MS = intervals.listEveryMs + 1.5 * MINUTE_MS
const STEP_MS = MINUTE_MS
const SETTLED_TURNS = 20

const QUERY = `query ($source: KeySource!) { keys(source: $source, first: 100) { nodes { arn state } } }`
const FLEET = '{ fleet { keyCount unreadableCount byState { state keyCount } } }'

interface FleetData {
  readonly keyCount: number
  readonly unreadableCount: number
  readonly byState: readonly { readonly state: string | null; readonly keyCount: number }[]
}

/** A gateway with an inventory, a caller of all keys, one of the keys with the tag team=orders, and one of the aliases `orders-*`. */
async function start() {
  const gateway = await startGuardedGateway({
    speed: 0,
    regions: ['us-east-1'],
    settings: { isThrottling: false },
    roles: {
      all: { permissions: ['ROTATION_READ'] },
      byTag: readerOf({ tag: 'team=orders' }),
      byAlias: readerOf({ alias: 'orders-*' }),
    },
    callers: { all: ['all'], byTag: ['byTag'], byAlias: ['byAlias'] },
    gateway: { inventory: intervals },
  })
  onTestFinished(() => gateway[Symbol.asyncDispose]())
  const { emulator, tokens } = gateway
  const own = emulator.createKey({ tags: { team: 'orders' }, aliases: ['orders-a'] }).arn
  const other = emulator.createKey({ tags: { team: 'billing' }, aliases: ['billing'] }).arn
  await gateway.inventory()
  emulator.clock.advance(1_000)
  const url = await listenAt(gateway)

  async function answer(caller: string, query: string, variables: object, headers: object = {}) {
    const authorization = `Bearer ${tokens[caller]}`
    const { data, errors } = await (
      await gateway.post(query, { variables, headers: { authorization, ...headers } })
    ).json()
    expect(errors).toBeUndefined()
    return data
  }
  async function keysOf(caller: string, source: 'INVENTORY' | 'KMS') {
    const headers = source === 'KMS' ? { 'cache-control': 'no-cache' } : {}
    const { keys } = await answer(caller, QUERY, { source }, headers)
    const nodes: readonly { readonly arn: string; readonly state: string | null }[] = keys.nodes
    return new Map(nodes.map(({ arn, state }) => [arn, state]))
  }
  async function fleetOf(caller: string): Promise<FleetData> {
    return (await answer(caller, FLEET, {})).fleet
  }
  async function exportOf(caller: string): Promise<ReadonlyMap<string, string | null>> {
    const headers = { authorization: `Bearer ${tokens[caller]}` }
    const response = await gateway.gateway.fetch(
      new Request('http://127.0.0.1:4000/export/keys.ndjson?incomplete=true', { headers }),
    )
    const rows = (await response.text()).split('\n').filter((line) => line !== '')
    return new Map(rows.map((row) => JSON.parse(row)).map(({ arn, state }) => [arn, state]))
  }
  async function follow(caller: string) {
    const { rotationEvents } = await gateway.as(caller).ask(EventsPageDocument, { first: 0 })
    const events = subscribe(
      url,
      EventsDocument,
      { after: rotationEvents.pageInfo.endCursor },
      'WebSocket',
      tokens[caller],
    )
    return () =>
      events.messages.map(({ data }) => {
        const event = data?.rotationEvents
        return event && 'key' in event ? `${event.kind} ${event.key.arn}` : event?.kind
      })
  }
  /** A key as a caller sees it: its state in the lists and in the export, and undefined where the key is missing. */
  async function seen(caller: string, arn: string) {
    const [inventory, exported] = [await keysOf(caller, 'INVENTORY'), await exportOf(caller)]
    expect((await fleetOf(caller)).keyCount).toBe(inventory.size)
    expect([...exported]).toEqual(expect.arrayContaining([...inventory]))
    return inventory.get(arn)
  }
  const inKms = async (caller: string, arn: string) => (await keysOf(caller, 'KMS')).get(arn)
  /** Time passes until the condition is met, at most `ms` and two steps. */
  async function within(ms: number, isMet: () => Promise<boolean> | boolean): Promise<void> {
    const until = emulator.clock.now() + ms + 2 * STEP_MS
    await waitUntil(async () => {
      if (await isMet()) return true
      // The next step must not begin between two calls of one poll.
      for (let turn = 0; turn < SETTLED_TURNS; turn++) await immediate()
      if (emulator.clock.now() < until) gateway.passTime(STEP_MS)
      return false
    })
  }
  return { emulator, own, other, follow, seen, inKms, fleetOf, within }
}

test('a change of a key is shown by KMS at once, and by the inventory, the counts, the export and the streams in the documented time', async () => {
  const { emulator, own, other, follow, seen, inKms, fleetOf, within } = await start()
  const [all, byTag, byAlias] = [await follow('all'), await follow('byTag'), await follow('byAlias')]
  const { statusEveryMs, restEveryMs } = intervals

  // Created.
  const { arn } = emulator.createKey({ tags: { team: 'orders' }, aliases: ['orders-new'] })
  expect(await inKms('byTag', arn)).toBe('ENABLED')
  expect(await seen('byTag', arn)).toBeUndefined()
  await within(LISTED_MS, async () => (await seen('byTag', arn)) === 'ENABLED')
  await within(LISTED_MS, () => [all, byTag, byAlias].every((events) => events().length === 1))
  for (const events of [all, byTag, byAlias]) expect(events()).toEqual([`KeyAdded ${arn}`])

  // Another alias: one key starts to match, and the other one does not match any more.
  emulator.changeKey(other, { aliases: ['orders-b'] })
  emulator.changeKey(own, { aliases: ['billing-b'] })
  expect(await inKms('byAlias', other)).toBe('ENABLED')
  expect(await inKms('byAlias', own)).toBeUndefined()
  await within(LISTED_MS, async () => (await seen('byAlias', other)) === 'ENABLED')
  expect(await seen('byAlias', own)).toBeUndefined()

  // Another tag.
  emulator.changeKey(other, { tags: { team: 'orders' } })
  emulator.changeKey(own, { tags: { team: 'billing' } })
  expect(await inKms('byTag', other)).toBe('ENABLED')
  expect(await inKms('byTag', own)).toBeUndefined()
  await within(restEveryMs, async () => (await seen('byTag', other)) === 'ENABLED')
  await within(restEveryMs, async () => (await seen('byTag', own)) === undefined)

  // The streams have no message about names. From now on they have the events of the other key, and not those of the first one.
  for (const keyArn of [own, other]) emulator.addRotation(keyArn, { date: 'now', type: 'ON_DEMAND' })
  await within(statusEveryMs, () => [all().length, byTag().length, byAlias().length].join() === '3,2,2')
  expect(byTag()).toEqual([`KeyAdded ${arn}`, `RotationCompleted ${other}`])
  expect(byAlias()).toEqual([`KeyAdded ${arn}`, `RotationCompleted ${other}`])

  // Disabled.
  emulator.changeKey(arn, { state: 'Disabled' })
  expect(await inKms('byTag', arn)).toBe('DISABLED')
  await within(statusEveryMs, async () => (await seen('byTag', arn)) === 'DISABLED')
  expect((await fleetOf('byTag')).byState).toContainEqual({ state: 'DISABLED', keyCount: 1 })

  // Denied.
  emulator.changeKey(other, { denies: ['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations'] })
  expect(await inKms('byTag', other)).toBeNull()
  await within(statusEveryMs, async () => (await seen('byTag', other)) === null)
  expect((await fleetOf('byTag')).unreadableCount).toBe(1)

  // Deleted.
  emulator.removeKey(arn)
  expect(await inKms('byTag', arn)).toBeUndefined()
  await within(LISTED_MS, async () => (await seen('byTag', arn)) === undefined)
  await within(LISTED_MS, () => byTag().length === 3 && byAlias().length === 3)
  expect(all().slice(3)).toEqual([`KeyRemoved ${arn}`])
  for (const events of [byTag, byAlias]) expect(events().slice(2)).toEqual([`KeyRemoved ${arn}`])
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anonymousViewer } from '../../src/auth/viewer.ts'
import { waitUntil } from '../support/wait-until.ts'
import { readySocket } from './clients.ts'
import type { RawSocket } from './clients.ts'
import { createToy } from './toy.ts'
import type { Toy } from './toy.ts'

const local = { host: '127.0.0.1', port: 0 }
const subscribe = (id: string, query: string, headers?: object) => ({
  id,
  type: 'subscribe',
  payload: { query, ...(headers ? { extensions: { headers } } : {}) },
})
const complete = (id: string) => ({ id, type: 'complete' })

interface Received {
  readonly id?: string
  readonly type: string
  readonly payload?: unknown
}

describe('an id that is used again at once after complete', () => {
  test.each([
    ['a subscription whose set-up has not finished', 'subscription { slow }'],
    ['a subscription that is open', 'subscription { ticks { value } }'],
    ['a subscription that fails', 'subscription { failing }'],
    ['a subscription that is rejected', 'subscription { forbidden }'],
    ['a query that has not been answered', '{ wait }'],
    ['a query that fails', '{ bug }'],
    ['an invalid document', '{ nothing }'],
  ])('answers the new query only, after %s', async (_, first) => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    client.send(subscribe('1', first))
    client.send(complete('1'))
    client.send(subscribe('1', '{ hello }'))
    toy.release()
    expect(await client.next()).toEqual({ id: '1', type: 'next', payload: { data: { hello: 'world' } } })
    expect(await client.next()).toEqual({ id: '1', type: 'complete' })
    toy.release()
    toy.tick(1)
    client.send({ type: 'ping' })
    expect(await client.next()).toEqual({ type: 'pong' })
  })

  test('delivers events to the new subscription only', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    const opened = () => toy.happened.listenerCount('tick')
    client.send(subscribe('1', 'subscription { old: ticks { value } }'))
    await waitUntil(() => opened() === 1)
    for (let round = 1; round <= 50; round++) {
      client.send(complete('1'))
      client.send(subscribe('1', `subscription { round${round}: ticks { value } }`))
    }
    const subscribed = () => toy.facts.length === 51 && opened() === 1
    await waitUntil(subscribed)
    toy.tick(7)
    expect(await client.next()).toEqual({
      id: '1',
      type: 'next',
      payload: { data: { round50: { value: 7 } } },
    })
  })

  test('does not count a completed operation against the limit of its connection', async () => {
    await using toy = createToy({ limits: { maxOperationsPerConnection: 1 } })
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    for (let round = 0; round < 20; round++) {
      client.send(subscribe(String(round), 'subscription { slow }'))
      client.send(complete(String(round)))
    }
    client.send(subscribe('last', '{ hello }'))
    expect(await client.next()).toMatchObject({ id: 'last', payload: { data: { hello: 'world' } } })
  })

  test('frees the place of a subscription whose set-up has not finished', async () => {
    let places = 0
    const taken: number[] = []
    await using toy = createToy({
      host: {
        admitSubscription: () => {
          taken.push(++places)
          let isFree = false
          return {
            [Symbol.dispose]: () => {
              if (!isFree) places--
              isFree = true
            },
          }
        },
      },
    })
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    for (let round = 1; round <= 5; round++) {
      client.send(subscribe('1', 'subscription { slow }'))
      await waitUntil(() => taken.length === round)
      client.send(complete('1'))
    }
    await waitUntil(() => places === 0)
    expect(taken).toEqual([1, 1, 1, 1, 1])
    toy.release()
  })

  test('does not execute a mutation that was completed before its context was made', async () => {
    let makeContext = () => {}
    const made = new Promise<void>((resolve) => (makeContext = resolve))
    await using toy = createToy({
      host: {
        create: async ({ requestId, signal }) => {
          await made
          return { requestId, signal, number: 0, viewer: anonymousViewer }
        },
      },
    })
    let changes = 0
    toy.happened.on('changed', () => changes++)
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    client.send(subscribe('1', 'mutation { change }'))
    client.send(complete('1'))
    client.send(subscribe('1', '{ hello }'))
    client.send({ type: 'ping' })
    expect(await client.next()).toEqual({ type: 'pong' })
    makeContext()
    expect(await client.next()).toMatchObject({ id: '1', payload: { data: { hello: 'world' } } })
    expect(changes).toBe(0)
  })

  test('reads no more while a hundred completed operations still run', async () => {
    await using toy = createToy()
    const { url } = await toy.server.listen(local)
    using client = await readySocket(url)
    const waiting = () => toy.happened.listenerCount('release')
    let left = 0
    toy.happened.on('left', () => left++)
    for (let round = 1; round <= 3; round++) {
      const ids = Array.from({ length: 40 }, (_, index) => String(index))
      for (const id of ids) client.send(subscribe(id, '{ wait }'))
      await waitUntil(() => waiting() === round * 40)
      for (const id of ids) client.send(complete(id))
    }
    await waitUntil(() => left === 120)
    client.send(subscribe('1', '{ hello }'))
    client.send(subscribe('2', '{ hello }'))
    using other = await readySocket(url)
    other.send(subscribe('1', '{ hello }'))
    expect(await other.next()).toMatchObject({ id: '1', payload: { data: { hello: 'world' } } })
    expect(toy.facts).toHaveLength(3 * 40 + 1)
    toy.release()
    expect(await client.next()).toMatchObject({ id: '1', payload: { data: { hello: 'world' } } })
  })
})

/** What one use of an id asks, and what its client must receive when it does not complete it. */
const USES = {
  query: { text: (n: number) => `{ u${n}: hello }`, ends: true, outcome: 'answered' },
  slowQuery: { text: (n: number) => `{ u${n}: wait }`, ends: true, outcome: 'answered' },
  bug: { text: (n: number) => `{ u${n}: bug }`, ends: true, outcome: 'answered' },
  invalid: { text: (n: number) => `{ u${n}: nothing }`, ends: true, outcome: 'rejected' },
  ticks: {
    text: (n: number) => `subscription { u${n}: ticks { value } }`,
    ends: false,
    outcome: 'abandoned',
  },
  slowTicks: { text: (n: number) => `subscription { u${n}: slow }`, ends: false, outcome: 'abandoned' },
  failing: { text: (n: number) => `subscription { u${n}: failing }`, ends: true, outcome: 'answered' },
  forbidden: { text: (n: number) => `subscription { u${n}: forbidden }`, ends: true, outcome: 'rejected' },
} as const
type Kind = keyof typeof USES

interface Use {
  readonly number: number
  readonly id: string
  readonly kind: Kind
  isCompleted: boolean
  /** The server has answered a ping that was sent after `complete`. */
  isOver: boolean
  isEnded: boolean
}

type Step =
  | { readonly do: 'use'; readonly id: string; readonly kind: Kind }
  | { readonly do: 'complete'; readonly id: string }
  | { readonly do: 'tick' | 'release' | 'settle' }

const KINDS: readonly Kind[] = [
  'query',
  'slowQuery',
  'bug',
  'invalid',
  'ticks',
  'slowTicks',
  'failing',
  'forbidden',
]

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('use' as const),
      id: fc.constantFrom('a', 'b'),
      kind: fc.constantFrom(...KINDS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('complete' as const), id: fc.constantFrom('a', 'b') }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('tick' as const, 'release', 'settle') }) },
)

/** Plays steps on one socket, and holds each message against the use it belongs to. */
class Player {
  readonly uses: Use[] = []
  readonly wrong: string[] = []
  readonly #current = new Map<string, Use>()
  readonly #pings = new Map<number, () => void>()
  readonly #toy: Toy
  readonly #client: RawSocket

  constructor(toy: Toy, client: RawSocket) {
    this.#toy = toy
    this.#client = client
    client.socket.on('message', (data: Buffer) => this.#receive(JSON.parse(data.toString())))
  }

  async play(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (step.do === 'use') this.#use(step.id, step.kind)
      else if (step.do === 'complete') this.#complete(step.id)
      else if (step.do === 'tick') this.#toy.tick(1)
      else if (step.do === 'release') this.#toy.release()
      else await this.#settle()
    }
  }

  /** Completes what does not end by itself, and waits for the rest. */
  async finish(): Promise<void> {
    await this.#settle()
    for (const [id, { kind, isEnded }] of this.#current) if (!USES[kind].ends && !isEnded) this.#complete(id)
    await waitUntil(() => {
      this.#toy.release()
      return [...this.#current.values()].every(({ isEnded }) => isEnded)
    })
    await this.#settle()
  }

  #use(id: string, kind: Kind): void {
    const current = this.#current.get(id)
    if (current && !current.isEnded) this.#complete(id)
    const use = { number: this.uses.length, id, kind, isCompleted: false, isOver: false, isEnded: false }
    this.uses.push(use)
    this.#current.set(id, use)
    this.#client.send(subscribe(id, USES[kind].text(use.number), { 'x-request-id': nameOf(use) }))
  }

  #complete(id: string): void {
    const use = this.#current.get(id)
    if (!use || use.isEnded) return
    this.#current.delete(id)
    use.isCompleted = true
    this.#client.send(complete(id))
    this.#ping(() => (use.isOver = true))
  }

  #settle(): Promise<void> {
    return new Promise((resolve) => this.#ping(resolve))
  }

  #ping(then: () => void): void {
    const number = this.#pings.size
    this.#pings.set(number, then)
    this.#client.send({ type: 'ping', payload: { number } })
  }

  #receive({ id, type, payload }: Received): void {
    const text = JSON.stringify(payload) ?? ''
    if (type === 'pong') return this.#pings.get(Number(/\d+/.exec(text)?.[0]))?.()
    if (id === undefined) return void this.wrong.push(`a message without an id: ${type}`)
    const number = /"u(\d+)"|use-0+(\d+)/.exec(text)?.slice(1).find(Boolean)
    const use = number === undefined ? undefined : this.uses[Number(number)]
    if (use?.isOver) this.wrong.push(`${type} of use ${number} after its complete: ${text}`)
    // The server may have sent it before it received the complete of an earlier use.
    if (this.uses.some((earlier) => earlier.id === id && earlier.isCompleted && !earlier.isOver)) return
    const current = this.#current.get(id)
    if (use && use !== current) this.wrong.push(`${type} of use ${number} under the id of another: ${text}`)
    if (type === 'next') return
    if (current) current.isEnded = true
  }
}

/** Long enough to be taken for a request id. */
const nameOf = ({ number }: Use) => `use-${String(number).padStart(8, '0')}`

test('no message of a completed operation reaches the one that uses its id next, in any order of steps', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 25 }), async (steps) => {
      const from = toy.lines.length
      using client = await readySocket(url)
      const player = new Player(toy, client)
      await player.play(steps)
      await player.finish()
      expect(player.wrong).toEqual([])

      const outcomes = () =>
        new Map(
          toy.lines
            .slice(from)
            .filter(({ message }) => message === 'operation')
            .map(({ fields }) => [fields['requestId'], fields['outcome']]),
        )
      await waitUntil(() => {
        // Completed operations of the toy wait for it, too.
        toy.release()
        return outcomes().size === player.uses.length
      })
      for (const use of player.uses) {
        const outcome = outcomes().get(nameOf(use))
        const usual = USES[use.kind].outcome
        expect(use.isCompleted ? ['abandoned', usual] : [usual]).toContain(outcome)
      }
      expect(toy.happened.listenerCount('tick')).toBe(0)
    }),
    { numRuns: 60 },
  )
})

test('a socket that closes in the middle of any steps leaves nothing behind', async () => {
  await using toy = createToy()
  const { url } = await toy.server.listen(local)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      using client = await readySocket(url)
      const logged = () => toy.lines.filter(({ message }) => message === 'operation').length
      const before = logged()
      const player = new Player(toy, client)
      await player.play(steps)
      client.socket.close()
      await client.closed
      await waitUntil(() => {
        toy.release()
        return logged() - before === player.uses.length && toy.happened.listenerCount('tick') === 0
      })
      expect(player.wrong).toEqual([])
    }),
    { numRuns: 30 },
  )
})

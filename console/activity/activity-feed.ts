import { GatewayError } from '../../client/index.ts'
import type { StreamState } from '../../client/index.ts'
import { client } from '../gateway/client.ts'
import { RETRY_MS } from '../gateway/use-answer.ts'
import { KeyOfEventsDocument, LiveEventsDocument, StoredEventsDocument } from '../generated/graphql.ts'
import type { ActivityGapFragment, RotationEventFilter } from '../generated/graphql.ts'
import { eventFilterOf, keyBy } from './activity-filter.ts'
import type { ActivityFilter } from './activity-filter.ts'
import {
  EMPTY_LIST,
  PAGE_SIZE,
  addOlder,
  addStored,
  disconnect,
  finishStored,
  forgetOlder,
  hold,
  isFull,
  newestChunk,
  receive,
  show,
  unknownEvents,
} from './activity-list.ts'
import type { ActivityEvent, ActivityList } from './activity-list.ts'

/** How the list gets its events. */
export type FeedStatus =
  /** The stored events are read. The failure is that of the newest attempt. */
  | { readonly status: 'READING'; readonly failure: GatewayError | undefined }
  | { readonly status: 'CONNECTING' | 'CONNECTED' }
  | {
      readonly status: 'RECONNECTING'
      readonly since: Date
      readonly attempts: number
      readonly error: GatewayError
    }
  /** Another connection would end with the same error. */
  | { readonly status: 'ENDED'; readonly error: GatewayError }

export interface OlderEvents {
  readonly isLoading: boolean
  readonly failure: GatewayError | undefined
}

export interface FeedState {
  readonly list: ActivityList
  readonly connection: FeedStatus
  /** When the list had to continue from the present time, because the gateway did not accept the position any more. */
  readonly restartedAt: Date | undefined
  readonly older: OlderEvents
  /** The names of the keys of the filter, by their texts in the filter. */
  readonly keyNames: ReadonlyMap<string, string>
}

const START: FeedState = {
  list: EMPTY_LIST,
  connection: { status: 'READING', failure: undefined },
  restartedAt: undefined,
  older: { isLoading: false, failure: undefined },
  keyNames: new Map(),
}

/** The gateway does not accept a cursor, e.g. because another version wrote it. */
const CURSOR_CODES = new Set(['INVALID_CURSOR', 'BAD_USER_INPUT'])

/** The events that match a filter: first the stored ones, then those of the stream. */
export class ActivityFeed {
  readonly #filter: ActivityFilter
  readonly #listeners = new Set<() => void>()
  #state = START
  #events: RotationEventFilter = {}
  #running: AbortController | undefined
  #isNotifying = false
  #wake = () => {}

  constructor(filter: ActivityFilter) {
    this.#filter = filter
  }

  readonly state = (): FeedState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Follows the events from the stored ones on, until `stop` is called. */
  readonly start = (): void => {
    this.stop()
    const running = new AbortController()
    this.#running = running
    this.#set(START)
    this.#follow(running.signal).catch((error: unknown) => {
      if (!running.signal.aborted)
        this.#set({ connection: { status: 'ENDED', error: toGatewayError(error) } })
    })
  }

  readonly stop = (): void => this.#running?.abort()

  readonly hold = () => this.#setList(hold(this.#state.list))

  readonly show = (isHeld: boolean) => {
    this.#setList(show(this.#state.list, isHeld))
    this.#wake()
  }

  readonly loadOlder = async (): Promise<void> => {
    const signal = this.#running?.signal
    const chunk = newestChunk(this.#state.list)
    if (!signal || !chunk || this.#state.older.isLoading) return
    this.#set({ older: { isLoading: true, failure: undefined } })
    try {
      const found: ActivityEvent[] = []
      for (let after = chunk.after, isLast = false; !isLast && found.length < chunk.length;) {
        const { rotationEvents } = await this.#page(after, signal)
        found.push(...unknownEvents(this.#state.list, rotationEvents.nodes))
        after = rotationEvents.pageInfo.endCursor ?? after
        isLast = !rotationEvents.pageInfo.hasNextPage
      }
      this.#set({ list: addOlder(this.#state.list, found), older: { isLoading: false, failure: undefined } })
    } catch (error) {
      if (!signal.aborted) this.#set({ older: { isLoading: false, failure: toGatewayError(error) } })
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    this.#events = eventFilterOf(this.#filter, await this.#retried(signal, () => this.#keys(signal)))
    let after = await this.#readStored(signal)
    for (;;) {
      const { receivedAt } = this.#state.list
      try {
        await this.#stream(after, signal)
        return
      } catch (error) {
        signal.throwIfAborted()
        // A second rejection in a row is not about the cursor.
        const isRejected = error instanceof GatewayError && CURSOR_CODES.has(error.code)
        if (!isRejected || (this.#state.restartedAt && receivedAt === this.#state.list.receivedAt))
          throw error
        after = await this.#retried(signal, async () => {
          const { rotationEvents } = await this.#page(undefined, signal, 0)
          return rotationEvents.pageInfo.endCursor ?? undefined
        })
        this.#set({ list: forgetOlder(this.#state.list), restartedAt: new Date() })
      }
    }
  }

  /** The global IDs of the keys of the filter. */
  async #keys(signal: AbortSignal): Promise<string[]> {
    const keys = await Promise.all(
      this.#filter.key.map(async (text) => {
        const { key } = await client.query(KeyOfEventsDocument, { by: keyBy(text) }, { signal })
        if (!key) throw keyNotFound(text)
        return { text, key }
      }),
    )
    this.#set({ keyNames: new Map(keys.map(({ text, key }) => [text, key.displayName])) })
    return keys.map(({ key }) => key.id)
  }

  /** Reads all pages and returns the cursor after them. */
  async #readStored(signal: AbortSignal): Promise<string | undefined> {
    const gaps: ActivityGapFragment[] = []
    for (let after: string | undefined; ;) {
      const start = after
      const { gateway, rotationEvents } = await this.#retried(signal, () => this.#page(start, signal))
      gaps.push(...rotationEvents.gaps)
      after = rotationEvents.pageInfo.endCursor ?? after
      this.#setList(addStored(this.#state.list, rotationEvents.nodes))
      if (rotationEvents.pageInfo.hasNextPage) continue
      const list = finishStored(this.#state.list, gaps, new Date(gateway.answeredAt))
      this.#set({ list, connection: { status: 'CONNECTING' } })
      return after
    }
  }

  async #stream(after: string | undefined, signal: AbortSignal): Promise<void> {
    const onState = (state: StreamState) => {
      if (!signal.aborted) this.#connectionChanged(state)
    }
    const stream = client.stream(LiveEventsDocument, { filter: this.#events }, { after, signal, onState })
    for await (const { rotationEvents } of stream) {
      this.#setList(receive(this.#state.list, rotationEvents, new Date()))
      while (isFull(this.#state.list) && !signal.aborted) await this.#shown(signal)
    }
  }

  #connectionChanged(state: StreamState): void {
    if (state.status !== 'RECONNECTING') {
      this.#set({ connection: state })
      return
    }
    const { connection, list } = this.#state
    const attempts = connection.status === 'RECONNECTING' ? connection.attempts + 1 : 1
    this.#set({ connection: { ...state, attempts }, list: attempts === 1 ? disconnect(list) : list })
  }

  #page(after: string | undefined, signal: AbortSignal, first = PAGE_SIZE) {
    return client.query(StoredEventsDocument, { filter: this.#events, after, first }, { signal })
  }

  /** Resolves when the list shows the entries that wait. The client resumes the stream after this. */
  #shown(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  /** Calls until it succeeds, or fails with an error that another call would repeat. */
  async #retried<Value>(signal: AbortSignal, call: () => Promise<Value>): Promise<Value> {
    for (;;)
      try {
        return await call()
      } catch (error) {
        signal.throwIfAborted()
        const failure = toGatewayError(error)
        if (!failure.isRetryable) throw failure
        this.#set({ connection: { status: 'READING', failure } })
        await delay((failure.retryAfterSeconds ?? RETRY_MS / 1_000) * 1_000, signal)
      }
  }

  #setList(list: ActivityList): void {
    if (list !== this.#state.list) this.#set({ list })
  }

  /** Listeners are called once for all changes of one task, so that a burst of events is rendered once. */
  #set(change: Partial<FeedState>): void {
    this.#state = { ...this.#state, ...change }
    if (this.#isNotifying) return
    this.#isNotifying = true
    setTimeout(() => {
      this.#isNotifying = false
      for (const listener of this.#listeners) listener()
    })
  }
}

const keyNotFound = (text: string) =>
  new GatewayError({
    code: 'KEY_NOT_FOUND',
    message: `The gateway has no key '${text}' that you may read. Remove it from the filter.`,
    isRetryable: false,
  })

const toGatewayError = (cause: unknown): GatewayError =>
  cause instanceof GatewayError
    ? cause
    : new GatewayError({ code: 'UNKNOWN', message: String(cause), isRetryable: false, cause })

const delay = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
  })

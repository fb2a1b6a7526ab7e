import { elapsedOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { InvalidMarkerError } from '../../errors/invalid-marker-error.ts'
import { AccessDeniedError, KeyNotFoundError, UnsupportedKeyError } from '../../errors/operation-errors.ts'
import { parseKeyArn } from '../key-arn.ts'
import { KeyLife } from './cache-validity.ts'
import type { ReadTime } from './cache-validity.ts'
import type {
  CallOptions,
  KeyMetadata,
  KeyRotationStatus,
  ListedAlias,
  ListedKey,
  Page,
  ResourceTag,
  RotationsListEntry,
} from '../kms.ts'
import type { MaxAges, ReadOperation } from './max-ages.ts'
import { createWaiter, startSharedRead } from './coalesced-read.ts'
import type { SharedRead, Waiter } from './coalesced-read.ts'

/** The answers of one KMS, kept by what they are about; at most so many, the oldest ones making room. */
export interface AnswerCache {
  /** Gives what is kept, joins a read that is under way, or starts one. */
  ask<Value>(question: Question<Value>): Promise<Value>
  /** Keeps an answer that was got in another way, unless a newer one is kept. */
  keep<Value>(slot: Slot<Value>, answer: Answer<Value>): void
  /** Where answers about a key or a name are kept; made where there is none. */
  homeOf(name: string): Home
  /** The same, undefined where there is none. */
  find(name: string): Home | undefined
  /** Where answers about no key are kept. */
  readonly region: Home
  readonly homes: Iterable<Home>
  /** Where one page of a list is kept; made where it is not. */
  pageOf<Value>(pages: Pages<Value>, name: string): Slot<Value>
  /** Of a read that is sent now. */
  stamp(): ReadTime
  /** Counts a change of a key that nothing is known of. */
  countChange(): void
  /** How many keys, names and pages there are slots for. */
  readonly size: number
}

/** The pages of one list, by all that makes a difference to the answer. */
export type Pages<Value> = Map<string, Slot<Value>>

/** One thing that can be asked. */
export interface Slot<Value> {
  kept: Answer<Value> | undefined
  pending: SharedRead<Value> | undefined
}

export interface Answer<Value> extends ReadTime {
  /** Settled. */
  readonly answer: Promise<Value>
  /** @default that of the operation */
  readonly maxAgeMs?: number | undefined
  /** The key that a name turned out to stand for: its life is the answer's. */
  readonly keyArn?: string | undefined
}

export interface Question<Value> {
  readonly operation: ReadOperation
  readonly home: Home
  readonly slot: Slot<Value>
  /** The list that it is a page of. */
  readonly pages?: Pages<Value> | undefined
  readonly call: CallOptions | undefined
  readonly send: (call: CallOptions) => Promise<Value>
  /** Looks at what was read, as soon as it was. */
  readonly note?: (value: Value, read: ReadTime, answer: Promise<Value>) => void
  /** The key that a name turned out to stand for. */
  readonly keyArnOf?: KeyArnOf<Value>
}

type KeyArnOf<Value> = (value: Value) => string

/** What is known of one key, of one name that keys are looked up by, or of the Region. Most are of keys, with few lists. */
export class Home {
  readonly name: string
  /** Named by its ARN. */
  readonly isKey: boolean
  readonly life: KeyLife
  readonly metadata = emptySlot<KeyMetadata>()
  readonly status = emptySlot<KeyRotationStatus>()
  #rotations: Pages<Page<RotationsListEntry>> | undefined
  #aliases: Pages<Page<ListedAlias>> | undefined
  #tags: Pages<Page<ResourceTag>> | undefined
  #keys: Pages<Page<ListedKey>> | undefined

  constructor(name: string, life: KeyLife) {
    this.name = name
    this.isKey = parseKeyArn(name) !== undefined
    this.life = life
  }

  get rotations(): Pages<Page<RotationsListEntry>> {
    return (this.#rotations ??= new Map())
  }

  get aliases(): Pages<Page<ListedAlias>> {
    return (this.#aliases ??= new Map())
  }

  get tags(): Pages<Page<ResourceTag>> {
    return (this.#tags ??= new Map())
  }

  get keys(): Pages<Page<ListedKey>> {
    return (this.#keys ??= new Map())
  }

  get pageCount(): number {
    return [this.#rotations, this.#aliases, this.#tags, this.#keys].reduce(
      (sum, pages) => sum + (pages?.size ?? 0),
      0,
    )
  }

  clearPages(): void {
    for (const pages of [this.#rotations, this.#aliases, this.#tags, this.#keys]) pages?.clear()
  }
}

export interface AnswerCacheOptions {
  readonly clock: Clock
  readonly maxAges: MaxAges
  readonly maxAnswers: number
  readonly onRead: ((operation: ReadOperation, outcome: ReadOutcome) => void) | undefined
}

/** How a read was answered: from the cache, by an identical read in flight, or by a KMS request of its own. */
export type ReadOutcome = 'HIT' | 'COALESCED' | 'MISS'

/** How long KMS is believed that a key is not there, may not be read, or does not support something. */
const REFUSAL_MAX_AGE_MS = 5_000

export function createAnswerCache({ clock, maxAges, maxAnswers, onRead }: AnswerCacheOptions): AnswerCache {
  const changes = { count: 0 }
  // In the order in which KMS was last asked about them, so the first one has the oldest answers. They die in nearly
  // the same order: noting each use as well would cost every hit and save next to nothing.
  const homes = new Map<string, Home>()
  const region = new Home('', new KeyLife(changes))
  let size = 0

  const stamp = (): ReadTime => ({ sentAt: elapsedOn(clock), changesKnown: changes.count })

  function homeOf(name: string): Home {
    const known = homes.get(name)
    if (known) return known
    const home = new Home(name, new KeyLife(changes))
    homes.set(name, home)
    grow()
    return home
  }

  /** A home that was dropped is not missed: its reads in flight are nobody's, and a new one knows no older answer. */
  function grow(): void {
    size++
    for (const [name, home] of homes) {
      if (size <= maxAnswers) return
      homes.delete(name)
      size -= 1 + home.pageCount
    }
    if (size <= maxAnswers) return
    size -= region.pageCount
    region.clearPages()
  }

  function pageOf<Value>(pages: Pages<Value>, name: string): Slot<Value> {
    const known = pages.get(name)
    if (known) return known
    const slot = emptySlot<Value>()
    pages.set(name, slot)
    grow()
    return slot
  }

  function isAlive(
    home: Home,
    kept: Answer<unknown>,
    operation: ReadOperation,
    maxAgeMs: number,
    now: number,
  ): boolean {
    const life = kept.keyArn === undefined ? home.life : homes.get(kept.keyArn)?.life
    return life?.isAlive(kept, operation, Math.min(maxAgeMs, kept.maxAgeMs ?? maxAgeMs), now) ?? false
  }

  /** Not yet sent, it will be read after this call. On the wire, it is as old as any answer. */
  const isJoinable = ({ life }: Home, sent: ReadTime | undefined, maxAgeMs: number, now: number): boolean =>
    !sent || (now - sent.sentAt < maxAgeMs && !life.isOutdated(sent, now))

  /** Which key a name stands for is not known before the answer: only then can be seen whether that key had changed. */
  async function lookedUp<Value>(
    waiter: Waiter<Value>,
    keyArnOf: KeyArnOf<Value>,
    sent: ReadTime,
    now: number,
  ) {
    const value = await waiter.promise
    return homeOf(keyArnOf(value)).life.isOutdated(sent, now) ? waiter.askAgain() : value
  }

  function keep<Value>(slot: Slot<Value>, answer: Answer<Value>): void {
    if (!slot.kept || slot.kept.sentAt <= answer.sentAt) slot.kept = answer
  }

  function start<Value>(question: Question<Value>, first: Waiter<Value>): void {
    const { home, slot, pages, send, note, keyArnOf } = question
    const end = () => {
      if (slot.pending === read) slot.pending = undefined
    }
    const read = startSharedRead<Value>({
      send,
      first,
      stamp,
      onAnswered(value, time) {
        end()
        note?.(value, time, read.answer)
        keep(slot, { ...time, answer: read.answer, keyArn: keyArnOf?.(value) })
      },
      onFailed(error, time) {
        end()
        if (isRefusal(error)) keep(slot, { ...time, answer: read.answer, maxAgeMs: REFUSAL_MAX_AGE_MS })
        // The Marker may be from a page that is kept: whoever starts again must not be led to it again.
        if (error instanceof InvalidMarkerError)
          for (const page of pages?.values() ?? []) page.kept = undefined
      },
      onAbandoned: end,
    })
    slot.pending = read
    if (homes.get(home.name) === home) {
      homes.delete(home.name)
      homes.set(home.name, home)
    }
  }

  function ask<Value>(question: Question<Value>): Promise<Value> {
    const { operation, home, slot, call = {}, keyArnOf } = question
    const { signal, maxAgeMs: asked } = call
    if (signal?.aborted) return Promise.reject(signal.reason)
    const now = elapsedOn(clock)
    const maxAgeMs = Math.min(asked ?? Infinity, maxAges[operation])
    const { kept, pending } = slot
    if (kept && isAlive(home, kept, operation, maxAgeMs, now)) {
      onRead?.(operation, 'HIT')
      return kept.answer
    }
    const waiter = createWaiter(call, () => ask(question))
    if (pending && isJoinable(home, pending.sent, maxAgeMs, now)) {
      onRead?.(operation, 'COALESCED')
      const { sent } = pending
      pending.join(waiter)
      return sent && keyArnOf ? lookedUp(waiter, keyArnOf, sent, now) : waiter.promise
    }
    onRead?.(operation, 'MISS')
    start(question, waiter)
    return waiter.promise
  }

  return {
    ask,
    keep,
    homeOf,
    find: (name) => homes.get(name),
    region,
    pageOf,
    get homes() {
      return homes.values()
    },
    stamp,
    countChange() {
      changes.count++
    },
    get size() {
      return size
    },
  }
}

function emptySlot<Value>(): Slot<Value> {
  return { kept: undefined, pending: undefined }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof KeyNotFoundError ||
  (error instanceof AccessDeniedError && !error.credentialFailure) ||
  error instanceof UnsupportedKeyError

import type { Clock } from '../../clock.ts'
import { InvalidMarkerError } from '../../errors/invalid-marker-error.ts'
import { AccessDeniedError, KeyNotFoundError, UnsupportedKeyError } from '../../errors/operation-errors.ts'
import { parseKeyArn } from '../key-arn.ts'
import type { CallOptions } from '../kms.ts'
import type { ReadOperation } from '../operations.ts'
import { CacheEntry, emptySlot } from './cache-entry.ts'
import type { CachedResponse, CacheSlot, CacheVariants } from './cache-entry.ts'
import { CacheValidity } from './cache-validity.ts'
import type { ReadTime } from './cache-validity.ts'
import { createWaiter, startCoalescedRead } from './coalesced-read.ts'
import type { ReadWaiter } from './coalesced-read.ts'
import type { MaxAges } from './max-ages.ts'

/** The responses of one KMS, by what they describe. The number of slots is bounded: the oldest entries are evicted. */
export interface ResponseCache {
  /** Returns the cached response, joins the read in flight, or starts a read. */
  read<Value>(request: CacheRead<Value>): Promise<Value>
  /** Caches a response that was read in another way, unless a newer one is cached. */
  keep<Value>(slot: CacheSlot<Value>, response: CachedResponse<Value>): void
  /** The entry of a key ARN, key ID or alias. Created if it does not exist. */
  entryOf(name: string): CacheEntry
  /** As `entryOf`. Undefined when the name is not a key ARN: the gateway uses the ARN of a key once it knows the key. */
  keyEntryOf(name: string): CacheEntry | undefined
  /** The entry of a name. Undefined if it does not exist. */
  find(name: string): CacheEntry | undefined
  /** The entry of the responses about the Region. */
  readonly region: CacheEntry
  readonly entries: Iterable<CacheEntry>
  /** The slot of one variant. Created if it does not exist. */
  slotIn<Value>(variants: CacheVariants<Value>, variant: string): CacheSlot<Value>
  /** The time of a read that is sent now. */
  now(): ReadTime
  /** Counts a change of a key that has no entry. */
  countChange(): void
  /** Entries and variants in the cache. */
  readonly size: number
}

export interface CacheRead<Value> {
  readonly operation: ReadOperation
  readonly entry: CacheEntry
  readonly slot: CacheSlot<Value>
  /** The variants that the slot is one of. */
  readonly variants: CacheVariants<Value> | undefined
  readonly options: CallOptions | undefined
  readonly send: (options: CallOptions) => Promise<Value>
  /** Called as soon as KMS has answered. */
  readonly learn: Learn<Value> | undefined
  /** Returns the key that a name turned out to stand for. */
  readonly keyArnOf: KeyArnOf<Value> | undefined
}

export type Learn<Value> = (entry: CacheEntry, value: Value, read: ReadTime, response: Promise<Value>) => void

export type KeyArnOf<Value> = (value: Value) => string

export interface ResponseCacheOptions {
  readonly clock: Clock
  readonly maxAges: MaxAges
  readonly maxSize: number
  readonly onRead: ((operation: ReadOperation, outcome: ReadOutcome) => void) | undefined
}

/** How a read was answered: from the cache, by an identical read that was in flight, or by a read of its own. */
export type ReadOutcome = 'HIT' | 'COALESCED' | 'MISS'

/** How long the cache believes KMS that a key does not exist, may not be read, or does not support an operation. */
const REFUSAL_MAX_AGE_MS = 5_000

export function createResponseCache(options: ResponseCacheOptions): ResponseCache {
  const { clock, maxAges, maxSize, onRead } = options
  const changes = { count: 0 }
  // In the order of the latest requests to KMS, so the first entry has the oldest responses. Responses expire in nearly the
  // same order. To order entries by use as well would cost every hit and save next to nothing.
  const entries = new Map<string, CacheEntry>()
  const region = new CacheEntry('', new CacheValidity(changes))
  let size = 0

  const now = (): ReadTime => ({ sentAt: clock.elapsed(), changesKnown: changes.count })

  function entryOf(name: string): CacheEntry {
    const known = entries.get(name)
    if (known) return known
    const entry = new CacheEntry(name, new CacheValidity(changes))
    entries.set(name, entry)
    grow()
    return entry
  }

  function keyEntryOf(name: string): CacheEntry | undefined {
    const entry = entries.get(name) ?? (parseKeyArn(name) && entryOf(name))
    return entry?.isKey ? entry : undefined
  }

  /** Eviction is safe: reads in flight of an evicted entry answer their callers only, and a new entry starts empty. */
  function grow(): void {
    size++
    for (const [name, entry] of entries) {
      if (size <= maxSize) return
      entries.delete(name)
      size -= 1 + entry.variantCount
    }
    if (size <= maxSize) return
    size -= region.variantCount
    region.clearVariants()
  }

  function slotIn<Value>(variants: CacheVariants<Value>, variant: string): CacheSlot<Value> {
    const known = variants.get(variant)
    if (known) return known
    const slot = emptySlot<Value>()
    variants.set(variant, slot)
    grow()
    return slot
  }

  function isValid(
    entry: CacheEntry,
    cached: CachedResponse<unknown>,
    operation: ReadOperation,
    maxAgeMs: number,
    at: number,
  ): boolean {
    // The name may be an alias of another key by now.
    if (cached.keyArn !== undefined && region.validity.isOutdated(cached, at)) return false
    const validity = cached.keyArn === undefined ? entry.validity : entries.get(cached.keyArn)?.validity
    const age = Math.min(maxAgeMs, cached.maxAgeMs ?? maxAgeMs)
    return validity?.isValid(cached, operation, age, at) ?? false
  }

  /** A read that is not sent yet is read after this call. A read in flight is as old as any response. */
  const isJoinable = (
    { validity }: CacheEntry,
    sent: ReadTime | undefined,
    maxAgeMs: number,
    at: number,
  ): boolean => !sent || (at - sent.sentAt < maxAgeMs && !validity.isOutdated(sent, at))

  /** The key that a name stands for is known with the response. Only then can be checked whether that key had changed. */
  async function lookedUp<Value>(
    waiter: ReadWaiter<Value>,
    keyArnOf: KeyArnOf<Value>,
    sent: ReadTime,
    at: number,
  ) {
    const value = await waiter.promise
    return entryOf(keyArnOf(value)).validity.isOutdated(sent, at) ? waiter.readAgain() : value
  }

  function keep<Value>(slot: CacheSlot<Value>, response: CachedResponse<Value>): void {
    if (!slot.cached || slot.cached.sentAt <= response.sentAt) slot.cached = response
  }

  function start<Value>(request: CacheRead<Value>, first: ReadWaiter<Value>): void {
    const { entry, slot, variants, send, learn, keyArnOf } = request
    const end = () => {
      if (slot.pending === pending) slot.pending = undefined
    }
    const pending = startCoalescedRead<Value>({
      send,
      first,
      now,
      onAnswered(value, time) {
        end()
        learn?.(entry, value, time, pending.response)
        keep(slot, { ...time, response: pending.response, keyArn: keyArnOf?.(value) })
      },
      onFailed(error, time) {
        end()
        if (isRefusal(error))
          keep(slot, { ...time, response: pending.response, maxAgeMs: REFUSAL_MAX_AGE_MS })
        // The Marker may be from a cached page. A caller that restarts the list must not get that page again.
        if (error instanceof InvalidMarkerError)
          for (const variant of variants?.values() ?? []) variant.cached = undefined
      },
      onAbandoned: end,
    })
    slot.pending = pending
    if (entries.get(entry.name) === entry) {
      entries.delete(entry.name)
      entries.set(entry.name, entry)
    }
  }

  function read<Value>(request: CacheRead<Value>): Promise<Value> {
    const { operation, entry, slot, options = {}, keyArnOf } = request
    const { signal, maxAgeMs: requestedMs } = options
    if (signal?.aborted) return Promise.reject(signal.reason)
    const at = clock.elapsed()
    const maxAgeMs = Math.min(requestedMs ?? Infinity, maxAges[operation])
    const { cached, pending } = slot
    if (cached && isValid(entry, cached, operation, maxAgeMs, at)) {
      onRead?.(operation, 'HIT')
      return cached.response
    }
    const waiter = createWaiter(options, () => read(request))
    if (pending && isJoinable(entry, pending.sent, maxAgeMs, at)) {
      onRead?.(operation, 'COALESCED')
      const { sent } = pending
      pending.join(waiter)
      return sent && keyArnOf ? lookedUp(waiter, keyArnOf, sent, at) : waiter.promise
    }
    onRead?.(operation, 'MISS')
    start(request, waiter)
    return waiter.promise
  }

  return {
    read,
    keep,
    entryOf,
    keyEntryOf,
    find: (name) => entries.get(name),
    region,
    slotIn,
    get entries() {
      return entries.values()
    },
    now,
    countChange() {
      changes.count++
    },
    get size() {
      return size
    },
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof KeyNotFoundError ||
  (error instanceof AccessDeniedError && !error.credentialFailure) ||
  error instanceof UnsupportedKeyError

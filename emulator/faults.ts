import { randomUUID } from 'node:crypto'
import { OPERATION_NAMES } from './operation-name.ts'
import type { OperationName } from './operation-name.ts'
import { boolean, integer, InvalidBodyError, number, oneOf, shape, string } from './shape.ts'

/** Something to go wrong with the calls that match. Members left out match everything. */
export interface FaultRule {
  /**
   * - `throttle`: ThrottlingException, nothing happens
   * - `latency`: the call waits `latencyMs` on the emulator's clock
   * - `error`: the error named by `code`
   * - `dropBefore`: the connection is destroyed, nothing happens
   * - `dropAfter`: the operation takes effect, then the connection is destroyed
   * - `truncate`: the operation takes effect, then the answer is cut short
   */
  readonly kind: 'throttle' | 'latency' | 'error' | 'dropBefore' | 'dropAfter' | 'truncate'
  readonly region?: string
  readonly operation?: OperationName
  /** A key ID, key ARN, or alias. */
  readonly keyId?: string
  /** How often it strikes before it is gone. @default without end */
  readonly times?: number
  /** From 0 to 1, decided by a generator of its own that starts at `seed`. @default 1 */
  readonly probability?: number
  /** @default 1 */
  readonly seed?: number
  readonly latencyMs?: number
  /** For `error`. @default 'KMSInternalException' */
  readonly code?: string
  /** For `error`; without it the body has no message. */
  readonly message?: string
  /** For `error`. @default 500 KMSInternalException, 503 DependencyTimeoutException, else 400 */
  readonly status?: number
  /** For `error` and `latency`: strikes after the operation took effect. @default false */
  readonly isAfterEffect?: boolean
}

export interface Fault extends FaultRule {
  readonly id: string
  /** How often it has struck. */
  readonly struck: number
}

/** What a call says of itself to the faults. */
export interface FaultTarget {
  readonly region: string
  readonly operation: string
  /** Whether a rule's `keyId` means the key of this call. */
  readonly isAboutKey: (keyId: string) => boolean
}

const readRule = shape(
  {
    kind: oneOf('throttle', 'latency', 'error', 'dropBefore', 'dropAfter', 'truncate'),
    region: string,
    operation: oneOf(...OPERATION_NAMES),
    keyId: string,
    times: integer(1),
    probability: number(0, 1),
    seed: integer(0),
    latencyMs: integer(0),
    code: string,
    message: string,
    status: integer(300, 599),
    isAfterEffect: boolean,
  },
  ['kind'],
)

interface Entry {
  readonly id: string
  readonly rule: FaultRule
  readonly random: () => number
  struck: number
}

/** The faults in force, asked in the order in which they were added. */
export class Faults {
  #entries: readonly Entry[] = []

  /** Throws an InvalidBodyError that says what is wrong with the rule. */
  add(rule: unknown): Fault {
    const read: FaultRule = readRule(rule, '')
    if (read.kind === 'latency' && read.latencyMs === undefined)
      throw new InvalidBodyError('latencyMs is missing: say how long a call waits')
    const entry: Entry = {
      id: randomUUID(),
      rule: read,
      random: mulberry32(read.seed ?? 1),
      struck: 0,
    }
    this.#entries = [...this.#entries, entry]
    return toFault(entry)
  }

  list(): readonly Fault[] {
    return this.#entries.map(toFault)
  }

  /** Removes one fault, or all; says whether there was any. */
  clear(id?: string): boolean {
    const before = this.#entries.length
    this.#entries = id === undefined ? [] : this.#entries.filter((entry) => entry.id !== id)
    return this.#entries.length < before
  }

  /** The faults that strike this call: any number of latencies, and at most one of the other kinds. */
  strike(target: FaultTarget): readonly FaultRule[] {
    const striking: FaultRule[] = []
    for (const entry of this.#entries) {
      const { rule } = entry
      if (!matches(rule, target)) continue
      if (rule.kind !== 'latency' && striking.some((other) => other.kind !== 'latency')) continue
      if (rule.probability !== undefined && entry.random() >= rule.probability) continue
      entry.struck += 1
      striking.push(rule)
    }
    this.#entries = this.#entries.filter(
      ({ rule, struck }) => rule.times === undefined || struck < rule.times,
    )
    return striking
  }
}

const toFault = ({ id, rule, struck }: Entry): Fault => ({ id, ...rule, struck })

const matches = (rule: FaultRule, target: FaultTarget) =>
  (rule.region === undefined || rule.region === target.region) &&
  (rule.operation === undefined || rule.operation === target.operation) &&
  (rule.keyId === undefined || target.isAboutKey(rule.keyId))

/** A small generator of numbers from 0 to 1 that gives the same sequence for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

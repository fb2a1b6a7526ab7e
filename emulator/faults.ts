import { randomUUID } from 'node:crypto'
import { OPERATION_NAMES } from './operation-name.ts'
import type { OperationName } from './operation-name.ts'
import { seededRandom } from './seeded-random.ts'
import { boolean, integer, InvalidBodyError, number, oneOf, shape, string } from './shape.ts'

/** A fault for the calls that match. Omitted members match every call. */
export interface FaultRule {
  /**
   * - `throttle`: answers ThrottlingException without effect
   * - `latency`: delays the call by `latencyMs` on the emulator's clock
   * - `error`: answers the error `code`
   * - `dropBefore`: closes the connection without effect
   * - `dropAfter`: closes the connection after the operation took effect
   * - `truncate`: cuts the response short after the operation took effect
   */
  readonly kind: 'throttle' | 'latency' | 'error' | 'dropBefore' | 'dropAfter' | 'truncate'
  /** The caller's account; for AssumeRole, the account of the role. */
  readonly accountId?: string
  readonly region?: string
  readonly operation?: OperationName
  /** A key ID, key ARN, or alias. */
  readonly keyId?: string
  /** Number of calls that the fault affects before it is removed. @default unlimited */
  readonly times?: number
  /** From 0 to 1. Each fault has its own random generator that starts at `seed`. @default 1 */
  readonly probability?: number
  /** @default 1 */
  readonly seed?: number
  readonly latencyMs?: number
  /** For `error`. @default 'KMSInternalException' */
  readonly code?: string
  /** For `error`. Without it the response body has no message. */
  readonly message?: string
  /** For `error`. @default 500 KMSInternalException, 503 DependencyTimeoutException, else 400 */
  readonly status?: number
  /** For `error` and `latency`: applies after the operation took effect. @default false */
  readonly isAfterEffect?: boolean
}

export interface Fault extends FaultRule {
  readonly id: string
  /** Number of calls that the fault has affected. */
  readonly applied: number
}

/** The parts of a call that fault rules match. */
export interface FaultTarget {
  readonly accountId: string
  readonly region: string
  readonly operation: string
  /** Whether the `keyId` of a rule names the key of this call. */
  readonly isAboutKey: (keyId: string) => boolean
}

const readRule = shape(
  {
    kind: oneOf('throttle', 'latency', 'error', 'dropBefore', 'dropAfter', 'truncate'),
    accountId: string,
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
  applied: number
}

/** The active faults, in the order in which they were added. */
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
      random: seededRandom(read.seed ?? 1),
      applied: 0,
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

  /** The faults for this call: any number of latency faults, and at most one fault of another kind. */
  take(target: FaultTarget): readonly FaultRule[] {
    const taken: FaultRule[] = []
    for (const entry of this.#entries) {
      const { rule } = entry
      if (!matches(rule, target)) continue
      if (rule.kind !== 'latency' && taken.some((other) => other.kind !== 'latency')) continue
      if (rule.probability !== undefined && entry.random() >= rule.probability) continue
      entry.applied += 1
      taken.push(rule)
    }
    this.#entries = this.#entries.filter(
      ({ rule, applied }) => rule.times === undefined || applied < rule.times,
    )
    return taken
  }
}

const toFault = ({ id, rule, applied }: Entry): Fault => ({ id, ...rule, applied })

const matches = (rule: FaultRule, target: FaultTarget) =>
  (rule.accountId === undefined || rule.accountId === target.accountId) &&
  (rule.region === undefined || rule.region === target.region) &&
  (rule.operation === undefined || rule.operation === target.operation) &&
  (rule.keyId === undefined || target.isAboutKey(rule.keyId))

/** Calls of one operation in one account and Region, by outcome. */
export interface CallCount {
  /** The caller's account, or for AssumeRole the account of the role; `-` for a request without valid credentials. */
  readonly accountId: string
  /** `-` when the request has no valid signature. */
  readonly region: string
  /** The operation that the request names, also when it is unknown; `-` when it names none. */
  readonly operation: string
  readonly calls: number
  /** `ok`, the name of an AWS error, or `droppedBefore`, `droppedAfter`, `truncated`. */
  readonly outcomes: Readonly<Record<string, number>>
}

export interface EmulatorStatistics {
  /** Start of counting: ISO 8601, on the emulator's clock. */
  readonly since: string
  readonly sockets: { readonly open: number; readonly opened: number }
  readonly inFlight: number
  readonly maxInFlight: number
  readonly totalCalls: number
  readonly calls: readonly CallCount[]
}

type CountedCall = Pick<CallCount, 'accountId' | 'region' | 'operation'>

/** Counts requests and their outcomes, except requests to the control API. */
export class StatisticsRecorder {
  readonly #now: () => number
  readonly #counts = new Map<string, CountedCall & { readonly outcomes: Map<string, number> }>()
  #since: number
  #openSockets = 0
  #openedSockets = 0
  #inFlight = 0
  #maxInFlight = 0

  constructor(now: () => number) {
    this.#now = now
    this.#since = now()
  }

  socketOpened(): void {
    this.#openSockets += 1
    this.#openedSockets += 1
  }

  socketClosed(): void {
    this.#openSockets -= 1
  }

  callStarted(): void {
    this.#inFlight += 1
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight)
  }

  callEnded({ accountId, region, operation }: CountedCall, outcome: string): void {
    this.#inFlight -= 1
    const name = `${accountId} ${region} ${operation}`
    const count = this.#counts.get(name) ?? {
      accountId,
      region,
      operation,
      outcomes: new Map<string, number>(),
    }
    this.#counts.set(name, count)
    count.outcomes.set(outcome, (count.outcomes.get(outcome) ?? 0) + 1)
  }

  /** Resets the counts. Open sockets still count as open. */
  reset(): void {
    this.#counts.clear()
    this.#since = this.#now()
    this.#openedSockets = this.#openSockets
    this.#maxInFlight = this.#inFlight
  }

  read(): EmulatorStatistics {
    const calls = [...this.#counts]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([, { outcomes, ...call }]) => ({
        ...call,
        calls: sum(outcomes.values()),
        outcomes: Object.fromEntries(outcomes),
      }))
    return {
      since: new Date(this.#since).toISOString(),
      sockets: { open: this.#openSockets, opened: this.#openedSockets },
      inFlight: this.#inFlight,
      maxInFlight: this.#maxInFlight,
      totalCalls: sum(calls.map((count) => count.calls)),
      calls,
    }
  }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, each) => total + each, 0)

import type { Caller } from './caller.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import type { KeyEvents } from './key-events.ts'
import type { KeyStore } from './key-store.ts'
import type { OperationName } from './operation-name.ts'
import type { Pager } from './page.ts'
import type { Roles } from './role.ts'
import type { Sessions } from './sessions.ts'
import type { EmulatorSettings } from './settings.ts'
import type { Queues } from './sqs/queues.ts'
import type { StaleReads } from './stale-read.ts'

/** The state that operations read and change. */
export interface World {
  readonly accountIds: readonly string[]
  readonly now: () => number
  readonly settings: () => EmulatorSettings
  readonly store: KeyStore
  readonly events: KeyEvents
  readonly pager: Pager
  readonly staleReads: StaleReads
  readonly roles: Roles
  readonly sessions: Sessions
  readonly queues: Queues
}

/** One request that passed the quota. */
export interface Call {
  readonly world: World
  readonly operation: OperationName
  readonly region: string
  readonly caller: Caller
  /** The instant of the whole call. */
  readonly now: number
  readonly clock: EmulatorClock
  /** The Host header. */
  readonly host: string
  /** Aborts when the client disconnects or the emulator stops. Only operations that wait use it. */
  readonly signal: AbortSignal
}

export type RequestBody = Readonly<Record<string, unknown>>

export interface Operation {
  readonly name: OperationName
  /** Whether listeners of key events are notified of its successful calls. */
  readonly changesKey?: true
  /** Returns the response body, or undefined when AWS's body is empty. Throws an AwsError. */
  run(body: RequestBody, call: Call): object | undefined | Promise<object | undefined>
}

import type { KeyStore } from './key-store.ts'
import type { OperationName } from './operation-name.ts'
import type { Pager } from './page.ts'
import type { EmulatorSettings } from './settings.ts'
import type { StaleReads } from './stale-read.ts'

/** The state that operations read and change. */
export interface World {
  readonly accountId: string
  readonly regions: readonly string[]
  readonly now: () => number
  readonly settings: () => EmulatorSettings
  readonly store: KeyStore
  readonly pager: Pager
  readonly staleReads: StaleReads
}

/** One request that passed the quota. */
export interface Call {
  readonly world: World
  readonly operation: OperationName
  readonly region: string
  /** The instant of the whole call. */
  readonly now: number
}

export interface Operation {
  readonly name: OperationName
  /** Returns the response body, or undefined when KMS's body is empty. Throws an AwsError. */
  run(body: Readonly<Record<string, unknown>>, call: Call): object | undefined
}

import type { KeyStore } from './key-store.ts'
import type { OperationName } from './operation-name.ts'
import type { Pager } from './page.ts'
import type { EmulatorSettings } from './settings.ts'
import type { StaleReads } from './stale-read.ts'

/** What every operation works on. */
export interface World {
  readonly accountId: string
  readonly regions: readonly string[]
  readonly now: () => number
  readonly settings: () => EmulatorSettings
  readonly store: KeyStore
  readonly pager: Pager
  readonly staleReads: StaleReads
}

/** One request that has been let in. */
export interface Call {
  readonly world: World
  readonly operation: OperationName
  readonly region: string
  /** The instant at which the whole call takes place. */
  readonly now: number
}

export interface Operation {
  readonly name: OperationName
  /** Answers the body, or nothing where KMS's body is empty. Throws an AwsError. */
  run(body: Readonly<Record<string, unknown>>, call: Call): object | undefined
}

import type { Connection } from '../pagination/connection.ts'
import type { PageArguments } from '../pagination/window.ts'
import type { KeyOrderField } from '../rotation/readings/key-order.ts'
import type { KeyFilter } from './key-filter.ts'
import type { ScopeInput, UnavailableScope } from './key-listing.ts'
import type { Key, KeySource } from './visibility.ts'

export interface KeyOrder {
  readonly field: KeyOrderField
  readonly direction: 'ASC' | 'DESC'
}

export interface KeysArguments extends PageArguments {
  readonly source?: KeySource | null | undefined
  readonly scopes?: readonly ScopeInput[] | null | undefined
  readonly filter?: KeyFilter | null | undefined
  readonly orderBy?: KeyOrder | null | undefined
  readonly scanLimit?: number | null | undefined
}

export interface KeyConnection extends Connection<Key> {
  readonly scannedCount: number
  readonly undecidedCount: number
  readonly unavailableScopes: readonly UnavailableScope[]
  /** Whether no key is missing because a scope could not be listed or, in the inventory, was not read yet. */
  readonly isComplete: boolean
  /** When the oldest reading was made that decides which keys there are. Null for KMS. */
  readonly observedAt: Date | null
  readonly totalCount: () => Promise<number | null>
}

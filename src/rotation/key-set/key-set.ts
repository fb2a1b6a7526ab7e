import { createHash } from 'node:crypto'
import type { OperationError } from '../../errors/operation-errors.ts'
import type { KeyRemoved } from '../rotation-event.ts'

/** The keys of a stream. Keys may be added and removed while the stream runs. */
export interface KeySet extends Iterable<string> {
  /** Equal for sets that always contain the same keys. */
  readonly name: string
  readonly size: number
  has(keyArn: string): boolean
  /** Whether a removed key would be in the set, by the names that it had. */
  coversRemoved(event: KeyRemoved): boolean
  /** Whether a caller named these keys, rather than all keys that match. */
  readonly isNamed: boolean
  /**
   * Every key that belonged to the set at this time is in it, in milliseconds since the epoch. A missing key was created, or
   * started to match, later. Scopes in which AWS denies listing the keys are ignored. -Infinity while the keys of another scope
   * were never listed.
   */
  readonly completeUpTo: number
  /** The scopes whose latest listing failed or has not succeeded yet. */
  readonly incomplete: readonly IncompleteScope[]
  /** Keeps the set current and calls the follower with each change, until the result is disposed. */
  follow(follower: KeySetFollower): Disposable
}

export interface KeySetFollower {
  joined(joining: JoiningKeys): void
  left(keyArns: readonly string[]): void
  /** Called when `incomplete` has changed. */
  scopesChanged(): void
}

/** A scope in which keys of the set may be missing. */
export interface IncompleteScope {
  readonly name: string
  /** Why the keys could not be listed. Undefined while KMS has not answered. */
  readonly problem: OperationError | undefined
  /** Whether an earlier listing succeeded, so that only newer keys are missing. */
  readonly wasListed: boolean
}

/** Whether AWS denies listing the keys, so that waiting for them could take forever. */
export const isDenied = ({ problem }: Pick<IncompleteScope, 'problem'>): boolean =>
  problem?.isRetryable === false

export interface JoiningKeys {
  readonly keyArns: readonly string[]
  /**
   * The keys were not in the set at this time, in milliseconds since the epoch. -Infinity if that is not known, because the
   * keys of their scope could not be listed before.
   */
  readonly since: number
  /** Whether the keys did not exist at that time. */
  readonly areNew: boolean
}

/** A set of the keys that a caller named. It never changes. */
export function namedKeys(keyArns: Iterable<string>): KeySet {
  const keys = new Set(keyArns)
  let name: string | undefined
  return {
    get name() {
      return (name ??= createHash('sha256')
        .update([...keys].toSorted().join(' '))
        .digest('base64url'))
    },
    size: keys.size,
    has: (keyArn) => keys.has(keyArn),
    coversRemoved: ({ keyArn }) => keys.has(keyArn),
    isNamed: true,
    completeUpTo: Infinity,
    incomplete: [],
    follow: () => ({ [Symbol.dispose]: () => {} }),
    [Symbol.iterator]: () => keys.values(),
  }
}

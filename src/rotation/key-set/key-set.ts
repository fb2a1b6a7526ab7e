import { createHash } from 'node:crypto'

/** The keys that a stream is about. Keys may join it and leave it. */
export interface KeySet extends Iterable<string> {
  /** Equal for sets that hold the same keys at all times. */
  readonly name: string
  readonly size: number
  has(keyArn: string): boolean
  /** Whether a caller named these keys, rather than all keys that match. */
  readonly isNamed: boolean
  /**
   * Milliseconds since the epoch: every key that belonged to the set at this time is in it. A key that is missing was
   * created, or came to match, later than that.
   */
  readonly completeUpTo: number
  /** Keeps the set current, and calls the follower with each change, until it is disposed. */
  follow(follower: KeySetFollower): Disposable
}

export interface KeySetFollower {
  joined(joining: JoiningKeys): void
  left(keyArns: readonly string[]): void
}

export interface JoiningKeys {
  readonly keyArns: readonly string[]
  /** They were not in the set at this time, in milliseconds since the epoch. */
  readonly since: number
  /** They did not exist then. */
  readonly areNew: boolean
}

/** Keys that a caller named: they stay the same. */
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
    isNamed: true,
    completeUpTo: Infinity,
    follow: () => ({ [Symbol.dispose]: () => {} }),
    [Symbol.iterator]: () => keys.values(),
  }
}

import { createHash } from 'node:crypto'

/** The keys of a stream. Keys may be added and removed while the stream runs. */
export interface KeySet extends Iterable<string> {
  /** Equal for sets that always contain the same keys. */
  readonly name: string
  readonly size: number
  has(keyArn: string): boolean
  /** Whether a caller named these keys, rather than all keys that match. */
  readonly isNamed: boolean
  /**
   * Every key that belonged to the set at this time is in it, in milliseconds since the epoch. A missing key was created, or
   * started to match, later.
   */
  readonly completeUpTo: number
  /** Keeps the set current and calls the follower with each change, until the result is disposed. */
  follow(follower: KeySetFollower): Disposable
}

export interface KeySetFollower {
  joined(joining: JoiningKeys): void
  left(keyArns: readonly string[]): void
}

export interface JoiningKeys {
  readonly keyArns: readonly string[]
  /** The keys were not in the set at this time, in milliseconds since the epoch. */
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
    isNamed: true,
    completeUpTo: Infinity,
    follow: () => ({ [Symbol.dispose]: () => {} }),
    [Symbol.iterator]: () => keys.values(),
  }
}

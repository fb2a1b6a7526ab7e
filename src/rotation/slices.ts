import { setImmediate } from 'node:timers/promises'

/** About a millisecond of work, if the items are the records of keys. */
const SLICE_SIZE = 250

/**
 * The items in slices. The process does its other work between two slices, so that work on all keys does not delay requests.
 *
 * @throws the signal's reason after it aborts
 */
export async function* inSlices<Item>(
  items: readonly Item[],
  signal: AbortSignal,
  size = SLICE_SIZE,
): AsyncGenerator<readonly Item[], void, undefined> {
  for (let start = 0; start < items.length; start += size) {
    if (start > 0) await setImmediate()
    signal.throwIfAborted()
    yield items.slice(start, start + size)
  }
}

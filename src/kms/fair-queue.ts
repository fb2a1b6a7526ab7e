/**
 * Calls that wait, in an order that is fair: callers take turns, the requests of one caller take turns when it is the
 * caller's, and within a request first come is first served. Each step takes the same time however many wait.
 */
export interface FairQueue<Item> {
  readonly size: number
  add(item: Item, place: Place): void
  /** Whose turn is next. */
  readonly first: Item | undefined
  /** Takes the first one out; whoever it was of goes to the end of the line. */
  take(): Item | undefined
  /** Whether it was there. */
  remove(item: Item, place: Place): boolean
  /** How many go first at most, of those that wait now, if one more came to this place. */
  aheadOf(place: Place): number
  [Symbol.iterator](): Iterator<Item>
}

/** Whose call it is, and which piece of work it belongs to. */
export interface Place {
  readonly caller: string
  readonly request: string
}

export function createFairQueue<Item>(): FairQueue<Item> {
  // Maps keep the order in which their keys were set: whoever had a turn is set again, as the last.
  const callers = new Map<string, Map<string, Set<Item>>>()
  let size = 0

  function remove(item: Item, { caller, request }: Place): boolean {
    const requests = callers.get(caller)
    const items = requests?.get(request)
    if (!requests || !items?.delete(item)) return false
    size--
    if (items.size === 0) requests.delete(request)
    if (requests.size === 0) callers.delete(caller)
    return true
  }

  return {
    get size() {
      return size
    },
    add(item, { caller, request }) {
      const requests = callers.get(caller) ?? new Map<string, Set<Item>>()
      const items = requests.get(request) ?? new Set<Item>()
      callers.set(caller, requests.set(request, items.add(item)))
      size++
    },
    get first() {
      for (const requests of callers.values())
        for (const items of requests.values()) for (const item of items) return item
      return undefined
    },
    take() {
      for (const [caller, requests] of callers)
        for (const [request, items] of requests)
          for (const item of items) {
            callers.delete(caller)
            requests.delete(request)
            callers.set(caller, requests.set(request, items))
            remove(item, { caller, request })
            return item
          }
      return undefined
    },
    remove,
    aheadOf({ caller, request }) {
      const requests = callers.get(caller)
      const isNewCaller = requests === undefined
      const items = requests?.get(request)
      const turns = (items?.size ?? 0) + 1
      const others = (requests?.size ?? 0) + (items ? 0 : 1)
      return Math.min(size, turns * others * (callers.size + (isNewCaller ? 1 : 0)) - 1)
    },
    *[Symbol.iterator]() {
      for (const requests of callers.values()) for (const items of requests.values()) yield* items
    },
  }
}

/**
 * Waiting calls in a fair order: round robin over callers, within a caller round robin over its requests, and within a
 * request first in, first out. A call can wait in several places, when several requests need the same response: the first of
 * these places to be served takes the call out of all of them. Each step takes constant time, however many calls wait.
 */
export interface FairQueue<Item> {
  /** Waiting calls, each counted once. */
  readonly size: number
  /** A call that already waits in another place also waits in this one. */
  add(item: Item, place: Place): void
  /** The call that is served next. */
  readonly first: Item | undefined
  /** The place that is served next. */
  readonly nextPlace: Place | undefined
  /** Removes the first call; its caller becomes the last one. */
  take(): Item | undefined
  /** Removes the call from one place as often as this is called. Returns whether it was there. */
  remove(item: Item, place: Place): boolean
  /** Removes the call from every place. */
  delete(item: Item): void
  has(item: Item): boolean
  /** Maximum number of waiting calls that would be served before a new call in this place. */
  aheadOf(place: Place): number
  [Symbol.iterator](): Iterator<Item>
}

/** The caller of a call, and the request that the call is for. */
export interface Place {
  readonly caller: string
  readonly request: string
}

/** The calls of one request, in the order of their arrival. */
interface Line<Item> {
  readonly place: Place
  readonly items: Set<Item>
}

export function createFairQueue<Item>(): FairQueue<Item> {
  // Maps keep the order in which keys were set. A caller that was served is set again, as the last one.
  const callers = new Map<string, Map<string, Line<Item>>>()
  /** The lines in which each call waits, and how often it was added to each line. */
  const linesOf = new Map<Item, Map<Line<Item>, number>>()

  function lineAt(place: Place): Line<Item> {
    const { caller, request } = place
    const requests = callers.get(caller) ?? new Map<string, Line<Item>>()
    const line = requests.get(request) ?? { place, items: new Set<Item>() }
    callers.set(caller, requests.set(request, line))
    return line
  }

  function leave({ place, items }: Line<Item>, item: Item): void {
    items.delete(item)
    if (items.size > 0) return
    const requests = callers.get(place.caller)
    requests?.delete(place.request)
    if (requests?.size === 0) callers.delete(place.caller)
  }

  function next(): Line<Item> | undefined {
    for (const requests of callers.values()) for (const line of requests.values()) return line
    return undefined
  }

  function firstOf({ items }: Line<Item>): Item | undefined {
    for (const item of items) return item
    return undefined
  }

  function remove(item: Item): void {
    for (const line of linesOf.get(item)?.keys() ?? []) leave(line, item)
    linesOf.delete(item)
  }

  return {
    get size() {
      return linesOf.size
    },
    add(item, place) {
      const line = lineAt(place)
      const lines = linesOf.get(item) ?? new Map<Line<Item>, number>()
      linesOf.set(item, lines.set(line, (lines.get(line) ?? 0) + 1))
      line.items.add(item)
    },
    get first() {
      const line = next()
      return line && firstOf(line)
    },
    get nextPlace() {
      return next()?.place
    },
    take() {
      const line = next()
      const item = line && firstOf(line)
      if (!line || item === undefined) return undefined
      const { caller, request } = line.place
      const requests = callers.get(caller) ?? new Map<string, Line<Item>>()
      callers.delete(caller)
      requests.delete(request)
      callers.set(caller, requests.set(request, line))
      remove(item)
      return item
    },
    remove(item, { caller, request }) {
      const line = callers.get(caller)?.get(request)
      const lines = linesOf.get(item)
      const times = line && lines?.get(line)
      if (!line || !lines || times === undefined) return false
      if (times > 1) {
        lines.set(line, times - 1)
        return true
      }
      lines.delete(line)
      if (lines.size === 0) linesOf.delete(item)
      leave(line, item)
      return true
    },
    delete: remove,
    has: (item) => linesOf.has(item),
    aheadOf({ caller, request }) {
      const requests = callers.get(caller)
      const isNewCaller = requests === undefined
      const items = requests?.get(request)?.items
      const rounds = (items?.size ?? 0) + 1
      const others = (requests?.size ?? 0) + (items ? 0 : 1)
      return Math.min(linesOf.size, rounds * others * (callers.size + (isNewCaller ? 1 : 0)) - 1)
    },
    [Symbol.iterator]: () => linesOf.keys(),
  }
}

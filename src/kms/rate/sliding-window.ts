/** The requests that were sent in the last moments, by name. Callers pass the time, which never goes back. */
export interface SlidingWindow {
  /** Requests in the window that ends now. Drops older ones. */
  countAt(now: number, windowMs: number): number
  /** Requests of this name that were not dropped. */
  countOf(name: string): number
  /** When the window will hold fewer than `limit` requests; -Infinity if it does already. */
  availableAt(limit: number, windowMs: number): number
  add(now: number, name: string): void
}

export function createSlidingWindow(): SlidingWindow {
  let sent: { readonly at: number; readonly name: string }[] = []
  let dropped = 0
  const counts = new Map<string, number>()

  function drop(name: string): void {
    dropped++
    const count = counts.get(name) ?? 0
    if (count > 1) counts.set(name, count - 1)
    else counts.delete(name)
  }

  return {
    countAt(now, windowMs) {
      for (let first = sent[dropped]; first && first.at + windowMs <= now; first = sent[dropped])
        drop(first.name)
      if (dropped > 100 && dropped * 2 > sent.length) {
        sent = sent.slice(dropped)
        dropped = 0
      }
      return sent.length - dropped
    },
    countOf: (name) => counts.get(name) ?? 0,
    availableAt(limit, windowMs) {
      const index = sent.length - limit
      const last = index < dropped ? undefined : sent[index]
      return last ? last.at + windowMs : -Infinity
    },
    add(now, name) {
      sent.push({ at: now, name })
      counts.set(name, (counts.get(name) ?? 0) + 1)
    },
  }
}

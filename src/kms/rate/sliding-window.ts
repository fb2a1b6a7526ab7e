/** Which requests were sent in the last moments, and for what. Times are given by whoever asks and never go back. */
export interface SendLog {
  /** How many were sent in the window that ends now; older ones are forgotten. */
  countAt(now: number, windowMs: number): number
  /** How many of those that are not forgotten were for this. */
  countFor(what: string): number
  /** When fewer than `limit` will have been sent in the window: -Infinity where it is so already. */
  opensAt(limit: number, windowMs: number): number
  add(now: number, what: string): void
}

export function createSendLog(): SendLog {
  let sent: { readonly at: number; readonly what: string }[] = []
  let forgotten = 0
  const counts = new Map<string, number>()

  function forget(what: string): void {
    const count = counts.get(what) ?? 0
    if (count > 1) counts.set(what, count - 1)
    else counts.delete(what)
  }

  return {
    countAt(now, windowMs) {
      for (let first = sent[forgotten]; first && first.at + windowMs <= now; first = sent[forgotten]) {
        forget(first.what)
        forgotten++
      }
      if (forgotten > 100 && forgotten * 2 > sent.length) {
        sent = sent.slice(forgotten)
        forgotten = 0
      }
      return sent.length - forgotten
    },
    countFor: (what) => counts.get(what) ?? 0,
    opensAt(limit, windowMs) {
      const inTheWay = sent.length - limit
      const last = inTheWay < forgotten ? undefined : sent[inTheWay]
      return last ? last.at + windowMs : -Infinity
    },
    add(now, what) {
      sent.push({ at: now, what })
      counts.set(what, (counts.get(what) ?? 0) + 1)
    },
  }
}

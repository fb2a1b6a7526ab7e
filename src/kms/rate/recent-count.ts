const WINDOW_MS = 60_000
const GRAIN_MS = 1_000

/** How often something happened in the last minute, to the second. */
export interface RecentCount {
  note(now: number): void
  at(now: number): number
}

export function createRecentCount(): RecentCount {
  const counts = new Map<number, number>()
  const dropOld = (now: number) => {
    for (const second of counts.keys()) if ((second + 1) * GRAIN_MS + WINDOW_MS <= now) counts.delete(second)
  }
  return {
    note(now) {
      dropOld(now)
      const second = Math.floor(now / GRAIN_MS)
      counts.set(second, (counts.get(second) ?? 0) + 1)
    },
    at(now) {
      dropOld(now)
      return [...counts.values()].reduce((sum, count) => sum + count, 0)
    },
  }
}

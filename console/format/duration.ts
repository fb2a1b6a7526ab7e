const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** `42 seconds`, `3 minutes`, `2 hours`, `12 days`: the largest unit of which there is at least one. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? (['second', 1] as const)
  const count = Math.floor(seconds / length)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

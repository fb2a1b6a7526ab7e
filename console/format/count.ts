/** `1,234` */
export const formatCount = (count: number): string => new Intl.NumberFormat('en').format(count)

/** `1 key`, `2 keys` */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`

/** `1.2 MB` */
export function formatBytes(bytes: number): string {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte'
  return new Intl.NumberFormat('en', { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / (unit === 'kilobyte' ? 1_000 : 1_000_000),
  )
}

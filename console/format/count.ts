/** `1,234` */
export const formatCount = (count: number): string => new Intl.NumberFormat('en').format(count)

/** `1 key`, `2 keys` */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatCount(count)} ${count === 1 ? noun : plural}`

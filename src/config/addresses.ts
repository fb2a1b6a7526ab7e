import { isIP } from 'node:net'

/**
 * Whether it can be the name of a Region. AWS opens partitions with names of new shapes (`eusc-de-east-1`), and the SDK
 * takes `fips-us-east-1` as well, so this asks for words joined by hyphens and nothing more.
 */
export const isRegion = (text: string) => /^[a-z0-9]+(-[a-z0-9]+)+$/.test(text) && text.length <= 63

export const isHost = (text: string) => /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(text)

/** As a browser would write it, so that it can be compared. */
export const isOrigin = (text: string) =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text

export function isNetwork(text: string): boolean {
  if (text === 'loopback' || text === 'private') return true
  const [address = '', prefix, ...more] = text.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  if (prefix === undefined) return bits > 0
  return more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits
}

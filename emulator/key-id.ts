import { createHash } from 'node:crypto'

const digits = (name: string) => createHash('sha256').update(name).digest('hex')

/** A key ID that is the same in every run for the same name. */
export function keyIdFor(name: string): string {
  const hex = digits(name)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** A multi-Region key ID that is the same in every run for the same name. */
export const multiRegionKeyIdFor = (name: string) => `mrk-${digits(name).slice(0, 32)}`

import type { KeyReadings } from '../key-readings.ts'

/** A part of a known key that is read. */
export type FactName = keyof KeyReadings | 'primary' | 'mayWrite'

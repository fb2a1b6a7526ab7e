import type { Zone } from '../format/time.ts'
import { usePreference } from './preference.ts'

const isZone = (value: unknown): value is Zone => value === 'local' || value === 'UTC'

/** The time zone in which the reader sees times. */
export const useZonePreference = () => usePreference<Zone>('zone', 'local', isZone)

export const useZone = (): Zone => useZonePreference()[0]

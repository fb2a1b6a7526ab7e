/**
 * The reads of a key recur at its slots: dates that are one period apart. The slots of different keys are spread over the
 * period by a hash of the key, so that the reads of many keys are, too. All times are in milliseconds since the epoch.
 */
export function lastSlot(keyArn: string, periodMs: number, now: number): number {
  const offsetMs = shareOf(keyArn) * periodMs
  return now - ((((now - offsetMs) % periodMs) + periodMs) % periodMs)
}

export const nextSlot = (keyArn: string, periodMs: number, now: number): number =>
  lastSlot(keyArn, periodMs, now) + periodMs

/** A number from 0 to 1 that depends on the key only: FNV-1a with the last step of MurmurHash3, 32 bits. */
function shareOf(keyArn: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < keyArn.length; index++)
    hash = Math.imul(hash ^ keyArn.charCodeAt(index), 0x01000193)
  // Otherwise keys that differ only at their end have similar numbers.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

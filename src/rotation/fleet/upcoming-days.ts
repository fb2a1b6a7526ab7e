import { dueDate } from '../rules/compliance.ts'
import { statusOf } from '../readings/rotation-status.ts'
import { DAY_MS } from '../rotation.ts'
import { inSlices } from '../slices.ts'
import type { FleetKey } from './fleet-key.ts'

/** What will happen on one day, in UTC. */
export interface UpcomingDay {
  readonly startsAt: Date
  /** Number of keys whose next automatic rotation is on this day. */
  readonly automaticRotationCount: number
  /** Number of keys whose current key material becomes older than the policy allows on this day. */
  readonly dueCount: number
}

interface MutableDay extends UpcomingDay {
  automaticRotationCount: number
  dueCount: number
}

/** The days with a rotation or a due date from `from` until before `until`, in order. */
export async function upcomingDays(
  keys: readonly FleetKey[],
  { from, until }: { readonly from: number; readonly until: number },
  signal: AbortSignal,
): Promise<readonly UpcomingDay[]> {
  const days = new Map<number, MutableDay>()
  const dayOf = (date: Date | 'NEVER' | undefined): MutableDay | undefined => {
    if (date === undefined || date === 'NEVER') return undefined
    const time = date.getTime()
    if (time < from || time >= until) return undefined
    const number = Math.floor(time / DAY_MS)
    const day = days.get(number) ?? {
      startsAt: new Date(number * DAY_MS),
      automaticRotationCount: 0,
      dueCount: 0,
    }
    days.set(number, day)
    return day
  }

  for await (const slice of inSlices(keys, signal))
    for (const key of slice) {
      const rotating = dayOf(nextRotation(key))
      if (rotating) rotating.automaticRotationCount++
      const due = dayOf(dueDate(key.compliance))
      if (due) due.dueCount++
    }
  return [...days.values()].toSorted((left, right) => left.startsAt.getTime() - right.startsAt.getTime())
}

/** KMS rotates only enabled keys, and shows the date of the next rotation for others too. */
function nextRotation({ known }: FleetKey): Date | undefined {
  return known.metadata?.value?.keyState === 'Enabled' ? statusOf(known)?.nextRotationDate : undefined
}

import type { KeyCompliance } from '../policy/key-compliance.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import { DAY_MS } from '../rotation.ts'
import type { KnownKey } from './known-key.ts'

interface Remembered {
  readonly policy: PolicyDocument
  readonly result: KeyCompliance
  /** The time of the result, in milliseconds since the epoch. */
  readonly from: number
  /** The time at which something other than the age of the key material changes next. */
  readonly until: number
}

/** What is known of a key does not change, so its compliance depends only on the policy and the time. */
const results = new WeakMap<KnownKey, Remembered>()

/** The compliance of a key. Questions about all keys need it for each key, so it is assessed again only when it can change. */
export function rememberedCompliance(
  known: KnownKey,
  policy: PolicyDocument,
  now: number,
  assess: () => KeyCompliance,
): KeyCompliance {
  const last = results.get(known)
  if (last && last.policy === policy && last.from <= now && now < last.until) return atTime(last, now)
  const result = assess()
  results.set(known, { policy, result, from: now, until: nextChange(result, policy, now) })
  return result
}

function atTime({ result, from }: Remembered, now: number): KeyCompliance {
  const { materialAgeInDays: age } = result
  return age === undefined ? result : { ...result, materialAgeInDays: age + (now - from) / DAY_MS }
}

function nextChange(result: KeyCompliance, { defaults }: PolicyDocument, now: number): number {
  const { materialAgeInDays, dueAt, rule, exception } = result
  // An age of 0 is also that of key material whose date is in the future.
  if (materialAgeInDays === 0) return now
  const { warnBeforeDays } = rule?.requirements ?? defaults
  const dueMs = dueAt?.getTime() ?? Infinity
  const times = [dueMs - warnBeforeDays * DAY_MS, dueMs + 1, exception?.until.getTime() ?? Infinity]
  return Math.min(...times.filter((time) => time > now))
}

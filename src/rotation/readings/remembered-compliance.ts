import type { KeyCompliance } from '../policy/key-compliance.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import { DAY_MS } from '../rotation.ts'
import type { FactName, KnownKey } from './known-key.ts'

/** The compliance of a key, and the facts that it needs. */
export interface AssessedCompliance {
  readonly result: KeyCompliance
  readonly needs: readonly FactName[]
}

interface Remembered extends AssessedCompliance {
  readonly policy: PolicyDocument
  /** The time of the result, in milliseconds since the epoch. */
  readonly from: number
  /** The time at which the result changes next. */
  readonly until: number
}

/** What is known of a key does not change, so its compliance depends only on the policy and the time. */
const assessments = new WeakMap<KnownKey, Remembered>()

/** The compliance of a key. Questions about all keys need it for each key, so it is assessed again only when it can change. */
export function rememberedCompliance(
  known: KnownKey,
  policy: PolicyDocument,
  now: number,
  assess: () => AssessedCompliance,
): KeyCompliance {
  const last = lastAssessment(known, policy, now)
  if (last) return last.result
  const assessed = assess()
  const until = nextChange(assessed.result, policy, now)
  assessments.set(known, { ...assessed, policy, from: now, until })
  return assessed.result
}

/** The needs of the remembered compliance. Undefined if the compliance has to be assessed again. */
export const rememberedNeeds = (
  known: KnownKey,
  policy: PolicyDocument,
  now: number,
): readonly FactName[] | undefined => lastAssessment(known, policy, now)?.needs

function lastAssessment(known: KnownKey, policy: PolicyDocument, now: number): Remembered | undefined {
  const last = assessments.get(known)
  return last && last.policy === policy && last.from <= now && now < last.until ? last : undefined
}

function nextChange(
  { dueAt, rule }: KeyCompliance,
  { defaults, exceptions }: PolicyDocument,
  now: number,
): number {
  const { warnBeforeDays } = rule?.requirements ?? defaults
  const dueMs = dueAt?.getTime() ?? Infinity
  const ends = exceptions.map(({ until }) => until.getTime())
  const times = [dueMs - warnBeforeDays * DAY_MS, dueMs + 1, ...ends]
  return Math.min(...times.filter((time) => time > now))
}

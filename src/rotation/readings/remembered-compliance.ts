import type { KeyCompliance } from '../policy/key-compliance.ts'
import { DAY_MS } from '../rotation.ts'
import type { KnownKey } from './known-key.ts'
import type { AssessedCompliance, PolicyAt } from './rule-results.ts'

/**
 * The compliance of a key. What is known of the key does not change, so its compliance depends only on the policy and the time.
 * It is assessed again only when it can change.
 */
export function rememberedCompliance(
  known: KnownKey,
  at: PolicyAt,
  assess: () => AssessedCompliance,
): KeyCompliance {
  const last = lastAssessment(known, at)
  if (last) return last.result
  const assessed = assess()
  const { results } = known
  if (results) {
    results.compliance = assessed
    results.assessedWith = at
    results.until = nextChange(assessed.result, at)
  }
  return assessed.result
}

/** The remembered compliance. Undefined if the compliance has to be assessed again. */
export function lastAssessment(
  { results }: KnownKey,
  { policy, now }: PolicyAt,
): AssessedCompliance | undefined {
  const last = results?.assessedWith
  return last && last.policy === policy && last.now <= now && now < results.until
    ? results.compliance
    : undefined
}

function nextChange(
  { dueAt, rule }: KeyCompliance,
  { policy: { defaults, exceptions }, now }: PolicyAt,
): number {
  const { warnBeforeDays } = rule?.requirements ?? defaults
  const dueMs = dueAt?.getTime() ?? Infinity
  const ends = exceptions.map(({ until }) => until.getTime())
  const times = [dueMs - warnBeforeDays * DAY_MS, dueMs + 1, ...ends]
  return Math.min(...times.filter((time) => time > now))
}

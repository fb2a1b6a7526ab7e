import type { KeyReport } from '../../emulator/key-report.ts'
import { DAY_MS } from '../../src/rotation/rotation.ts'
import {
  SIGNING,
  assess,
  automaticOf,
  isAutomatic,
  isExcepted,
  isManagedByAws,
  mayRead,
  ownerOf,
  requirementsOf,
  rotates,
  rotationsOf,
  tagOf,
  timeOf,
} from '../support/demo-policy.ts'

/** The keys of an emulator with the rotation policy of the demo fleet, and the time at which they are examined. */
export interface Fleet {
  readonly keys: readonly KeyReport[]
  readonly now: number
}

export const isUnreadable = (key: KeyReport, now: number): boolean =>
  !mayRead(key, 'DescribeKey') || assess(key, now).verdict === 'UNKNOWN' || automaticOf(key) === 'UNKNOWN'

/** Numbers by value, without values that no key has. */
function countBy(keys: readonly KeyReport[], valueOf: (key: KeyReport) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const key of keys) counts[valueOf(key)] = (counts[valueOf(key)] ?? 0) + 1
  return counts
}

const iso = (time: number): string => new Date(time).toISOString()
const arnsOf = (keys: readonly KeyReport[]): readonly string[] => keys.map(({ arn }) => arn).toSorted()
const daysBefore = (now: number, days: number): number => now - days * DAY_MS

/** When KMS last recorded a use, or since when it records uses. Undefined if a key may have been used before. */
function lastUseOf(key: KeyReport): number | undefined {
  const { lastUsage, trackingStartDate, createdAt } = key
  if (lastUsage) return timeOf(lastUsage.usedAt)
  return timeOf(trackingStartDate) <= timeOf(createdAt) ? -Infinity : timeOf(trackingStartDate)
}

const isCustomerKey = (key: KeyReport): boolean => mayRead(key, 'DescribeKey') && !isManagedByAws(key)

/** The rotations and the verdict of a key at an earlier time. KMS keeps no history of states and settings. */
const past = (key: KeyReport): KeyReport => ({ ...key, automaticRotation: { isEnabled: false } })

function pastVerdict(key: KeyReport, at: number): string {
  if (isManagedByAws(key) && mayRead(key, 'DescribeKey')) return 'NOT_APPLICABLE'
  if (isExcepted(key, 90)) return 'EXCEPTED'
  if (!mayRead(key, 'ListResourceTags')) return 'UNKNOWN'
  if (!rotates(key) && !SIGNING.test(key.spec)) return 'NOT_APPLICABLE'
  if (key.state !== 'Enabled' && rotates(key)) return 'UNKNOWN'
  const { verdict, dueAt } = assess({ ...past(key), state: 'Enabled', tags: { ...key.tags } }, at)
  // Without the settings of that time, only the age of the key material can violate the policy.
  const isByAge = dueAt !== undefined && at > dueAt
  return requirementsOf(key).isCard && key.origin === 'AWS_KMS' && !isByAge ? 'UNKNOWN' : verdict
}

/** The true answers to the questions of docs/questions.md, by heading. */
export const trueAnswers: Readonly<Record<string, (fleet: Fleet) => unknown>> = {
  'Numbers by verdict, account, Region, owner and team': ({ keys, now }: Fleet) => ({
    keyCount: keys.length,
    unreadableCount: keys.filter((key) => isUnreadable(key, now)).length,
    byVerdict: countBy(keys, (key) => assess(key, now).verdict),
    byAccount: countBy(keys, ({ accountId }) => accountId),
    byRegion: countBy(keys, ({ region }) => region),
    byOwner: countBy(keys, ownerOf),
    byTag: countBy(keys, (key) =>
      mayRead(key, 'ListResourceTags') ? (key.tags['team'] ?? 'NO_VALUE') : 'UNREADABLE',
    ),
  }),
  'Overdue keys, and since when': ({ keys, now }: Fleet) =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const { verdict, dueAt } = assess(key, now)
        return verdict === 'OVERDUE'
          ? [[key.arn, dueAt !== undefined && now > dueAt ? iso(dueAt) : null]]
          : []
      }),
    ),
  'Rotated in the last 7 days': ({ keys, now }: Fleet) =>
    keys
      .filter((key) => mayRead(key, 'ListKeyRotations'))
      .flatMap((key) => rotationsOf(key, now).map(({ completedAt }) => ({ arn: key.arn, completedAt })))
      .filter(({ completedAt }) => timeOf(completedAt) > daysBefore(now, 7))
      .map(({ arn, completedAt }) => `${completedAt} ${arn}`)
      .toSorted(),
  'Due in the next 30 days': ({ keys, now }: Fleet) => {
    const until = now + 30 * DAY_MS
    const due = keys.filter((key) => {
      const { dueAt } = assess(key, now)
      return dueAt !== undefined && dueAt > now && dueAt < until
    })
    const rotating = keys.filter((key) => {
      const { nextRotationDate } = key.automaticRotation
      const isRead = mayRead(key, 'GetKeyRotationStatus') && isCustomerKey(key)
      return (
        isRead &&
        isAutomatic(key) &&
        key.state === 'Enabled' &&
        nextRotationDate !== undefined &&
        timeOf(nextRotationDate) < until
      )
    })
    return { due: arnsOf(due), rotatingCount: rotating.length }
  },
  'Keys of one team': ({ keys, now }: Fleet) => {
    const own = keys.filter((key) => tagOf(key, 'team') === 'payments')
    return { arns: arnsOf(own), byVerdict: countBy(own, (key) => assess(key, now).verdict) }
  },
  'Few on-demand rotations left': ({ keys }: Fleet) =>
    arnsOf(
      keys.filter((key) => {
        const hasQuota = mayRead(key, 'ListKeyRotations') && rotates(key)
        return hasQuota && isCustomerKey(key) && key.onDemandUsed >= 22
      }),
    ),
  'Automatic rotation is off, but possible': ({ keys }: Fleet) =>
    arnsOf(keys.filter((key) => automaticOf(key) === 'DISABLED' && key.state === 'Enabled')),
  'Unreadable keys, and why': ({ keys, now }: Fleet) => arnsOf(keys.filter((key) => isUnreadable(key, now))),
  'Exceptions, and when they end': ({ keys }: Fleet) => arnsOf(keys.filter((key) => isExcepted(key))),
  'Unused keys': ({ keys, now }: Fleet) =>
    arnsOf(
      keys.filter((key) => {
        const lastUse = lastUseOf(key)
        const isRead = isCustomerKey(key) && mayRead(key, 'GetKeyLastUsage')
        return isRead && lastUse !== undefined && lastUse < daysBefore(now, 7)
      }),
    ),
  'Keys that KMS cannot rotate and that are due': ({ keys, now }: Fleet) =>
    arnsOf(keys.filter((key) => assess(key, now).verdict === 'MANUAL_DUE')),
  'Search for "api"': ({ keys }: Fleet) =>
    arnsOf(
      keys.filter((key) => {
        const texts = [key.arn, ...key.aliases]
        if (mayRead(key, 'DescribeKey')) texts.push(key.description)
        if (mayRead(key, 'ListResourceTags')) texts.push(...Object.values(key.tags))
        return texts.some((text) => text.toLowerCase().includes('api'))
      }),
    ),
  'New keys of this week': ({ keys, now }: Fleet) =>
    arnsOf(keys.filter((key) => mayRead(key, 'DescribeKey') && timeOf(key.createdAt) > daysBefore(now, 7))),
  'The state on a past date': ({ keys, now }: Fleet) => {
    const at = daysBefore(now, 90)
    const known = keys.filter((key) => mayRead(key, 'DescribeKey'))
    const then = known.filter(({ createdAt }) => timeOf(createdAt) <= at)
    return {
      keyCount: then.length,
      undecidedCount: keys.length - known.length,
      byVerdict: countBy(then, (key) => pastVerdict(key, at)),
    }
  },
}

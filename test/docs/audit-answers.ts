import type { KeyReport } from '../../emulator/key-report.ts'
import { DAY_MS } from '../../src/rotation/rotation.ts'

/** The keys of an emulator with the rotation policy of the demo fleet, and the time at which they are examined. */
export interface Fleet {
  readonly keys: readonly KeyReport[]
  readonly now: number
}

const SIGNING = /^(RSA|ECC|HMAC|ML_DSA)_/
const STOPPED = ['Disabled', 'PendingDeletion', 'PendingImport', 'Creating']

const timeOf = (date: string): number => Date.parse(date)
const mayRead = ({ denies }: KeyReport, operation: string): boolean => !denies.includes(operation)
const isManagedByAws = ({ manager }: KeyReport): boolean => manager === 'AWS'
const isInKms = ({ origin }: KeyReport): boolean => origin === 'AWS_KMS' || origin === 'EXTERNAL'
const rotates = (key: KeyReport): boolean => key.spec === 'SYMMETRIC_DEFAULT' && isInKms(key)

const tagOf = (key: KeyReport, name: string): string | undefined =>
  mayRead(key, 'ListResourceTags') ? key.tags[name] : undefined

/** The completed rotations, newest first. */
const rotationsOf = (key: KeyReport, now: number) =>
  key.rotations
    .filter(({ completedAt }) => timeOf(completedAt) <= now)
    .toSorted((left, right) => timeOf(right.completedAt) - timeOf(left.completedAt))

/** KMS turns automatic rotation off while the deletion of a key is pending. */
const isAutomatic = ({ automaticRotation, state }: KeyReport): boolean =>
  automaticRotation.isEnabled && state !== 'PendingDeletion'

const materialSince = (key: KeyReport, now: number): number =>
  timeOf(rotationsOf(key, now)[0]?.completedAt ?? key.createdAt)

/** The exception for the robots ended 40 days before now. */
const isExcepted = (key: KeyReport, daysAgo = 0): boolean =>
  !isManagedByAws(key) &&
  (key.aliases.includes('alias/partner-gateway') ||
    tagOf(key, 'team') === 'marketing' ||
    (daysAgo > 40 && key.aliases.includes('alias/warehouse-robots')))

/** The requirements of the rotation policy on a key whose tags are known. */
function requirementsOf(key: KeyReport) {
  if (SIGNING.test(key.spec)) return { maxDays: 365, warnDays: 30, maxPeriod: Infinity, isCard: false }
  if (tagOf(key, 'data-class') === 'pci') return { maxDays: 180, warnDays: 30, maxPeriod: 180, isCard: true }
  const warnDays = tagOf(key, 'env') === 'staging' ? 14 : 30
  return { maxDays: 365, warnDays, maxPeriod: Infinity, isCard: false }
}

interface Assessment {
  readonly verdict: string
  /** When the key material becomes, or became, too old. Undefined if this is not known or never happens. */
  readonly dueAt: number | undefined
}

export function assess(key: KeyReport, now: number): Assessment {
  const { maxDays, warnDays, maxPeriod, isCard } = requirementsOf(key)
  const isManual = SIGNING.test(key.spec) && isInKms(key)
  const isExempt =
    mayRead(key, 'DescribeKey') &&
    (isManagedByAws(key) || STOPPED.includes(key.state) || (!rotates(key) && !isManual))
  const isKnown =
    mayRead(key, 'DescribeKey') &&
    mayRead(key, 'ListResourceTags') &&
    (isManual || mayRead(key, 'ListKeyRotations'))
  const dueAt = isExempt || !isKnown ? undefined : materialSince(key, now) + maxDays * DAY_MS
  const assessed = (verdict: string) => ({ verdict, dueAt })

  if (isExcepted(key)) return assessed('EXCEPTED')
  if (isExempt && (isManagedByAws(key) || mayRead(key, 'ListResourceTags'))) return assessed('NOT_APPLICABLE')
  if (isCard && key.origin === 'AWS_KMS') {
    const { periodInDays = 0 } = key.automaticRotation
    if (!isAutomatic(key) || periodInDays > maxPeriod) return assessed('OVERDUE')
  }
  if (dueAt === undefined) return assessed('UNKNOWN')
  if (now > dueAt) return assessed(isManual ? 'MANUAL_DUE' : 'OVERDUE')
  return assessed(now >= dueAt - warnDays * DAY_MS ? 'DUE_SOON' : 'COMPLIANT')
}

function automaticOf(key: KeyReport): string {
  if (!mayRead(key, 'DescribeKey'))
    return mayRead(key, 'GetKeyRotationStatus') && isAutomatic(key) ? 'ENABLED' : 'UNKNOWN'
  if (isManagedByAws(key)) return 'AWS_MANAGED'
  if (key.spec !== 'SYMMETRIC_DEFAULT' || key.origin !== 'AWS_KMS') return 'NOT_SUPPORTED'
  if (!mayRead(key, 'GetKeyRotationStatus')) return 'UNKNOWN'
  return isAutomatic(key) ? 'ENABLED' : 'DISABLED'
}

function ownerOf(key: KeyReport): string {
  if (mayRead(key, 'DescribeKey') && isManagedByAws(key)) return 'NO_VALUE'
  const needsTags = !(mayRead(key, 'DescribeKey') && SIGNING.test(key.spec))
  if (!mayRead(key, 'DescribeKey') || (needsTags && !mayRead(key, 'ListResourceTags'))) return 'UNREADABLE'
  if (needsTags && tagOf(key, 'data-class') !== 'pci' && tagOf(key, 'env') === 'staging') return 'quality'
  if (!mayRead(key, 'ListResourceTags')) return 'UNREADABLE'
  return tagOf(key, 'owner') ?? 'NO_VALUE'
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

import type { KeyReport } from '../../emulator/key-report.ts'
import { DAY_MS } from '../../src/rotation/rotation.ts'

// The results of the rotation policy of the demo fleet for the true state of a key, written again for tests: simple, and for the
// rules of this policy only.

export const SIGNING = /^(RSA|ECC|HMAC|ML_DSA)_/
const STOPPED = ['Disabled', 'PendingDeletion', 'PendingImport', 'Creating']

export const timeOf = (date: string): number => Date.parse(date)
export const mayRead = ({ denies }: KeyReport, operation: string): boolean => !denies.includes(operation)
export const isManagedByAws = ({ manager }: KeyReport): boolean => manager === 'AWS'
const isInKms = ({ origin }: KeyReport): boolean => origin === 'AWS_KMS' || origin === 'EXTERNAL'
export const rotates = (key: KeyReport): boolean => key.spec === 'SYMMETRIC_DEFAULT' && isInKms(key)

export const tagOf = (key: KeyReport, name: string): string | undefined =>
  mayRead(key, 'ListResourceTags') ? key.tags[name] : undefined

/** The completed rotations, newest first. */
export const rotationsOf = (key: KeyReport, now: number) =>
  key.rotations
    .filter(({ completedAt }) => timeOf(completedAt) <= now)
    .toSorted((left, right) => timeOf(right.completedAt) - timeOf(left.completedAt))

/** KMS turns automatic rotation off while the deletion of a key is pending. */
export const isAutomatic = ({ automaticRotation, state }: KeyReport): boolean =>
  automaticRotation.isEnabled && state !== 'PendingDeletion'

const materialSince = (key: KeyReport, now: number): number =>
  timeOf(rotationsOf(key, now)[0]?.completedAt ?? key.createdAt)

/** The exception for the robots ended 40 days before now. */
export const isExcepted = (key: KeyReport, daysAgo = 0): boolean =>
  !isManagedByAws(key) &&
  (key.aliases.includes('alias/partner-gateway') ||
    tagOf(key, 'team') === 'marketing' ||
    (daysAgo > 40 && key.aliases.includes('alias/warehouse-robots')))

/** The requirements of the rotation policy on a key whose tags are known. */
export function requirementsOf(key: KeyReport) {
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

export function automaticOf(key: KeyReport): string {
  if (!mayRead(key, 'DescribeKey'))
    return mayRead(key, 'GetKeyRotationStatus') && isAutomatic(key) ? 'ENABLED' : 'UNKNOWN'
  if (isManagedByAws(key)) return 'AWS_MANAGED'
  if (key.spec !== 'SYMMETRIC_DEFAULT' || key.origin !== 'AWS_KMS') return 'NOT_SUPPORTED'
  if (!mayRead(key, 'GetKeyRotationStatus')) return 'UNKNOWN'
  return isAutomatic(key) ? 'ENABLED' : 'DISABLED'
}

export function ownerOf(key: KeyReport): string {
  if (mayRead(key, 'DescribeKey') && isManagedByAws(key)) return 'NO_VALUE'
  const needsTags = !(mayRead(key, 'DescribeKey') && SIGNING.test(key.spec))
  if (!mayRead(key, 'DescribeKey') || (needsTags && !mayRead(key, 'ListResourceTags'))) return 'UNREADABLE'
  if (needsTags && tagOf(key, 'data-class') !== 'pci' && tagOf(key, 'env') === 'staging') return 'quality'
  if (!mayRead(key, 'ListResourceTags')) return 'UNREADABLE'
  return tagOf(key, 'owner') ?? 'NO_VALUE'
}

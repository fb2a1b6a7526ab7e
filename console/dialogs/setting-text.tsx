import type { RotationSettingFragment } from '../generated/graphql.ts'
import { countOf } from '../format/count.ts'
import { Time } from '../parts/time.tsx'

/** A setting of automatic rotation in words. */
export function SettingText({ setting }: { readonly setting: RotationSettingFragment }) {
  const { automatic, periodInDays, nextRotationAt } = setting
  if (automatic !== 'ENABLED') return 'KMS does not rotate the key automatically.'
  return (
    <>
      KMS rotates the key {periodInDays === null ? 'automatically' : `every ${countOf(periodInDays, 'day')}`}.
      {nextRotationAt && (
        <>
          {' '}
          The next automatic rotation is due on <Time at={nextRotationAt} as="date" />.
        </>
      )}
    </>
  )
}

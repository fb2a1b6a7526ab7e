import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { countOf } from '../format/count.ts'
import { keyLink } from '../links/links.ts'
import { Time } from '../parts/time.tsx'
import type { GapEntry } from './activity-list.ts'

/** The gaps that the expanded line lists at most. */
const MAX_LISTED = 100

/** One line for consecutive gaps. */
export function GapRow({ gaps, after, before }: GapEntry) {
  return (
    <ExpandableSection
      variant="inline"
      headerText={
        <StatusIndicator type="warning">
          {after ? (
            <>
              {subjectOf(gaps)} may be missing between <Time at={after} /> and <Time at={before} />
            </>
          ) : (
            <>
              {subjectOf(gaps)} from before <Time at={before} /> may be missing
            </>
          )}
        </StatusIndicator>
      }
    >
      <ul>
        {gaps.slice(0, MAX_LISTED).map(({ cursor, affectedKey, message }) => (
          <li key={affectedKey?.arn ?? message + cursor}>
            {affectedKey && (
              <>
                <Link href={keyLink(affectedKey.arn)}>{affectedKey.displayName}</Link>:{' '}
              </>
            )}
            {message}
          </li>
        ))}
      </ul>
      {gaps.length > MAX_LISTED && `${countOf(gaps.length - MAX_LISTED, 'further message')} not shown.`}
    </ExpandableSection>
  )
}

/** A gap without a key is about all keys of an account and Region, or about all events of some types. */
function subjectOf(gaps: GapEntry['gaps']): string {
  const keyCount = gaps.filter(({ affectedKey }) => affectedKey).length
  if (keyCount === 0) return 'Events'
  return `Events of ${keyCount < gaps.length ? 'at least ' : ''}${countOf(keyCount, 'key')}`
}

import Flashbar from '@cloudscape-design/components/flashbar'
import { RETRY_MS } from '../gateway/use-answer.ts'
import { useUnreachableSince } from '../gateway/reachability.ts'
import { Time } from '../parts/time.tsx'

/** Says above the page that the gateway cannot be reached, and how old the data is. */
export function UnreachableNotice() {
  const newestData = useUnreachableSince()
  if (newestData === undefined) return null
  return (
    <Flashbar
      items={[
        {
          id: 'unreachable',
          type: 'warning',
          loading: true,
          header: 'The gateway cannot be reached.',
          content:
            newestData === 0 ? (
              `No data has been received yet. The console tries again every ${RETRY_MS / 1_000} seconds.`
            ) : (
              <>
                The page shows data that was received at <Time at={new Date(newestData)} as="clock" />. The
                console tries again every {RETRY_MS / 1_000} seconds.
              </>
            ),
        },
      ]}
    />
  )
}

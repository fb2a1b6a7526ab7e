import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import LiveRegion from '@cloudscape-design/components/live-region'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { RotationProgressFragment } from '../generated/graphql.ts'
import { Time } from '../parts/time.tsx'
import { Elapsed } from './elapsed.tsx'
import { STATUS_TEXTS, hasEnded } from './rotation-status.ts'
import { useRotationProgress } from './use-rotation-progress.ts'

export interface RotationProgressProps {
  /** What the page knows of the request. */
  readonly known: RotationProgressFragment
  readonly historyHref: string
}

/** One on-demand rotation, followed until it has ended. */
export function RotationProgress({ known, historyHref }: RotationProgressProps) {
  const { request, connection, failure } = useRotationProgress(known)
  const { requestedAt, requestedBy, completedAt, error } = request
  const { header, text, type } = STATUS_TEXTS[request.status]
  return (
    <Container
      header={
        <Header variant="h2" actions={<Link href={historyHref}>History of the key</Link>}>
          Progress of the rotation
        </Header>
      }
    >
      <SpaceBetween size="xs">
        <LiveRegion>
          <StatusIndicator type={type}>{header}</StatusIndicator>
          <Box>
            {text}
            {error && ` ${error.message}`}
          </Box>
        </LiveRegion>
        {connection.status === 'RECONNECTING' && !failure && !hasEnded(request) && (
          <LiveRegion>
            <StatusIndicator type="warning">
              The connection was lost at <Time at={connection.since} as="clock" />. The console is connecting
              again. The rotation continues.
            </StatusIndicator>
          </LiveRegion>
        )}
        {failure && (
          <StatusIndicator type="warning">
            The progress cannot be followed live. {failure.message} The page shows the result when it is
            loaded again.
          </StatusIndicator>
        )}
        <Box color="text-body-secondary">
          Requested by {requestedBy} at <Time at={requestedAt} />
          {completedAt ? (
            <>
              , completed at <Time at={completedAt} as="clock" />
            </>
          ) : (
            !hasEnded(request) && (
              <>
                , <Elapsed since={requestedAt} /> ago
              </>
            )
          )}
          .
        </Box>
        {!hasEnded(request) && <Box>You can close this page: the rotation continues.</Box>}
      </SpaceBetween>
    </Container>
  )
}

import { useState } from 'react'
import type { ChangeSubjectFragment, RotationProgressFragment } from '../generated/graphql.ts'
import { useFollowedRequest } from './followed-request.ts'
import { RotationProgress } from './rotation-progress.tsx'
import { hasEnded } from './rotation-status.ts'
import { TakesFocus } from './takes-focus.tsx'

export interface RunningRotationProps {
  readonly subject: ChangeSubjectFragment
  /** The address of the history of the key. */
  readonly historyHref: string
}

/**
 * The progress of the on-demand rotation of a key: the one that the reader started, or else the one that is in progress. It takes
 * the focus when the reader has started it. Nothing if the key is not being rotated.
 */
export function RunningRotation({ subject: { arn, latestRequest }, historyHref }: RunningRotationProps) {
  const followed = useFollowedRequest(arn)
  // A rotation that was seen in progress stays on the page with its result.
  const [seen, setSeen] = useState<RotationProgressFragment>()
  if (latestRequest && !hasEnded(latestRequest) && latestRequest.id !== seen?.id) setSeen(latestRequest)
  const shown = newer(followed, seen)
  if (!shown) return null
  return (
    <TakesFocus of={followed}>
      <RotationProgress
        key={shown.id}
        known={latestRequest?.id === shown.id ? latestRequest : shown}
        historyHref={historyHref}
      />
    </TakesFocus>
  )
}

function newer(
  left: RotationProgressFragment | undefined,
  right: RotationProgressFragment | undefined,
): RotationProgressFragment | undefined {
  if (!left || !right) return left ?? right
  return right.requestedAt > left.requestedAt ? right : left
}

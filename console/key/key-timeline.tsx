import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import type { PageKey } from './key-data.ts'
import type { Timeline } from './timeline.ts'
import { TimelineChart } from './timeline-chart.tsx'
import { TimelineTable } from './timeline-table.tsx'

export interface KeyTimelineProps {
  readonly keyData: PageKey
  readonly now: string
}

/** The timeline of a key as a picture, and the same data as a table. Screen readers read the table only. */
export function KeyTimeline({ keyData, now }: KeyTimelineProps) {
  const [isTable, setTable] = useState(false)
  const timeline = timelineOf(keyData, now)
  return (
    <SpaceBetween size="s">
      {keyData.problems.rotations && (
        <Alert type="warning">
          The rotation history could not be read, so rotations are missing here.{' '}
          {keyData.problems.rotations.message}
        </Alert>
      )}
      <TimelineChart timeline={timeline} />
      <div>
        <Toggle checked={isTable} onChange={({ detail }) => setTable(detail.checked)}>
          Show the timeline as a table
        </Toggle>
        <TimelineTable timeline={timeline} isVisible={isTable} />
      </div>
    </SpaceBetween>
  )
}

function timelineOf(key: PageKey, now: string): Timeline {
  const { createdAt, rotations, compliance, rotationStatus, pendingMaterial } = key
  return {
    now,
    createdAt,
    rotations: rotations?.nodes ?? (key.problems.rotations ? null : []),
    olderCount: rotations ? (rotations.totalCount ?? rotations.nodes.length) - rotations.nodes.length : 0,
    dueAt: compliance.dueAt,
    nextRotationAt: rotationStatus.nextRotationAt,
    runningSince: rotationStatus.onDemandStartedAt,
    pendingMaterial:
      pendingMaterial && (pendingMaterial.materialState === 'PENDING_ROTATION' ? 'READY' : 'AWAITS_REPLICAS'),
  }
}

import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'
import { ChangeButton } from '../dialogs/change-button.tsx'
import type { DialogName } from '../dialogs/dialog-name.ts'
import { countOf, formatCount } from '../format/count.ts'
import { AUTOMATIC_ROTATION_NAMES } from '../format/key-names.ts'
import { formatDaysFrom } from '../format/time.ts'
import type { BlockerReason } from '../generated/graphql.ts'
import { Time } from '../parts/time.tsx'
import { Unknown } from '../parts/unknown.tsx'
import type { KeyPageData, PageKey } from './key-data.ts'

/** The rotation of the key: automatic and on demand. */
export function RotationCards({ data }: { readonly data: KeyPageData }) {
  return (
    <ColumnLayout columns={2}>
      <AutomaticCard data={data} />
      <OnDemandCard keyData={data.key} />
    </ColumnLayout>
  )
}

function AutomaticCard({ data: { key, gateway } }: { readonly data: KeyPageData }) {
  const { automatic, periodInDays, nextRotationAt } = key.rotationStatus
  const problem = key.problems.rotationStatus
  const dialogs: readonly DialogName[] = automatic === 'ENABLED' ? ['period', 'disable'] : ['enable']
  const blockers = key.capabilities.enableAutomaticRotation.blockers.filter(isOfRotation)
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {dialogs.map((dialog) => (
                <ChangeButton key={dialog} dialog={dialog} subject={key} />
              ))}
            </SpaceBetween>
          }
        >
          Automatic rotation
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        minColumnWidth={110}
        items={[
          {
            label: 'Status',
            value: problem ? <Unknown reason={problem.message} /> : AUTOMATIC_ROTATION_NAMES[automatic],
          },
          {
            label: 'Period',
            value: problem ? (
              <Unknown reason={problem.message} />
            ) : periodInDays === null ? (
              '–'
            ) : (
              countOf(periodInDays, 'day')
            ),
          },
          {
            label: 'Next rotation',
            value: problem ? (
              <Unknown reason={problem.message} />
            ) : nextRotationAt === null ? (
              '–'
            ) : (
              <>
                <Time at={nextRotationAt} as="date" />, {formatDaysFrom(nextRotationAt, gateway.answeredAt)}
              </>
            ),
          },
        ]}
      />
      {blockers.map(({ reason, message }) => (
        <Remark key={reason}>{message}</Remark>
      ))}
    </Container>
  )
}

function OnDemandCard({ keyData }: { readonly keyData: PageKey }) {
  const { onDemandQuota, rotationStatus, problems } = keyData
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={<ChangeButton dialog="rotate" subject={keyData} />}>
          On-demand rotation
        </Header>
      }
    >
      <KeyValuePairs
        columns={2}
        minColumnWidth={110}
        items={[
          {
            label: 'Left',
            value: onDemandQuota ? (
              `${formatCount(onDemandQuota.remaining)} of ${formatCount(onDemandQuota.limit)}`
            ) : problems.rotations ? (
              <Unknown reason={problems.rotations.message} />
            ) : (
              '–'
            ),
          },
          {
            label: 'In progress',
            value: rotationStatus.onDemandStartedAt ? (
              <>
                Since <Time at={rotationStatus.onDemandStartedAt} />
              </>
            ) : problems.rotationStatus ? (
              <Unknown reason={problems.rotationStatus.message} />
            ) : (
              'No'
            ),
          },
        ]}
      />
      <OnDemandRemark keyData={keyData} />
    </Container>
  )
}

const Remark = ({ children }: { readonly children: ReactNode }) => (
  <Box padding={{ top: 's' }} color="text-body-secondary">
    {children}
  </Box>
)

type RotateBlocker = PageKey['capabilities']['rotateOnDemand']['blockers'][number]

/** Why the key cannot be rotated now, or else the price of a rotation. */
function OnDemandRemark({ keyData }: { readonly keyData: PageKey }) {
  const { blockers } = keyData.capabilities.rotateOnDemand
  if (blockers.length === 0) return <Remark>{priceText(keyData)}</Remark>
  return blockers.filter(isOfRotation).map((blocker) => (
    <Remark key={blocker.reason}>
      <BlockerText blocker={blocker} />
    </Remark>
  ))
}

/** Blockers that the notices above the page say for the whole key. */
const SAID_ABOVE: ReadonlySet<BlockerReason> = new Set([
  'AWS_MANAGED_KEY',
  'CUSTOM_KEY_STORE',
  'IMPORTED_MATERIAL',
  'KEY_DISABLED',
  'KEY_NOT_READY',
  'KEY_PENDING_DELETION',
  'METADATA_UNREADABLE',
  'NOT_PRIMARY_REGION',
  'SPEC_NOT_SUPPORTED',
])

const isOfRotation = ({ reason }: { readonly reason: BlockerReason }) => !SAID_ABOVE.has(reason)

/** The text of the gateway, except where it has times, which are shown in the zone of the reader. */
function BlockerText({ blocker: { reason, message, clearsAt } }: { readonly blocker: RotateBlocker }) {
  if (reason === 'ROTATION_IN_PROGRESS')
    return 'An on-demand rotation is in progress. Wait until it completes.'
  if (reason !== 'AUTOMATIC_ROTATION_IMMINENT' || clearsAt === null) return message
  return (
    <>
      KMS is about to rotate this key automatically, and rejects on-demand rotations until then. If the key
      still needs a rotation, rotate it after <Time at={clearsAt} />.
    </>
  )
}

/** The first and second rotation of a key add to its price at AWS, automatic or on demand. */
function priceText({ rotations }: PageKey): string {
  switch (rotations?.totalCount ?? undefined) {
    case undefined:
      return 'The first and the second rotation of a key each add $1 a month to its price at AWS. Later rotations add nothing.'
    case 0:
      return 'The first rotation of this key adds $1 a month to its price at AWS.'
    case 1:
      return 'The second rotation of this key adds $1 a month to its price at AWS. Later rotations add nothing.'
    default:
      return 'Another rotation does not change the price of this key at AWS.'
  }
}

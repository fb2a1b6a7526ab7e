import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ChangeButton } from '../dialogs/change-button.tsx'
import type { DialogName } from '../dialogs/dialog-name.ts'
import { countOf, formatCount } from '../format/count.ts'
import { AUTOMATIC_ROTATION_NAMES } from '../format/key-names.ts'
import { formatDaysFrom } from '../format/time.ts'
import type { BlockersFragment } from '../generated/graphql.ts'
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
  const { blockers } = key.capabilities.enableAutomaticRotation
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
      {blockers.length > 0 && <Remark>{blockers.map(blockerText).join(' ')}</Remark>}
    </Container>
  )
}

function OnDemandCard({ keyData }: { readonly keyData: PageKey }) {
  const { onDemandQuota, rotationStatus, problems, capabilities } = keyData
  const { blockers } = capabilities.rotateOnDemand
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
      <Remark>{blockers.length > 0 ? blockers.map(blockerText).join(' ') : priceText(keyData)}</Remark>
    </Container>
  )
}

const Remark = ({ children }: { readonly children: string }) => (
  <Box padding={{ top: 's' }} color="text-body-secondary">
    {children}
  </Box>
)

/** The texts of the gateway, except the one that names a field of the graph. */
const blockerText = ({ reason, message }: BlockersFragment['blockers'][number]): string =>
  reason === 'METADATA_UNREADABLE'
    ? 'The gateway could not read the metadata of this key, so it does not know whether the key can be rotated.'
    : message

/** The first and second rotation of a key add to its price at AWS, automatic or on demand. */
function priceText({ rotations }: PageKey): string {
  const count = rotations?.totalCount ?? undefined
  if (count === undefined)
    return 'The first and the second rotation of a key each add $1 a month to its price at AWS. Later rotations add nothing.'
  return count < 2
    ? `The key has had ${countOf(count, 'rotation')}. Another rotation adds $1 a month to its price at AWS.`
    : 'Another rotation does not change the price of the key at AWS.'
}

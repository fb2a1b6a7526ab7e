import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Spinner from '@cloudscape-design/components/spinner'
import type { ReactNode } from 'react'
import { MANAGER_NAMES, ORIGIN_NAMES, STATE_NAMES } from '../format/key-names.ts'
import type { NewestAnswer } from '../gateway/use-answer.ts'
import type { KeyLastUsageQuery } from '../generated/graphql.ts'
import { Time } from '../parts/time.tsx'
import { Unknown } from '../parts/unknown.tsx'
import type { KeyPageData } from './key-data.ts'

export interface KeyFactsProps {
  readonly data: KeyPageData
  readonly usage: NewestAnswer<KeyLastUsageQuery>
}

/** Everything that does not change when the key rotates. */
export function KeyFacts({ data: { key, scopes }, usage }: KeyFactsProps) {
  const { metadata, aliases, tags } = key.problems
  const accountName = scopes.find(({ accountId }) => accountId === key.accountId)?.accountName
  const ofMetadata = (value: ReactNode) => known(value, metadata?.message)
  return (
    <Container header={<Header variant="h2">About the key</Header>}>
      <KeyValuePairs
        columns={4}
        minColumnWidth={130}
        items={[
          {
            label: 'ARN',
            value: (
              <CopyToClipboard
                variant="inline"
                textToCopy={key.arn}
                copyButtonAriaLabel="Copy the ARN"
                copySuccessText="ARN copied"
                copyErrorText="The browser did not copy the ARN."
              />
            ),
          },
          {
            label: 'Aliases',
            value: known(key.aliases?.map(({ name }) => name).join(', '), aliases?.message),
          },
          { label: 'Account', value: accountName ? `${accountName} (${key.accountId})` : key.accountId },
          { label: 'Region', value: key.region },
          { label: 'State', value: ofMetadata(key.state && STATE_NAMES[key.state]) },
          { label: 'Spec', value: ofMetadata(key.spec) },
          { label: 'Usage', value: ofMetadata(key.usage) },
          { label: 'Origin', value: ofMetadata(key.origin && ORIGIN_NAMES[key.origin]) },
          { label: 'Created', value: ofMetadata(key.createdAt && <Time at={key.createdAt} as="date" />) },
          { label: 'Manager', value: ofMetadata(key.manager && MANAGER_NAMES[key.manager]) },
          { label: 'Owner', value: known(key.owner, (tags ?? aliases)?.message) },
          {
            label: 'Managed by',
            value: known(
              key.managedBy &&
                `${key.managedBy.kind === 'CLOUDFORMATION' ? 'CloudFormation stack ' : ''}${key.managedBy.name}`,
              tags?.message,
            ),
          },
          { label: 'Last use', value: <LastUse usage={usage} isAwsManaged={key.manager === 'AWS'} /> },
          { label: 'Description', value: ofMetadata(key.description) },
        ]}
      />
    </Container>
  )
}

/** A value, `Unknown` with the reason if it could not be read, or a dash if the key has no such value. */
const known = (value: ReactNode, problem: string | undefined): ReactNode =>
  value || (problem === undefined ? '–' : <Unknown reason={problem} />)

function LastUse({
  usage,
  isAwsManaged,
}: {
  readonly usage: KeyFactsProps['usage']
  readonly isAwsManaged: boolean
}) {
  if (isAwsManaged) return '–'
  if (usage.failure) return <Unknown reason={usage.failure.message} />
  if (!usage.data) return <Spinner />
  const { lastUsage, problems } = usage.data.key ?? {}
  if (!lastUsage) return <Unknown reason={problems?.lastUsage?.message ?? 'KMS did not report it.'} />
  if (lastUsage.usedAt)
    return (
      <>
        <Time at={lastUsage.usedAt} />
        {lastUsage.operation && `, ${lastUsage.operation}`}
      </>
    )
  if (lastUsage.hasBeenUsed === false) return 'Never used'
  return (
    <>
      Not used since <Time at={lastUsage.trackingStartedAt} as="date" />, when KMS began to record uses
    </>
  )
}

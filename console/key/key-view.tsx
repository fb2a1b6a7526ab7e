import Button from '@cloudscape-design/components/button'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { ChangeDialogs } from '../dialogs/change-dialogs.tsx'
import { RunningRotation } from '../dialogs/running-rotation.tsx'
import { isUnreachable } from '../gateway/reachability.ts'
import type { NewestAnswer } from '../gateway/use-answer.ts'
import { useAnswer } from '../gateway/use-answer.ts'
import { KeyLastUsageDocument } from '../generated/graphql.ts'
import { keyLink } from '../links/links.ts'
import { FailureAlert } from '../parts/failure-alert.tsx'
import { Time } from '../parts/time.tsx'
import type { KeyPageData } from './key-data.ts'
import './key.css'
import { KeyCompliance } from './key-compliance.tsx'
import { KeyFacts } from './key-facts.tsx'
import { KeyNotices } from './key-notices.tsx'
import { KeyTabs } from './key-tabs.tsx'
import { RotationCards } from './rotation-cards.tsx'

export interface KeyViewProps {
  readonly data: KeyPageData
  readonly answer: NewestAnswer<unknown>
}

/** Everything about a key. */
export function KeyView({ data, answer }: KeyViewProps) {
  const { key, gateway } = data
  const { failure, isFetching, reload } = answer
  // Its quota at KMS is very small, so it is not asked again.
  const usage = useAnswer(KeyLastUsageDocument, { arn: key.arn }, { refreshMs: false })
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={
            <>
              {key.rotationStatus.observedAt === null ? 'Requested from' : 'Read from'} KMS at{' '}
              <Time at={key.rotationStatus.observedAt ?? gateway.answeredAt} as="clock" />
            </>
          }
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName="refresh"
                ariaLabel="Read the key again"
                loading={isFetching}
                onClick={reload}
              />
              {key.consoleUrl !== null && (
                <Button href={key.consoleUrl} target="_blank" iconName="external" iconAlign="right">
                  Open in AWS
                </Button>
              )}
            </SpaceBetween>
          }
        >
          {key.displayName}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {failure && !isUnreachable(failure) && (
          <FailureAlert header="The key could not be loaded again." failure={failure} retry={reload} />
        )}
        <ChangeDialogs subject={key} />
        <RunningRotation subject={key} historyHref={`${keyLink(key.arn)}?tab=history`} />
        <KeyNotices data={data} />
        <KeyCompliance data={data} />
        <RotationCards data={data} />
        <KeyFacts data={data} usage={usage} />
        <KeyTabs keyData={key} usageProblem={usage.data?.key?.problems.lastUsage ?? null} />
      </SpaceBetween>
    </ContentLayout>
  )
}

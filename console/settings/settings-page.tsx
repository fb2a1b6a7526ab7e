import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useAnswer } from '../gateway/use-answer.ts'
import { SettingsDocument } from '../generated/graphql.ts'
import { AnswerView } from '../parts/answer-view.tsx'
import { Appearance } from './appearance.tsx'
import { Costs } from './costs.tsx'
import { Freshness } from './freshness.tsx'
import { GatewayFacts } from './gateway-facts.tsx'
import { KmsQuotas } from './kms-quotas.tsx'
import { ViewerFacts } from './viewer-facts.tsx'

/** Choices of the reader, and the settings of the gateway. */
export default function SettingsPage() {
  const answer = useAnswer(SettingsDocument, {})
  return (
    <ContentLayout header={<Header variant="h1">Settings</Header>}>
      <SpaceBetween size="l">
        <Appearance />
        <AnswerView answer={answer} noun="The settings of the gateway">
          {({ gateway, viewer, rateLimit, scopes }) => (
            <SpaceBetween size="l">
              <ViewerFacts viewer={viewer} rateLimit={rateLimit} />
              <GatewayFacts gateway={gateway} />
              <Costs scopes={scopes} />
              <KmsQuotas scopes={scopes} />
              <Freshness maxAges={gateway.limits.maxAges} />
            </SpaceBetween>
          )}
        </AnswerView>
      </SpaceBetween>
    </ContentLayout>
  )
}

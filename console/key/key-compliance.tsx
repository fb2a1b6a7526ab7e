import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { formatDate } from '../format/time.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useZone } from '../preferences/zone.ts'
import type { KeyPageData } from './key-data.ts'
import { KeyTimeline } from './key-timeline.tsx'
import { why } from './why.ts'

/** The verdict of the rotation policy, why, and the times that it follows from. */
export function KeyCompliance({ data }: { readonly data: KeyPageData }) {
  const { key, gateway, rotationPolicy } = data
  const zone = useZone()
  return (
    <Container
      header={
        <Header
          variant="h2"
          info={<Verdict verdict={key.compliance.verdict} />}
          description={why(key.compliance, {
            defaultRequirements: rotationPolicy.defaultRequirements,
            periodInDays: key.rotationStatus.periodInDays,
            now: gateway.answeredAt,
            formatDate: (time) => formatDate(time, zone),
          })}
        >
          Compliance
        </Header>
      }
    >
      <KeyTimeline keyData={key} now={gateway.answeredAt} />
    </Container>
  )
}

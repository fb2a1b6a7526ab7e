import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import type { OverviewQuery } from '../generated/graphql.ts'
import { keysLink } from '../links/links.ts'
import { atLeast } from '../parts/fleet-facts.tsx'
import { VERDICTS, VERDICT_ORDER, Verdict } from '../parts/verdict.tsx'
import { NumberLink } from './number-link.tsx'

/** The number of keys with each verdict of the policy. */
export function VerdictNumbers({ fleet }: { readonly fleet: OverviewQuery['fleet'] }) {
  if (fleet.isComplete && fleet.examinedCount === 0)
    return (
      <Container>
        <Box textAlign="center" padding="l">
          <b>There are no keys.</b>
          <p>The accounts and Regions of this gateway have no KMS keys that you may read.</p>
        </Box>
      </Container>
    )
  const counts = new Map(fleet.byVerdict.map(({ verdict, keyCount }) => [verdict, keyCount]))
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${atLeast(fleet.keyCount, fleet.isComplete)})`}>
          Keys by compliance
        </Header>
      }
    >
      <ColumnLayout columns={4} minColumnWidth={160} variant="text-grid">
        {VERDICT_ORDER.map((verdict) => (
          <NumberLink
            key={verdict}
            label={<Verdict verdict={verdict} />}
            count={counts.get(verdict) ?? 0}
            // A key whose verdict is unknown can get another one.
            isAtLeast={!fleet.isComplete && verdict !== 'UNKNOWN'}
            href={keysLink({ compliance: [verdict] })}
            noun={`keys: ${VERDICTS[verdict].name}`}
          />
        ))}
      </ColumnLayout>
    </Container>
  )
}

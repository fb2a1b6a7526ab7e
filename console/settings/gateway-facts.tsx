import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { countOf, formatCount } from '../format/count.ts'
import { formatDuration } from '../format/duration.ts'
import type { SettingsQuery } from '../generated/graphql.ts'

/** The settings and limits that matter to a reader of the console. */
export function GatewayFacts({ gateway }: Pick<SettingsQuery, 'gateway'>) {
  const { version, mode, isReadOnly, requiredReason, limits } = gateway
  return (
    <Container header={<Header variant="h2">Gateway</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Version', value: version },
          { label: 'KMS', value: mode === 'EMULATED' ? 'The built-in emulator, with demo keys' : 'AWS KMS' },
          { label: 'Changes', value: isReadOnly ? 'Off: the gateway is read-only' : 'On' },
          {
            label: 'Reason for a change',
            value: requiredReason ? `Required: ${requiredReason}` : 'Optional',
          },
          {
            label: 'On-demand rotations in the life of a key',
            value: formatCount(limits.onDemandRotationsPerKey),
          },
          {
            label: 'A rotation times out after',
            value: formatDuration(limits.completionTimeoutMs),
          },
          {
            label: 'Events are kept for',
            value: formatDuration(limits.eventRetentionMs),
          },
          {
            label: 'A repeated change is recognised for',
            value: formatDuration(limits.idempotencyWindowMs),
          },
          { label: 'Most expensive query', value: countOf(limits.maxQueryCost, 'point') },
        ]}
      />
    </Container>
  )
}

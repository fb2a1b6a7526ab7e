import { startFakeFleet } from '../inventory/fake-fleet.ts'
import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { post } from '../server/clients.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { startGateway } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

import { samplesOf } from './scraped.ts'

const ROTATE = 'mutation ($arn: String!) { rotateKeyOnDemand(input: { key: { arn: $arn } }) { __typename } }'
const READ = 'query ($arn: String!) { key(by: { arn: $arn }) { state rotationStatus { automatic } } }'

/** The metrics page of a gateway that had each state which an alert or a panel of the dashboard is about. */
export async function eventfulMetrics(): Promise<string> {
  const metrics = createMetrics({ version: '0.0.0-test', mode: 'EMULATED', linesLost: () => 1 })
  const bug = () => Promise.reject(new TypeError('a bug'))
  await using started = await startGateway({
    regions: ['us-east-1'],
    cacheControl: null,
    gateway: {
      observers: [metrics],
      requests: { ...createMemoryRequestStore({ now: () => Date.now() }), behind: bug },
    },
  })
  const { emulator } = started
  const until = (series: string) =>
    waitUntil(async () => (samplesOf(await metrics.text()).get(series) ?? 0) > 0)

  const { arn } = emulator.createKey()
  await Promise.all([started.answer(READ, { arn }), started.answer(READ, { arn })])
  await started.answer(READ, { arn })
  await started.answer(ROTATE, { arn })
  await until('kms_gateway_rotation_requests_total{status="COMPLETED"}')
  await started.answer(
    'query ($arn: String!) { key(by: { arn: $arn }) { rotations { nodes { request { id } } } } }',
    {
      arn,
    },
  )

  // No operation of a test gateway has a deadline, so no wait is too long.
  metrics.onQuotaWait({
    operation: 'ListKeys',
    accountId: '111122223333',
    region: 'us-east-1',
    priority: 'INTERACTIVE',
    waitedMs: 0,
    outcome: 'REJECTED',
  })
  // This gateway has no accounts file and no queue.
  const accountId = '111122223333'
  metrics.onSessionResult({ accountId, session: 'SERVICE' }, undefined)
  metrics.onSessionResult({ accountId, session: 'CALLER' }, 'AccessDenied')
  metrics.onPushMessage('us-east-1', 'MALFORMED')
  metrics.onPushQueueRead('us-east-1', false)
  metrics.onPushPoll(10)
  // This gateway keeps no inventory.
  using fleet = startFakeFleet(1)
  await fleet.filled()
  metrics.onInventoryCreated(fleet.inventory)
  metrics.onInventoryRead({ accountId, region: 'us-east-1' }, 'DescribeKey')
  emulator.addFault({ kind: 'throttle' })
  await started.answer(READ, { arn: emulator.createKey().arn })
  emulator.clearFaults()
  emulator.addFault({ kind: 'error', code: 'UnrecognizedClientException' })
  await started.answer(READ, { arn: emulator.createKey().arn })
  emulator.clearFaults()
  emulator.addFault({ kind: 'dropBefore', operation: 'RotateKeyOnDemand' })
  await started.answer(ROTATE, { arn: emulator.createKey().arn })
  await until('kms_gateway_rotation_requests_total{status="OUTCOME_UNKNOWN"}')
  await until('kms_gateway_rotation_requests_total{status="TIMED_OUT"}')

  emulator.addFault({ kind: 'dropBefore', operation: 'GetKeyRotationStatus' })
  const url = await listenAt(started)
  const closing = new AbortController()
  await fetch(`${url}/graphql`, {
    ...post({ query: 'subscription { rotationCompleted { __typename } }' }, { accept: 'text/event-stream' }),
    signal: closing.signal,
  })
  await until('kms_gateway_watched_keys{mode="failing"}')
  const page = await metrics.text()
  closing.abort()
  return page
}

import { expect, test } from 'vitest'
import { makeDataFolder } from '../store/data-folder.ts'
import { waitUntil } from '../support/wait-until.ts'
import { createBuiltGateway } from './built-gateway.ts'
import { startEmulatorProcess } from './emulator-process.ts'

interface Answer {
  readonly data?: {
    readonly changes?: { readonly nodes: readonly { readonly outcome: string; readonly reason: string }[] }
  }
}

async function post(url: string, query: string): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return response.json()
}

const CHANGES = `{ changes { nodes {
  outcome reason requestedBy kind
  ... on AutomaticRotationRequest { before { automatic } after { automatic periodInDays } }
} } }`

// These tests mostly wait, so they run at the same time.
test.concurrent.each([
  ['after KMS made the change: MADE', true],
  ['before KMS made the change: UNKNOWN', false],
])(
  'a gateway that is killed while it enables automatic rotation keeps the record and settles it by reading the key, %s',
  async (_, isAfterEffect) => {
    await using emulator = await startEmulatorProcess({ isThrottling: false })
    await using data = await makeDataFolder()
    await using gateway = createBuiltGateway(emulator.url, data.folder)
    const { arn } = await emulator.createKey()
    await emulator.addFault({
      kind: 'latency',
      latencyMs: 600_000,
      isAfterEffect,
      operation: 'EnableKeyRotation',
      times: 1,
    })
    const url = await gateway.start()
    const input = `{ key: { arn: "${arn}" }, rotationPeriodInDays: 180, reason: "CHG-1" }`
    const lost = post(url, `mutation { enableKeyRotation(input: ${input}) { __typename } }`).catch(() => {})
    await waitUntil(async () =>
      isAfterEffect
        ? (await emulator.key(arn)).automaticRotation.isEnabled
        : (await data.lines()).length === 1,
    )
    await gateway.stop('SIGKILL')
    await lost
    expect((await data.lines()).map((line) => JSON.parse(line))).toMatchObject([
      { operation: 'EnableKeyRotation', keyArn: arn, outcome: 'PENDING', reason: 'CHG-1' },
    ])
    const again = await gateway.start()
    const settled = await waitUntil(async () => {
      const { data } = await post(again, CHANGES)
      const [change] = data?.changes?.nodes ?? []
      return change && change.outcome !== 'PENDING' ? change : undefined
    })
    expect(settled).toMatchObject({
      kind: 'ENABLE_KEY_ROTATION',
      requestedBy: 'anonymous',
      reason: 'CHG-1',
      outcome: isAfterEffect ? 'MADE' : 'UNKNOWN',
      before: { automatic: 'DISABLED' },
      after: isAfterEffect ? { automatic: 'ENABLED', periodInDays: 180 } : null,
    })
  },
)

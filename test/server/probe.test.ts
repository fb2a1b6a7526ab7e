import { describe, expect, test } from 'vitest'
import { createDrain } from '../../src/server/operation/drain.ts'
import { createProbe } from '../../src/server/http/probe.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startGateway } from '../support/gateway.ts'

/** A probe whose checks end when the test ends them. */
function createProbed(timeoutMs = 60_000) {
  const checks: ((reason?: string) => void)[] = []
  let now = 0
  const drain = createDrain()
  const probe = createProbe({
    checkReadiness: () => new Promise((resolve) => checks.push(resolve)),
    timeoutMs,
    reuseMs: 2_000,
    now: () => now,
    drain,
    logger: createMemoryLogger(),
  })
  const status = async () => (await probe.ready()).status
  return { status, checks, drain, pass: (ms: number) => (now += ms) }
}

describe('the number of readiness checks is bounded:', () => {
  test('concurrent probes share one check', async () => {
    const { status, checks } = createProbed()
    const asked = Array.from({ length: 100 }, () => status())
    checks[0]?.()
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]))
    expect(checks).toHaveLength(1)
  })

  test.each([
    ['that it is ready', undefined, 200],
    ['that it is not', 'KMS is away.', 503],
  ])('a result, %s, is reused until it expires', async (_, reason, code) => {
    const { status, checks, pass } = createProbed()
    const first = status()
    checks[0]?.(reason)
    expect(await first).toBe(code)
    pass(1_999)
    expect(await status()).toBe(code)
    expect(checks).toHaveLength(1)
    pass(1)
    const next = status()
    expect(checks).toHaveLength(2)
    checks[1]?.()
    expect(await next).toBe(200)
  })

  test('a check that does not end times out, and the result is reused as long', async () => {
    const { status, checks } = createProbed(5)
    expect(await Promise.all([status(), status()])).toEqual([503, 503])
    expect(await status()).toBe(503)
    expect(checks).toHaveLength(1)
  })
})

describe('while the server drains', () => {
  test('the server is not ready, without a check', async () => {
    const { status, checks, drain } = createProbed()
    drain.start()
    expect(await status()).toBe(503)
    expect(checks).toHaveLength(0)
  })

  test('the server is not ready, also if an earlier check passed', async () => {
    const { status, checks, drain } = createProbed()
    const asked = status()
    drain.start()
    checks[0]?.()
    expect(await asked).toBe(503)
    expect(await status()).toBe(503)
  })
})

test('a thousand probes cause one KMS call per Region', async () => {
  await using started = await startGateway({ regions: ['us-east-1', 'eu-west-1'] })
  const asked = Array.from({ length: 1_000 }, () =>
    started.gateway.fetch(new Request('http://127.0.0.1:4000/ready')),
  )
  for (const response of await Promise.all(asked)) expect(response.status).toBe(200)
  // The gateway is ready with the first answer.
  await waitUntil(() => started.emulator.calls('ListKeys') === 2)
  expect(started.emulator.calls()).toBe(2)
})

test('a gateway is not ready while KMS cannot be reached, and the reason contains no credential', async () => {
  await using started = await startGateway({ regions: ['us-east-1'] })
  started.emulator.addFault({ kind: 'error', code: 'UnrecognizedClientException', message: 'AKIASECRET' })
  const response = await started.gateway.fetch(new Request('http://127.0.0.1:4000/ready'))
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('1')
  const body = await response.text()
  expect(body).toContain('credentials')
  expect(body).not.toContain('AKIASECRET')
})

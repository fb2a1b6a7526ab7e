import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { ListKeysCommand } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, kmsOverSocket, refusalOf, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket()
})
afterEach(() => server[Symbol.asyncDispose]())

async function control(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${server.endpoint}/_emulator${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, json: await answer.json(), headers: answer.headers }
}
const ok = async (method: string, path: string, body?: unknown) => {
  const { status, json } = await control(method, path, body)
  expect({ status, json }).toMatchObject({ status: 200 })
  return json
}
const iso = (ms: number) => new Date(ms).toISOString()
const listKeys = (region?: string) => server.kms(region).send(new ListKeysCommand({}))

describe('statistics', () => {
  test('statistics count calls by Region, operation and outcome, except calls of the control API', async () => {
    await listKeys()
    await listKeys()
    await listKeys('eu-west-1')
    await ok('POST', '/faults', { kind: 'error', times: 1 })
    await refusalOf(listKeys())
    expect(await ok('GET', '/statistics')).toMatchObject({
      since: iso(START),
      totalCalls: 4,
      inFlight: 0,
      sockets: { open: expect.any(Number), opened: expect.any(Number) },
      calls: [
        { region: 'eu-west-1', operation: 'ListKeys', calls: 1, outcomes: { ok: 1 } },
        {
          region: 'us-east-1',
          operation: 'ListKeys',
          calls: 3,
          outcomes: { ok: 2, KMSInternalException: 1 },
        },
      ],
    })
    expect(server.emulator.calls('ListKeys')).toBe(4)
    expect(server.emulator.calls('ListKeys', 'eu-west-1')).toBe(1)
    await ok('DELETE', '/statistics')
    expect(await ok('GET', '/statistics')).toMatchObject({ totalCalls: 0, calls: [] })
  })

  test('statistics count open sockets', async () => {
    await listKeys()
    const { sockets } = await ok('GET', '/statistics')
    expect(sockets.open).toBeGreaterThanOrEqual(1)
    expect(sockets.opened).toBeGreaterThanOrEqual(sockets.open)
  })
})

describe('faults', () => {
  test('faults can be added, listed and cleared', async () => {
    const fault = await ok('POST', '/faults', {
      kind: 'throttle',
      operation: 'ListKeys',
      region: 'us-east-1',
    })
    expect(await ok('GET', '/faults')).toEqual({ faults: [fault] })
    expect(await refusalOf(listKeys())).toMatchObject({ name: 'ThrottlingException' })
    await ok('DELETE', `/faults/${fault.id}`)
    expect(await control('DELETE', `/faults/${fault.id}`)).toMatchObject({ status: 404 })
    await ok('POST', '/faults', { kind: 'throttle' })
    await ok('DELETE', '/faults')
    expect((await listKeys()).Keys).toEqual([])
  })

  test.each([
    [{ kind: 'explode' }, 'kind must be one of'],
    [{}, 'kind is missing'],
    [{ kind: 'latency' }, 'latencyMs is missing'],
    [{ kind: 'throttle', operation: 'Encrypt' }, 'operation must be one of'],
    [{ kind: 'throttle', probability: 2 }, 'probability must be a number from 0 to 1'],
    [{ kind: 'throttle', oparation: 'ListKeys' }, 'oparation is not known'],
  ])('POST /faults rejects %j: %s', async (rule, error) => {
    expect(await control('POST', '/faults', rule)).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining(error) },
    })
  })
})

test('the clock can be read, advanced and set, but not moved back', async () => {
  expect(await ok('GET', '/clock')).toEqual({ now: iso(START), speed: 0 })
  expect(await ok('POST', '/clock', { advanceMs: 1_500 })).toMatchObject({ now: iso(START + 1_500) })
  expect(await ok('POST', '/clock', { now: iso(START + DAY) })).toMatchObject({ now: iso(START + DAY) })
  expect(await ok('POST', '/clock', { now: '+2d' })).toMatchObject({ now: iso(START + 3 * DAY) })
  for (const body of [
    { now: iso(START) },
    { advanceMs: -1 },
    {},
    { advanceMs: 1, now: 'now' },
    { now: 'soon' },
  ])
    expect(await control('POST', '/clock', body)).toMatchObject({ status: 400 })
})

test('settings can be read and patched, and an invalid patch changes nothing', async () => {
  const before = await ok('GET', '/settings')
  expect(before).toMatchObject({ historyVisibleAfterMs: 30_000, quotas: { ListKeys: 500 } })
  const after = await ok('PATCH', '/settings', { historyVisibleAfterMs: 5, quotas: { ListKeys: 7 } })
  expect(after).toEqual({ ...before, historyVisibleAfterMs: 5, quotas: { ...before.quotas, ListKeys: 7 } })
  for (const patch of [
    { historyVisibleAfterMs: 1, typo: 1 },
    { emptyPageEvery: 1 },
    { quotas: { Encrypt: 1 } },
  ])
    expect(await control('PATCH', '/settings', patch)).toMatchObject({ status: 400 })
  expect(await ok('GET', '/settings')).toEqual(after)
})

test('markers can be invalidated, and predefined aliases added', async () => {
  await ok('POST', '/keys', {})
  await ok('POST', '/keys', {})
  const { NextMarker } = await server.kms().send(new ListKeysCommand({ Limit: 1 }))
  await ok('POST', '/markers/invalidate')
  expect(await refusalOf(server.kms().send(new ListKeysCommand({ Marker: NextMarker })))).toMatchObject({
    name: 'InvalidMarkerException',
  })
  await ok('POST', '/predefined-aliases', { region: 'us-east-1', aliasName: 'alias/aws/sns' })
})

test('reset restores everything except the clock', async () => {
  await ok('POST', '/keys', {})
  await ok('POST', '/faults', { kind: 'throttle', operation: 'DescribeKey' })
  await ok('PATCH', '/settings', { onDemandLimit: 1 })
  await ok('POST', '/clock', { advanceMs: 5 })
  await ok('POST', '/reset')
  expect((await ok('GET', '/keys')).keys).toEqual([])
  expect((await ok('GET', '/faults')).faults).toEqual([])
  expect((await ok('GET', '/settings')).onDemandLimit).toBe(25)
  expect((await ok('GET', '/clock')).now).toBe(iso(START + 5))
})

test('GET /_emulator lists the routes, and an unknown route answers 404', async () => {
  expect((await ok('GET', '')).routes).toContain('POST /keys/{id}/rotations')
  for (const path of ['/nonsense', '/keys/a/b/c', '/faults/x/y'])
    expect((await control('GET', path)).status).toBe(404)
  const unreadable = await fetch(`${server.endpoint}/_emulator/keys`, { method: 'POST', body: '{' })
  expect(unreadable.status).toBe(400)
})

describe('requests from web pages', () => {
  async function statusWith(headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
    const asked = request(`${server.endpoint}/_emulator/clock`, { method, headers }).end()
    const [answer]: IncomingMessage[] = await once(asked, 'response')
    answer?.resume()
    expect(answer?.headers).not.toHaveProperty('access-control-allow-origin')
    return answer?.statusCode
  }

  test('the control API rejects a request with an Origin header', async () => {
    expect(await statusWith({ origin: 'http://localhost:3000' })).toBe(403)
    expect(await statusWith({ origin: 'null' }, 'OPTIONS')).toBe(403)
  })

  test('the control API rejects a foreign Host header, as in DNS rebinding', async () => {
    for (const host of [
      'evil.example',
      'evil.example:80',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
    ])
      expect(await statusWith({ host })).toBe(403)
    for (const host of ['localhost:5600', '127.0.0.1', '[::1]:5600'])
      expect(await statusWith({ host })).toBe(200)
  })
})

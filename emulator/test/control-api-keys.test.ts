import { ListKeyRotationsCommand, ListKeysCommand } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, kmsOverSocket, START, UNKNOWN_ID } from './kms-over-socket.ts'
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
const listKeys = () => server.kms().send(new ListKeysCommand({}))

describe('keys', () => {
  test('POST /keys creates a key with every member of the blueprint', async () => {
    const key = await ok('POST', '/keys', {
      region: 'eu-west-1',
      description: 'made by a test',
      createdAt: '-100d',
      aliases: ['one', 'alias/two'],
      tags: { team: 'x' },
      denies: ['ListResourceTags'],
      automaticRotation: { periodInDays: 120, nextRotationDate: '+20d' },
      rotations: [{ date: '-50d', type: 'ON_DEMAND' }],
      rotationInProgress: { startedAt: '-1m', completesAt: '+1h' },
    })
    expect(key).toMatchObject({
      arn: expect.stringContaining('eu-west-1'),
      state: 'Enabled',
      createdAt: iso(START - 100 * DAY),
      aliases: ['alias/one', 'alias/two'],
      automaticRotation: { isEnabled: true, periodInDays: 120, nextRotationDate: iso(START + 20 * DAY) },
      rotations: [
        { type: 'ON_DEMAND', completedAt: iso(START - 50 * DAY) },
        { type: 'ON_DEMAND', startedAt: iso(START - 60_000), completedAt: iso(START + 3_600_000) },
      ],
      onDemandUsed: 2,
      isOnDemandRunning: true,
    })
    expect(await ok('GET', '/keys')).toEqual({ keys: [key] })
    for (const name of [key.keyId, encodeURIComponent(key.arn), encodeURIComponent('alias/one'), 'two'])
      expect(await ok('GET', `/keys/${name}`)).toEqual(key)
  })

  test('a key that several Regions have is found in the requested Region', async () => {
    const { keyId } = await ok('POST', '/keys', { replicaRegions: ['eu-west-1'] })
    expect(await ok('GET', `/keys/${keyId}`)).toMatchObject({
      region: 'us-east-1',
      multiRegion: { role: 'PRIMARY' },
    })
    expect(await ok('GET', `/keys/${keyId}?region=eu-west-1`)).toMatchObject({
      multiRegion: { role: 'REPLICA' },
    })
  })

  test('a key can be changed, rotated and deleted', async () => {
    const { keyId } = await ok('POST', '/keys', { origin: 'EXTERNAL' })
    expect(
      await ok('PATCH', `/keys/${keyId}`, { pendingMaterial: {}, state: 'Disabled', aliases: ['x'] }),
    ).toMatchObject({
      state: 'Disabled',
      aliases: ['alias/x'],
      pendingKeyMaterialId: expect.any(String),
    })
    expect(await control('PATCH', `/keys/${keyId}`, { pendingMaterial: {} })).toMatchObject({ status: 400 })
    expect(await ok('PATCH', `/keys/${keyId}`, { pendingMaterial: null })).not.toHaveProperty(
      'pendingKeyMaterialId',
    )
    await ok('POST', `/keys/${keyId}/rotations`, { date: '-1d', type: 'ON_DEMAND' })
    const { Rotations } = await server.kms().send(new ListKeyRotationsCommand({ KeyId: keyId }))
    expect(Rotations).toMatchObject([{ RotationType: 'ON_DEMAND', RotationDate: new Date(START - DAY) }])
    await ok('DELETE', `/keys/${keyId}`)
    expect((await listKeys()).Keys).toEqual([])
    expect(await control('GET', `/keys/${keyId}`)).toMatchObject({ status: 404 })
  })

  test.each([
    [{ region: 'mars-1' }, "Region 'mars-1' is not served"],
    [{ keyId: 'nope' }, 'keyId must be a UUID'],
    [{ accountId: '12' }, 'accountId must be 12 digits'],
    [{ createdAt: 'yesterday' }, "createdAt: 'yesterday' is not an instant"],
    [{ rotations: [{ type: 'AUTOMATIC' }] }, 'rotations[0].date is missing'],
    [{ rotations: [{ date: '+1d' }] }, 'rotations must be in the past'],
    [{ automaticRotation: { periodInDays: 1 } }, 'automaticRotation.periodInDays must be a whole number'],
    [{ spec: 'RSA_2048', automaticRotation: {} }, 'do not rotate'],
    [{ replicaRegions: ['us-east-1'] }, 'replicaRegions must not name a Region twice'],
    [{ aliases: ['taken'] }, 'is already an alias of'],
  ])('POST /keys rejects %j: %s', async (blueprint, error) => {
    server.emulator.createKey({ aliases: ['taken'] })
    expect(await control('POST', '/keys', blueprint)).toMatchObject({
      status: 400,
      json: { error: expect.stringContaining(error) },
    })
    expect((await listKeys()).Keys).toHaveLength(1)
  })

  test('an unknown key answers 404', async () => {
    expect(await control('PATCH', `/keys/${UNKNOWN_ID}`, {})).toMatchObject({ status: 404 })
    expect(await control('POST', `/keys/${UNKNOWN_ID}/rotations`, { date: 'now' })).toMatchObject({
      status: 404,
    })
  })
})

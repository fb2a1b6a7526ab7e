import { ListAliasesCommand } from '@aws-sdk/client-kms'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kmsOverSocket, refusalOf, send, UNKNOWN_ID } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeAll(async () => {
  server = await kmsOverSocket()
})
afterAll(() => server[Symbol.asyncDispose]())

const one = (problem: string) => `1 validation error detected: ${problem}`
const broken = (value: string, at: string, rule: string) =>
  `Value ${value} at '${at}' failed to satisfy constraint: ${rule}`
const atLeast = (min: number) => `Member must have value greater than or equal to ${min}`
const atMost = (max: number) => `Member must have value less than or equal to ${max}`
const KEY = { KeyId: UNKNOWN_ID }

test.each([
  ['ListKeys', { Limit: 0 }, broken("'0'", 'limit', atLeast(1))],
  ['ListKeys', { Limit: 1001 }, broken("'1001'", 'limit', atMost(1000))],
  ['ListKeyRotations', { ...KEY, Limit: 0 }, broken("'0'", 'limit', atLeast(1))],
  ['ListKeyRotations', { ...KEY, Limit: 1001 }, broken("'1001'", 'limit', atMost(1000))],
  ['ListAliases', { Limit: 101 }, broken("'101'", 'limit', 'Minimum value of 1. Maximum value of 100.')],
  ['ListAliases', { Limit: 1001 }, broken("'1001'", 'limit', atMost(1000))],
  [
    'ListResourceTags',
    { ...KEY, Limit: 51 },
    broken("'51'", 'limit', 'Minimum value of 1. Maximum value of 50.'),
  ],
  [
    'EnableKeyRotation',
    { ...KEY, RotationPeriodInDays: 89 },
    broken("'89'", 'rotationPeriodInDays', atLeast(90)),
  ],
  [
    'EnableKeyRotation',
    { ...KEY, RotationPeriodInDays: 2561 },
    broken("'2561'", 'rotationPeriodInDays', atMost(2560)),
  ],
  [
    'ListKeyRotations',
    { ...KEY, IncludeKeyMaterial: 'X' },
    broken(
      "'X'",
      'includeKeyMaterial',
      'Member must satisfy enum value set: [ALL_KEY_MATERIAL, ROTATIONS_ONLY]',
    ),
  ],
  ['ListKeys', { Marker: '' }, broken("''", 'marker', 'Member must have length greater than or equal to 1')],
  [
    'ListKeys',
    { Marker: 'café\u2713' },
    broken(
      "'café\u2713'",
      'marker',
      String.raw`Member must satisfy regular expression pattern: [\u0020-\u00FF]*`,
    ),
  ],
  [
    'DescribeKey',
    { ...KEY, GrantTokens: ['ok', ''] },
    broken("''", 'grantTokens.2.member', 'Member must have length greater than or equal to 1'),
  ],
])("%s rejects %j with the service model's message", async (operation, body, problem) => {
  const answer = await send(server.endpoint, operation, body)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({ __type: 'ValidationException', message: one(problem) })
})

test.each([
  'DescribeKey',
  'ListResourceTags',
  'GetKeyRotationStatus',
  'EnableKeyRotation',
  'DisableKeyRotation',
  'ListKeyRotations',
  'RotateKeyOnDemand',
  'GetKeyLastUsage',
])('%s needs a KeyId', async (operation) => {
  const answer = await send(server.endpoint, operation, {})
  expect(await answer.json()).toEqual({
    __type: 'ValidationException',
    message: one(broken('null', 'keyId', 'Member must not be null')),
  })
})

test('the length of a KeyId is checked before its syntax', async () => {
  const short = await send(server.endpoint, 'DescribeKey', { KeyId: '' })
  expect(await short.json()).toMatchObject({ message: expect.stringContaining('greater than or equal to 1') })
  const long = await send(server.endpoint, 'DescribeKey', { KeyId: 'k'.repeat(2049) })
  expect(await long.json()).toMatchObject({ message: expect.stringContaining('less than or equal to 2048') })
})

test('one ValidationException lists all problems', async () => {
  const answer = await send(server.endpoint, 'ListKeyRotations', { Limit: 0, IncludeKeyMaterial: 'X' })
  expect(await answer.json()).toMatchObject({
    message: expect.stringMatching(
      /^3 validation errors detected: Value null at 'keyId' .*; Value 'X' .*; Value '0' at 'limit' /,
    ),
  })
})

test('a member of the wrong type and a body that is not a JSON object are a SerializationException', async () => {
  for (const body of [{ Limit: '5' }, { Limit: 1.5 }, { Marker: 3 }, '{"Limit":', '[]'])
    expect(await (await send(server.endpoint, 'ListKeys', body)).json()).toMatchObject({
      __type: 'SerializationException',
    })
})

test('null counts as absent, and unknown members are ignored', async () => {
  const answer = await send(server.endpoint, 'ListKeys', { Limit: null, Marker: null, Unheard: 'of' })
  expect(answer.status).toBe(200)
})

test('the SDK sends an invalid Limit, and the emulator rejects it', async () => {
  expect(await refusalOf(server.kms().send(new ListAliasesCommand({ Limit: 0 })))).toMatchObject({
    name: 'ValidationException',
    status: 400,
  })
})

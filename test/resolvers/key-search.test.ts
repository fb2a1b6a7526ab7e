import { describe, expect, test } from 'vitest'
import { readerOf, startGuardedGateway } from '../support/guarded-gateway.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'

const REGIONS = ['us-east-1', 'eu-west-1', 'eu-north-1'] as const
const ACCOUNT = '111122223333'
const UNKNOWN_ID = '00000000-1111-4222-8333-444455556666'
const KEY = 'query ($by: KeyBy!) { key(by: $by) { arn } }'

const start = () => startGateway({ speed: 0, regions: REGIONS })

async function arnBy(gateway: Pick<TestGateway, 'answer'>, by: object) {
  const { data, errors } = await gateway.answer<{ key: { arn: string } | null }, { by: object }>(KEY, { by })
  const [error] = errors ?? []
  return error ? { code: error.extensions?.['code'], message: error.message } : (data?.key?.arn ?? null)
}

describe.each(['keyId', 'alias'] as const)('a key that is looked up by %s', (member) => {
  const make = (gateway: TestGateway, region: string, name: string) => {
    const key = gateway.emulator.createKey({ region, aliases: [name] })
    return { ...key, by: member === 'keyId' ? { keyId: key.keyId } : { alias: name } }
  }

  test('is found in the Region that has it', async () => {
    await using gateway = await start()
    for (const region of REGIONS) {
      const { arn, by } = make(gateway, region, `of-${region}`)
      expect(await arnBy(gateway, by)).toBe(arn)
    }
  })

  test('is found in the default scope with one call', async () => {
    await using gateway = await start()
    const { arn, by } = make(gateway, 'us-east-1', 'here')
    const before = gateway.emulator.calls()
    expect(await arnBy(gateway, by)).toBe(arn)
    expect(gateway.emulator.calls() - before).toBe(1)
  })

  test('is null after one call to each Region if no Region has it', async () => {
    await using gateway = await start()
    const before = gateway.emulator.calls()
    expect(await arnBy(gateway, member === 'keyId' ? { keyId: UNKNOWN_ID } : { alias: 'unknown' })).toBeNull()
    expect(gateway.emulator.calls() - before).toBe(REGIONS.length)
  })

  test.each(['ThrottlingException', 'ServiceUnavailable', 'AccessDeniedException'])(
    'is an error that names the Region with %s, if no other Region has it',
    async (code) => {
      await using gateway = await start()
      const { arn, by } = make(gateway, 'eu-west-1', 'there')
      gateway.emulator.addFault({ kind: 'error', region: 'eu-north-1', code, status: 400 })
      expect(await arnBy(gateway, by)).toBe(arn)
      const unknown = member === 'keyId' ? { keyId: UNKNOWN_ID } : { alias: 'unknown' }
      expect(await arnBy(gateway, unknown)).toEqual({
        code: expect.stringMatching(/^(THROTTLED|KMS_UNAVAILABLE|ACCESS_DENIED)$/),
        message: expect.stringMatching(
          /was not found, but it may be in 111122223333\/eu-north-1, which could not be searched\. ./,
        ),
      })
    },
  )
})

test('an alias of the default scope is found there, even if other scopes have it', async () => {
  await using gateway = await start()
  const [arn] = REGIONS.map((region) => gateway.emulator.createKey({ region, aliases: ['same'] }).arn)
  expect(await arnBy(gateway, { alias: 'same' })).toBe(arn)
})

test('an alias of several other Regions is an error with the alias ARN of each', async () => {
  await using gateway = await start()
  const arns = ['eu-west-1', 'eu-north-1'].map(
    (region) => gateway.emulator.createKey({ region, aliases: ['same'] }).arn,
  )
  const ways = ['eu-west-1', 'eu-north-1'].map((region) => `arn:aws:kms:${region}:${ACCOUNT}:alias/same`)
  const answer = await arnBy(gateway, { alias: 'same' })
  expect(answer).toEqual({
    code: 'BAD_USER_INPUT',
    message: `'same' is not in the default scope ${ACCOUNT}/us-east-1, but in ${ACCOUNT}/eu-west-1 and ${ACCOUNT}/eu-north-1. Choose one of these keys: ${ways.map((way) => `key(by: {alias: "${way}"})`).join(' or ')}.`,
  })
  for (const [index, alias] of ways.entries()) expect(await arnBy(gateway, { alias })).toBe(arns[index])
})

test('a multi-Region key ID of several other Regions is an error with the ARN of each, for a change too', async () => {
  await using gateway = await start()
  const { arn, keyId } = gateway.emulator.createKey({
    region: 'eu-west-1',
    replicaRegions: ['eu-north-1'],
  })
  const message = expect.stringContaining(
    `key(by: {arn: "${arn}"}) or key(by: {arn: "${arn.replace('eu-west-1', 'eu-north-1')}"})`,
  )
  expect(await arnBy(gateway, { keyId })).toEqual({ code: 'BAD_USER_INPUT', message })
  const { data } = await gateway.answer(
    `mutation { enableKeyRotation(input: { key: { keyId: "${keyId}" } }) { ... on InvalidInputError { issues { path message } } } }`,
  )
  expect(data).toEqual({ enableKeyRotation: { issues: [{ path: ['input', 'key', 'keyId'], message }] } })
})

test('an alias ARN is looked up in its account and Region only', async () => {
  await using gateway = await start()
  gateway.emulator.createKey({ region: 'eu-west-1', aliases: ['far'] })
  const before = gateway.emulator.calls()
  expect(await arnBy(gateway, { alias: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/far` })).toBeNull()
  expect(gateway.emulator.calls() - before).toBe(1)
})

test('a key ID in another Region is found for a change', async () => {
  await using gateway = await startGateway({ regions: REGIONS })
  const { keyId } = gateway.emulator.createKey({ region: 'eu-west-1' })
  const enable = (id: string) =>
    gateway.answer(
      `mutation { enableKeyRotation(input: { key: { keyId: "${id}" } }) { __typename ... on EnableKeyRotationPayload { key { region } } } }`,
    )
  expect((await enable(keyId)).data).toMatchObject({ enableKeyRotation: { key: { region: 'eu-west-1' } } })
  expect((await enable(UNKNOWN_ID)).data).toMatchObject({
    enableKeyRotation: { __typename: 'KeyNotFoundError' },
  })
})

test('a hidden key has the same result and the same number of KMS calls as an absent key in any Region', async () => {
  await using gateway = await startGuardedGateway({
    speed: 0,
    regions: REGIONS,
    roles: { reader: readerOf({ alias: 'alias/mine*' }) },
    callers: { alice: ['reader'] },
  })
  const alice = gateway.as('alice')
  const mine = gateway.emulator.createKey({ region: 'eu-west-1', aliases: ['mine/1'] })
  expect(await arnBy(alice, { alias: 'mine/1' })).toBe(mine.arn)
  expect(await arnBy(alice, { keyId: mine.keyId })).toBe(mine.arn)

  const ask = async (by: object) => {
    const before = gateway.emulator.calls()
    return { answer: await arnBy(alice, by), calls: gateway.emulator.calls() - before }
  }
  const absent = { alias: await ask({ alias: 'unknown' }), keyId: await ask({ keyId: UNKNOWN_ID }) }
  expect(absent).toMatchObject({ alias: { answer: null }, keyId: { answer: null } })
  for (const region of REGIONS) {
    const name = `hidden-${region}`
    const { keyId } = gateway.emulator.createKey({ region, aliases: [name] })
    expect(await ask({ alias: name })).toEqual(absent.alias)
    expect(await ask({ keyId })).toEqual(absent.keyId)
    const denied = gateway.emulator.createKey({ region, denies: ['DescribeKey'] })
    expect((await ask({ keyId: denied.keyId })).answer).toBeNull()
    // The alias is visible in one Region and hidden in another, so it is not ambiguous.
    gateway.emulator.createKey({ region, aliases: ['two'] })
  }
  expect(await ask({ alias: 'two' })).toEqual(absent.alias)
})

describe('while AWS denies DescribeKey for every key ID of the default scope', () => {
  const DEFAULT = `${ACCOUNT}/us-east-1`
  const denyAll = (gateway: TestGateway, operation: 'DescribeKey' | 'ListKeys') =>
    gateway.emulator.addFault({
      kind: 'error',
      region: 'us-east-1',
      operation,
      code: 'AccessDeniedException',
      status: 400,
    })
  const enable = (gateway: TestGateway, keyId: string) =>
    gateway.answer(
      `mutation { enableKeyRotation(input: { key: { keyId: "${keyId}" } }) { __typename ... on OperationError { message } ... on EnableKeyRotationPayload { key { arn } } } }`,
    )

  test('a key ID is found in the scope that lists or describes it, and a key ID that no scope has is null', async () => {
    await using gateway = await startGateway({ regions: REGIONS })
    denyAll(gateway, 'DescribeKey')
    const { emulator } = gateway
    const own = emulator.createKey({ region: 'us-east-1' })
    const other = emulator.createKey({ region: 'eu-west-1' })
    for (const { arn, keyId } of [own, other]) expect(await arnBy(gateway, { keyId })).toBe(arn)
    expect(await arnBy(gateway, { keyId: UNKNOWN_ID })).toBeNull()
    expect((await enable(gateway, other.keyId)).data).toMatchObject({
      enableKeyRotation: { key: { arn: other.arn } },
    })
    expect((await enable(gateway, UNKNOWN_ID)).data).toMatchObject({
      enableKeyRotation: { __typename: 'KeyNotFoundError' },
    })
  })

  test('and listing its keys, a key ID is found in another scope, and one that no other scope has is an error', async () => {
    await using gateway = await start()
    denyAll(gateway, 'DescribeKey')
    denyAll(gateway, 'ListKeys')
    const { arn, keyId } = gateway.emulator.createKey({ region: 'eu-west-1' })
    const { keyId: ofReplicas } = gateway.emulator.createKey({
      region: 'eu-west-1',
      replicaRegions: ['us-east-1'],
    })
    expect(await arnBy(gateway, { keyId })).toBe(arn)
    const message = expect.stringContaining(`may be in ${DEFAULT}, which could not be searched`)
    expect(await arnBy(gateway, { keyId: UNKNOWN_ID })).toEqual({ code: 'ACCESS_DENIED', message })
    expect((await enable(gateway, UNKNOWN_ID)).data).toMatchObject({
      enableKeyRotation: { __typename: 'AccessDeniedError', message },
    })
    // The default scope may have a replica of this key.
    expect(await arnBy(gateway, { keyId: ofReplicas })).toMatchObject({ code: 'ACCESS_DENIED' })
  })

  test('a hidden key has the same result and KMS calls as an absent key', async () => {
    await using gateway = await startGuardedGateway({
      speed: 0,
      regions: REGIONS,
      roles: { reader: readerOf({ alias: 'alias/mine*' }) },
      callers: { alice: ['reader'] },
    })
    denyAll(gateway, 'DescribeKey')
    const alice = gateway.as('alice')
    const mine = gateway.emulator.createKey({ aliases: ['mine/1'] })
    const hidden = gateway.emulator.createKey({ aliases: ['hidden'] })
    const ask = async (keyId: string) => {
      const before = gateway.emulator.calls()
      return { answer: await arnBy(alice, { keyId }), calls: gateway.emulator.calls() - before }
    }
    expect((await ask(mine.keyId)).answer).toBe(mine.arn)
    const ofHidden = await ask(hidden.keyId)
    expect(ofHidden.answer).toBeNull()
    expect(ofHidden).toEqual(await ask(UNKNOWN_ID))
  })
})

import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAccounts } from '../demo-fleet/accounts.ts'
import { createEmulatorClock } from '../emulator-clock.ts'
import { createEmulator } from '../emulator.ts'
import { ACCOUNT, DAY, kmsOverSocket, refusalOf, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'
import { assumeRole, kmsOf, sessionOf } from './sts-over-socket.ts'
import { atMost } from '../../test/support/at-most.ts'

let server: KmsOverSocket
beforeAll(async () => {
  server = await kmsOverSocket({ fleet: 'demo', settings: { isThrottling: false } })
})
afterAll(() => server[Symbol.asyncDispose]())

const idOf = (alias: string, region = 'us-east-1') => server.emulator.key(`alias/${alias}`, region).keyId
const rotate = (alias: string, region?: string) =>
  server.kms(region).send(new RotateKeyOnDemandCommand({ KeyId: idOf(alias, region) }))

test("the demo fleet has at least forty keys in two Regions and AWS's predefined aliases", async () => {
  const [home, abroad] = await Promise.all(
    ['us-east-1', 'eu-west-1'].map((region) => server.kms(region).send(new ListKeysCommand({}))),
  )
  expect((home?.Keys?.length ?? 0) + (abroad?.Keys?.length ?? 0)).toBeGreaterThanOrEqual(40)
  expect(abroad?.Keys?.length).toBeGreaterThanOrEqual(10)
  const { Aliases } = await server.kms().send(new ListAliasesCommand({ Limit: 100 }))
  expect(Aliases?.filter((alias) => alias.TargetKeyId === undefined).length).toBeGreaterThan(0)
})

test('the demo fleet has the same key IDs in every run, at any start time', () => {
  const later = createEmulator({
    fleet: 'demo',
    clock: createEmulatorClock({ start: START + 1e9, speed: 0 }),
  })
  expect(later.keys().map(({ arn }) => arn)).toEqual(server.emulator.keys().map(({ arn }) => arn))
})

test('the demo key orders-api can be rotated', async () => {
  expect((await rotate('orders-api')).KeyId).toContain(idOf('orders-api'))
})

describe('the demo fleet has a key for every reason that blocks an on-demand rotation', () => {
  test.each([
    ['AWS managed', 'aws/s3', 'AccessDeniedException'],
    ['disabled', 'billing-2019', 'DisabledException'],
    ['disabled, asymmetric', 'jwt-signer-old', 'DisabledException'],
    ['pending deletion', 'temp-migration', 'KMSInvalidStateException'],
    ['being created', 'tenant-sandbox', 'KMSInvalidStateException'],
    ['pending import', 'byok-treasury-next', 'KMSInvalidStateException'],
    ['unavailable', 'wire-transfers-dr', 'UnsupportedOperationException'],
    ['asymmetric', 'jwt-signer', 'UnsupportedOperationException'],
    ['HMAC', 'webhook-hmac', 'UnsupportedOperationException'],
    ['post-quantum', 'release-signing', 'UnsupportedOperationException'],
    ['in a custom key store', 'wire-transfers', 'UnsupportedOperationException'],
    ['nothing imported', 'byok-reporting', 'KMSInvalidStateException'],
    ['not imported in every replica', 'byok-global', 'KMSInvalidStateException'],
    ['a replica', 'global-catalog', 'UnsupportedOperationException'],
    ['used up', 'fraud-scoring', 'LimitExceededException'],
    ['one in progress', 'archive-vault', 'ConflictException'],
    ['an automatic one imminent', 'mobile-push', 'ConflictException'],
    ['denied', 'board-minutes', 'AccessDeniedException'],
  ])('%s: %s', async (_, alias, name) => {
    expect(await refusalOf(rotate(alias))).toMatchObject({ name })
  })

  test('the demo fleet has a key whose metadata cannot be read', async () => {
    const call = server.kms().send(new DescribeKeyCommand({ KeyId: idOf('board-minutes') }))
    expect(await refusalOf(call)).toMatchObject({ name: 'AccessDeniedException' })
  })

  test('a demo key with imported material rejects a schedule and has new material pending rotation', async () => {
    expect((await rotate('byok-treasury')).KeyId).toBeDefined()
  })
})

test('the demo fleet has a key that denies only its history, and an AWS managed key that denies its status', async () => {
  const history = server.kms().send(new ListKeyRotationsCommand({ KeyId: idOf('risk-models') }))
  expect(await refusalOf(history)).toMatchObject({ name: 'AccessDeniedException' })
  const status = await server.kms().send(new GetKeyRotationStatusCommand({ KeyId: idOf('risk-models') }))
  expect(status.KeyRotationEnabled).toBe(true)
  const managed = server.kms().send(new GetKeyRotationStatusCommand({ KeyId: idOf('aws/acm') }))
  expect(await refusalOf(managed)).toMatchObject({ name: 'AccessDeniedException' })
})

test('the demo fleet has a key with one on-demand rotation left', async () => {
  expect((await rotate('partner-gateway')).KeyId).toBeDefined()
  server.clock.advance(30_000)
  expect(await refusalOf(rotate('partner-gateway'))).toMatchObject({ name: 'LimitExceededException' })
})

test('the demo fleet has a history in several pages, one of them empty, with a Limit of 100', async () => {
  const sizes: number[] = []
  let marker: string | undefined
  for (const _ of atMost(1_000, 'pages')) {
    const page = await server
      .kms()
      .send(new ListKeyRotationsCommand({ KeyId: idOf('long-history'), Limit: 100, Marker: marker }))
    sizes.push(page.Rotations?.length ?? 0)
    marker = page.NextMarker
    if (!marker) break
  }
  expect(sizes.length).toBeGreaterThan(5)
  expect(sizes).toContain(0)
  expect(sizes.reduce((total, size) => total + size, 0)).toBe(37)
})

test('the demo fleet works with one Region and with other Regions', () => {
  const one = createEmulator({ fleet: 'demo', regions: ['ap-south-1'] })
  expect(new Set(one.keys().map(({ region }) => region))).toEqual(new Set(['ap-south-1']))
  const three = createEmulator({ fleet: 'demo', regions: ['ap-south-1', 'sa-east-1', 'eu-north-1'] })
  expect(three.keys()).toHaveLength(server.emulator.keys().length)
})

describe('the accounts of the demo', () => {
  const accounts = demoAccounts(['us-east-1', 'eu-west-1'])
  const demo = () =>
    kmsOverSocket({
      fleet: 'demo',
      accountIds: accounts.map(({ id }) => id),
      settings: { isThrottling: false },
    })

  test('the second account has a smaller fleet with an alias of the first account, and overdue and compliant keys', async () => {
    await using three = await demo()
    const [prod, staging] = accounts
    const kms = kmsOf(three.endpoint, await sessionOf(three.endpoint, { RoleArn: staging?.roleArn ?? '' }))
    const { Keys = [] } = await kms.send(new ListKeysCommand({}))
    expect(Keys.length).toBeGreaterThan(5)
    expect(Keys.length).toBeLessThan(15)
    const described = await Promise.all(
      [kms, three.kms()].map((each) => each.send(new DescribeKeyCommand({ KeyId: 'alias/orders-api' }))),
    )
    expect(described.map(({ KeyMetadata }) => KeyMetadata?.AWSAccountId)).toEqual([staging?.id, prod.id])
    const last = async (alias: string) => {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: `alias/${alias}` }))
      const { Rotations = [] } = await kms.send(new ListKeyRotationsCommand({ KeyId: KeyMetadata?.KeyId }))
      return (START - Number(Rotations.at(-1)?.RotationDate ?? KeyMetadata?.CreationDate)) / DAY
    }
    expect(await last('orders-api')).toBeLessThan(365)
    expect(await last('load-tests')).toBeGreaterThan(365)
    expect(await last('payments-db')).toBeGreaterThan(365)
    kms.destroy()
  })

  test('the role of the third account is denied until a test allows it', async () => {
    await using three = await demo()
    const roleArn = accounts.at(-1)?.roleArn ?? ''
    expect((await assumeRole(three.endpoint, { RoleArn: roleArn })).element('Code')).toBe('AccessDenied')
    three.emulator.setRole({ arn: roleArn })
    const kms = kmsOf(three.endpoint, await sessionOf(three.endpoint, { RoleArn: roleArn }))
    expect((await kms.send(new ListKeysCommand({}))).Keys?.length).toBeGreaterThan(0)
    kms.destroy()
  })

  test('the first account has the same keys beside other accounts as alone', async () => {
    await using three = await demo()
    const own = (each: KmsOverSocket) =>
      each.emulator.keys().flatMap(({ accountId, arn }) => (accountId === ACCOUNT ? [arn] : []))
    expect(own(three)).toEqual(own(server))
  })

  test('the roles of the demo are in the partition of the Regions', () => {
    expect(demoAccounts(['cn-north-1']).map(({ roleArn }) => roleArn.split(':')[1])).toEqual([
      'aws-cn',
      'aws-cn',
      'aws-cn',
    ])
  })
})

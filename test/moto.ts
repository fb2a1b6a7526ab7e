import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { systemClock } from '../src/clock.ts'
import { createGateway } from '../src/gateway.ts'
import { createAwsKms } from '../src/kms/aws/aws-kms.ts'
import { checkAccounts } from './moto-accounts.ts'
import { atMost } from './support/at-most.ts'
import { createMemoryLogger } from './support/memory-logger.ts'

// Runs the gateway against moto, another KMS emulator, which omits many members of KMS's responses. Not part of `npm test`,
// because it needs Python: `pip install 'moto[server]'`, then `npm run test:moto`. Prints a line for each step.

const ROUNDS = 300
const ROUND_MS = 200

/** The test asserts every value, so it does not need their types. */
// oxlint-disable-next-line typescript/no-explicit-any
type Data = any

const port = await freePort()
const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
const motoEnded = once(moto, 'close')
try {
  await check(`http://127.0.0.1:${port}`)
  await checkAccounts(`http://127.0.0.1:${port}`, step)
  process.stdout.write('The gateway works with moto.\n')
} finally {
  moto.kill()
  await motoEnded
}

async function check(endpoint: string): Promise<void> {
  const settings = {
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  }
  const client = new KMSClient(settings)
  await untilListening(endpoint)
  const { KeyMetadata: created } = await client.send(
    new CreateKeyCommand({ Description: 'orders', Tags: [{ TagKey: 'team', TagValue: 'orders' }] }),
  )
  const arn = created?.Arn ?? ''
  await client.send(new CreateAliasCommand({ AliasName: 'alias/orders', TargetKeyId: arn }))
  client.destroy()

  using kms = createAwsKms({ accountId: '123456789012', ...settings, clock: systemClock })
  const logger = createMemoryLogger()
  await using gateway = createGateway({ kms: [kms], version: '0.0.0-test', logger })
  const ask = async (query: string): Promise<Data> => {
    const response = await gateway.fetch(
      new Request('http://127.0.0.1:4000/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
        body: JSON.stringify({ query, variables: { arn } }),
      }),
    )
    const { data, errors } = await response.json()
    assert.equal(errors, undefined)
    return data
  }
  const aboutKey = async (fields: string) =>
    (await ask(`query ($arn: String!) { key(by: { arn: $arn }) { ${fields} } }`)).key
  const change = (field: string, fields: string) =>
    ask(
      `mutation ($arn: String!) { done: ${field}(input: { key: { arn: $arn } }) { type: __typename ${fields} ... on OperationError { message } } }`,
    )

  const { keys } = await ask(
    '{ keys(first: 10) { totalCount nodes { arn displayName } unavailableScopes { error { message } } } }',
  )
  assert.deepEqual(keys.unavailableScopes, [])
  assert.deepEqual(
    keys.nodes.filter((key: { readonly arn: string }) => key.arn === arn),
    [{ arn, displayName: 'orders' }],
  )
  step(`lists ${keys.totalCount} keys, by their aliases`)

  const problems =
    'problems { metadata { message } rotationStatus { message } rotations { message } aliases { message } tags { message } }'
  const described = await aboutKey(
    `state manager origin spec usage description multiRegion { role } aliases { name } tags { key value } currentMaterial { materialId } rotationStatus { automatic periodInDays nextRotationAt } ${problems}`,
  )
  assert.deepEqual(described, {
    state: 'ENABLED',
    manager: 'CUSTOMER',
    origin: 'AWS_KMS',
    spec: 'SYMMETRIC_DEFAULT',
    // Features that moto does not implement.
    usage: null,
    multiRegion: null,
    currentMaterial: null,
    description: 'orders',
    aliases: [{ name: 'alias/orders' }],
    tags: [{ key: 'team', value: 'orders' }],
    rotationStatus: { automatic: 'DISABLED', periodInDays: null, nextRotationAt: null },
    problems: { metadata: null, rotationStatus: null, rotations: null, aliases: null, tags: null },
  })
  step('describes a key; its usage and its current material, which moto does not send, are null')

  for (let rotations = 1; rotations <= 2; rotations++) {
    const { done } = await change(
      'rotateKeyOnDemand',
      '... on RotateKeyOnDemandPayload { request { id status } }',
    )
    assert.equal(done.type, 'RotateKeyOnDemandPayload', done.message)
    const status = await settled(done.request.id, ask)
    assert.equal(status, 'COMPLETED')
    step(`rotates it on demand, and follows that to ${status}`)
  }

  const history = async (after: string) =>
    (
      await aboutKey(
        `rotations(first: 1${after}) { totalCount nodes { type rotatedAt material { materialId } } pageInfo { endCursor hasNextPage } } materials { totalCount } problems { materials { message } }`,
      )
    ).rotations
  const first = await history('')
  const second = await history(`, after: ${JSON.stringify(first.pageInfo.endCursor)}`)
  assert.deepEqual(
    [first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage],
    [2, true, false],
  )
  assert.deepEqual(
    [...first.nodes, ...second.nodes].map(({ type, material }) => [type, material]),
    [
      ['ON_DEMAND', null],
      ['ON_DEMAND', null],
    ],
  )
  step('pages through its history by one; the material of a rotation, which moto does not send, is null')

  const { materials, problems: why } = await aboutKey(
    'materials { totalCount } problems { materials { message } }',
  )
  assert.equal(materials, null)
  assert.match(why.materials.message, /without KeyMaterialId/)
  step('says why its materials are null')

  for (const [field, automatic] of [
    ['enableKeyRotation', 'ENABLED'],
    ['disableKeyRotation', 'DISABLED'],
  ] as const) {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}Payload`
    const { done } = await change(field, `... on ${type} { hasChanged key { rotationStatus { automatic } } }`)
    assert.deepEqual(done, { type, hasChanged: true, key: { rotationStatus: { automatic } } })
    step(`sets automatic rotation to ${automatic}`)
  }
  assert.deepEqual(
    logger.lines.filter(({ level }) => level === 'error'),
    [],
  )
}

async function settled(id: string, ask: (query: string) => Promise<Data>): Promise<unknown> {
  for (const _ of atMost(ROUNDS, 'looks')) {
    const { node } = await ask(`{ node(id: ${JSON.stringify(id)}) { ... on RotationRequest { status } } }`)
    if (['COMPLETED', 'FAILED', 'TIMED_OUT'].includes(node.status)) return node.status
    await delay(ROUND_MS)
  }
  return undefined
}

async function untilListening(url: string): Promise<void> {
  for (const _ of atMost(ROUNDS, 'looks')) {
    if (moto.exitCode !== null) throw new Error("moto_server ended. Install it: pip install 'moto[server]'")
    const isListening = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isListening) return
    await delay(ROUND_MS)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

function step(text: string): void {
  process.stdout.write(`ok  ${text}\n`)
}

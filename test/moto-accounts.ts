import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import {
  CreateKeyCommand,
  KMSClient,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { atMost } from './support/at-most.ts'
import { temporaryFile } from './support/credentials.ts'

/** The account of all access keys that moto did not issue. */
const GATEWAY = '123456789012'
const ACCOUNTS = ['222233334444', '333344445555'] as const
const REGION = 'us-east-1'
const TEMPLATES = 'examples/aws/cloudformation'
const ROUNDS = 300
const ROUND_MS = 200

/** The test asserts every value, so it does not need their types. */
// oxlint-disable-next-line typescript/no-explicit-any
type Data = any

interface Identity {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

const BASE: Identity = { accessKeyId: 'test', secretAccessKey: 'test' }

/**
 * Runs the built program with an accounts file and a queue. moto checks neither trust policies nor permissions, does not
 * keep source identities, and sends no events of KMS, so the script puts one into the queue.
 */
export async function checkAccounts(endpoint: string, step: (text: string) => void): Promise<void> {
  const sts = new STSClient({ region: REGION, endpoint, credentials: BASE })
  const [own, other] = await Promise.all(
    ACCOUNTS.map((accountId) => openAccount(sts, { endpoint, accountId })),
  )
  assert(own && other)
  const queueUrl = await createStack({ endpoint, identity: BASE }, 'gateway', {
    MemberAccountIds: ACCOUNTS.join(),
  })
  for (const { identity } of [own, other])
    await createStack({ endpoint, identity }, 'member', { GatewayAccountId: GATEWAY, ExternalId: 'a1b2c3' })
  step('creates the roles, rules and queues of examples/aws')

  await using file = await temporaryFile({
    role: 'arn:{partition}:iam::{account}:role/kms-rotation-gateway',
    externalId: 'a1b2c3',
    accounts: ACCOUNTS.map((id) => ({ id })),
  })
  const queue = `${REGION}=${endpoint}${new URL(queueUrl).pathname}`
  await using gateway = await startProgram(endpoint, ['--accounts-file', file.path, '--push-queues', queue])
  const ask = async (query: string, variables: object = {}): Promise<Data> => {
    const { data, errors } = await (await post(gateway.url, { query, variables })).json()
    assert.equal(errors, undefined)
    return data
  }

  const { keys } = await ask('{ keys { nodes { arn } unavailableScopes { error { message } } } }')
  assert.deepEqual(keys, { nodes: [{ arn: own.arn }, { arn: other.arn }], unavailableScopes: [] })
  step('lists the keys of two accounts')

  const { done } = await ask(
    `mutation ($arn: String!) {
      done: rotateKeyOnDemand(input: { key: { arn: $arn } }) {
        ... on RotateKeyOnDemandPayload { request { id } }
        ... on OperationError { message }
      }
    }`,
    { arn: other.arn },
  )
  assert(done.request, done.message)
  await until(async () => {
    const { node } = await ask('query ($id: ID!) { node(id: $id) { ... on RotationRequest { status } } }', {
      id: done.request.id,
    })
    return node.status === 'COMPLETED'
  })
  assert.deepEqual([await rotationsOf(own), await rotationsOf(other)], [0, 1])
  step('rotates a key in one of them, and follows the rotation until it completes')

  const rotated = completionOf(gateway.url, own.arn)
  await rotated.isOpen
  await own.kms.send(new RotateKeyOnDemandCommand({ KeyId: own.arn }))
  const sqs = new SQSClient({ region: REGION, endpoint, credentials: BASE })
  const address = { QueueUrl: `${endpoint}${new URL(queueUrl).pathname}` }
  await sqs.send(new SendMessageCommand({ ...address, MessageBody: eventOf(own) }))
  assert.equal(await rotated.arn, own.arn)
  await until(async () => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        ...address,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    )
    return Object.values(Attributes).every((count) => count === '0')
  })
  step('delivers a rotation that a message in the queue reports, and deletes the message')
  for (const client of [sts, sqs, own.kms, other.kms]) client.destroy()
}

interface OpenAccount {
  readonly accountId: string
  readonly identity: Identity
  readonly kms: KMSClient
  /** A key of the account. */
  readonly arn: string
}

async function openAccount(
  sts: STSClient,
  { endpoint, accountId }: { readonly endpoint: string; readonly accountId: string },
): Promise<OpenAccount> {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/administrator`,
      RoleSessionName: 'test',
    }),
  )
  const identity = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  }
  const kms = new KMSClient({ region: REGION, endpoint, credentials: identity })
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  return { accountId, identity, kms, arn: KeyMetadata?.Arn ?? '' }
}

async function rotationsOf({ kms, arn }: OpenAccount): Promise<number> {
  const { Rotations = [] } = await kms.send(new ListKeyRotationsCommand({ KeyId: arn }))
  return Rotations.length
}

/** moto does not check signatures: it reads the access key, the Region and the service. Resolves with the URL of the queue. */
async function createStack(
  { endpoint, identity }: { readonly endpoint: string; readonly identity: Identity },
  name: 'gateway' | 'member',
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const call = async (members: Readonly<Record<string, string>>) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${identity.accessKeyId}/20260101/${REGION}/cloudformation/aws4_request, SignedHeaders=host, Signature=none`,
      },
      body: new URLSearchParams({ Version: '2010-05-15', StackName: name, ...members }),
    })
    const text = await response.text()
    assert.equal(response.status, 200, text)
    return text
  }
  const given = Object.entries(parameters).flatMap(([key, value], index) => [
    [`Parameters.member.${index + 1}.ParameterKey`, key],
    [`Parameters.member.${index + 1}.ParameterValue`, value],
  ])
  const TemplateBody = readFileSync(`${TEMPLATES}/${name}.yaml`, 'utf8')
  await call({ Action: 'CreateStack', TemplateBody, ...Object.fromEntries(given) })
  const described = await call({ Action: 'DescribeStacks' })
  assert.match(described, /CREATE_COMPLETE/)
  return /https:\/\/sqs[^<]+/.exec(described)?.[0] ?? ''
}

interface Program extends AsyncDisposable {
  readonly url: string
}

async function startProgram(endpoint: string, flags: readonly string[]): Promise<Program> {
  const child = spawn(
    process.execPath,
    ['dist/cli.js', '--kms', 'aws', '--port', '0', '--log-level', 'warn', ...flags],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'] ?? '',
        AWS_REGION: REGION,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: BASE.accessKeyId,
        AWS_SECRET_ACCESS_KEY: BASE.secretAccessKey,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
    },
  )
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let url = ''
  for await (const line of createInterface({ input: child.stdout })) {
    url = /http:\/\/127[\w.:]+/.exec(line)?.[0] ?? ''
    if (url) break
  }
  assert(url, 'The program did not print its address.')
  child.stdout.resume()
  return {
    url: `${url}/graphql`,
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}

const post = (url: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache', ...headers },
    body: JSON.stringify(body),
  })

/** The next completed rotation of a key, over SSE. */
function completionOf(url: string, arn: string) {
  const stopping = new AbortController()
  const query = 'subscription { rotationCompleted { ... on RotationCompleted { key { arn } } } }'
  const opened = fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
    signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(ROUNDS * ROUND_MS)]),
  })
  async function read(): Promise<string> {
    const { body } = await opened
    assert(body)
    let text = ''
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk
      if (text.includes(arn)) break
    }
    stopping.abort()
    return text.includes(arn) ? arn : text
  }
  return { isOpen: opened, arn: read() }
}

/** EventBridge's event for a rotation, as KMS sends it. */
const eventOf = ({ accountId, arn }: OpenAccount): string =>
  JSON.stringify({
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'KMS CMK Rotation',
    source: 'aws.kms',
    account: accountId,
    time: new Date().toISOString(),
    region: REGION,
    resources: [arn],
    detail: { 'key-id': arn.split('/')[1] },
  })

async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (const _ of atMost(ROUNDS, 'looks')) {
    if (await isDone()) return
    await delay(ROUND_MS)
  }
  assert.fail('The condition did not become true.')
}

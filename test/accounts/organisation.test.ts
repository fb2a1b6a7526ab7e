import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { addressOf, startProgram } from '../cli/program.ts'
import type { Program } from '../cli/program.ts'
import { post } from '../server/clients.ts'
import { bearer, makeToken, temporaryFile } from '../support/credentials.ts'
import type { TemporaryFile } from '../support/credentials.ts'
import { waitUntil } from '../support/wait-until.ts'

const [A, B, C] = ['111122223333', '222233334444', '333344445555']
const REGIONS = ['us-east-1', 'eu-west-1']
const ACCOUNTS = {
  role: 'arn:{partition}:iam::{account}:role/kms-rotation-gateway',
  accounts: [{ id: A, name: 'prod' }, { id: B, name: 'staging' }, { id: C }],
}
const roleIn = (account: string) => `arn:aws:iam::${account}:role/kms-rotation-gateway`
const ALICE = makeToken('alice@example.com', ['rotator'])
const POLICY = {
  roles: { rotator: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'] } },
  tokens: [ALICE.entry],
}

/** The program over three accounts in two Regions, with one key in each. Each test starts it. */
let emulator: Emulator
let accounts: TemporaryFile
let policy: TemporaryFile
let endpoint: string
let program: Program | undefined
beforeEach(async () => {
  emulator = createEmulator({ accountIds: [A, B, C], regions: REGIONS })
  for (const accountId of [A, B, C]) for (const region of REGIONS) emulator.createKey({ accountId, region })
  endpoint = await emulator.listen({ port: 0 })
  accounts = await temporaryFile(ACCOUNTS)
  policy = await temporaryFile(POLICY)
})
afterEach(async () => {
  await program?.[Symbol.asyncDispose]()
  program = undefined
  await Promise.all([accounts, policy, emulator].map((each) => each[Symbol.asyncDispose]()))
})

async function start(): Promise<(query: string, variables?: object) => Promise<unknown>> {
  const flags = ['--port', '0', '--regions', REGIONS.join(), '--accounts-file', accounts.path]
  program = startProgram([...flags, '--no-inventory', '--auth', 'tokens', '--policy-file', policy.path], {
    AWS_ACCESS_KEY_ID: 'base',
    AWS_SECRET_ACCESS_KEY: 'base',
    AWS_ENDPOINT_URL: endpoint,
  })
  const url = await addressOf(program)
  return async (query, variables = {}) =>
    (await fetch(`${url}/graphql`, post({ query, variables }, bearer(ALICE.token)))).json()
}

const PAGE = `query ($scopes: [ScopeInput!]) {
  keys(scopes: $scopes) {
    nodes { arn }
    unavailableScopes { scope { accountId region } error { __typename message } }
  }
}`
const arnsIn = (...ids: readonly string[]) =>
  emulator
    .keys()
    .map(({ arn }) => arn)
    .filter((arn) => ids.some((id) => arn.includes(id)))
const nodesIn = (...ids: readonly string[]) => arnsIn(...ids).map((arn) => ({ arn }))
const bothRegionsOf = (accountId: string, error: object) =>
  REGIONS.map((region) => ({ scope: { accountId, region }, error }))

test('a page has the keys of three accounts in two Regions, with one session per account and one list per scope', async () => {
  const ask = await start()
  expect(program?.out()).toContain('KMS:      AWS, 3 accounts, 2 Regions (6 scopes).')
  const page = await ask(PAGE)
  expect(page).toMatchObject({ data: { keys: { nodes: nodesIn(A, B, C), unavailableScopes: [] } } })
  for (const account of [A, B, C]) {
    expect(emulator.calls('AssumeRole', undefined, account)).toBe(1)
    for (const region of REGIONS) expect(emulator.calls('ListKeys', region, account)).toBe(1)
  }
  expect(emulator.calls('GetCallerIdentity')).toBe(0)
})

test('a page of some scopes has their keys only, and an account has the name of the file', async () => {
  const ask = await start()
  expect(await ask(PAGE, { scopes: [{ accountId: B }] })).toMatchObject({
    data: { keys: { nodes: nodesIn(B), unavailableScopes: [] } },
  })
  expect(emulator.calls('ListKeys', undefined, A)).toBe(0)
  expect(await ask('{ scopes { accountId accountName } }')).toMatchObject({
    data: {
      scopes: [A, A, B, B, C, C].map((accountId) => ({
        accountId,
        accountName: { [A]: 'prod', [B]: 'staging' }[accountId] ?? null,
      })),
    },
  })
})

test('an account whose role is denied is named in the page and once in the log, and the others are complete', async () => {
  emulator.setRole({ arn: roleIn(C), isDenied: true })
  const ask = await start()
  const page = await ask(PAGE)
  expect(page).toMatchObject({
    data: {
      keys: {
        nodes: nodesIn(A, B),
        unavailableScopes: bothRegionsOf(C, {
          __typename: 'AccessDeniedError',
          message: expect.stringContaining(`account ${C}`),
        }),
      },
    },
  })
  expect(JSON.stringify(page)).not.toContain('kms-rotation-gateway')
  expect(emulator.calls(undefined, undefined, C)).toBe(emulator.calls('AssumeRole', undefined, C))
  const lines = program
    ?.error()
    .split('\n')
    .filter((line) => line.includes('AWS STS did not provide'))
  expect(lines).toHaveLength(1)
})

test('an account whose STS does not answer is named in the page, and the others are complete', async () => {
  emulator.addFault({ kind: 'latency', operation: 'AssumeRole', accountId: C, latencyMs: 3_600_000 })
  const ask = await start()
  expect(await ask(PAGE)).toMatchObject({
    data: {
      keys: {
        nodes: nodesIn(A, B),
        unavailableScopes: bothRegionsOf(C, { __typename: 'KmsUnavailableError' }),
      },
    },
  })
  expect(emulator.calls('AssumeRole', undefined, A)).toBe(1)
  expect(emulator.calls('ListKeys', undefined, C)).toBe(0)
})

test('an account that disappears from the file is no longer served, and is served again when it is back', async () => {
  const ask = await start()
  const [gone = ''] = arnsIn(B)
  const key = `{ key(by: { arn: "${gone}" }) { arn } }`
  expect(await ask(key)).toMatchObject({ data: { key: { arn: gone } } })

  await accounts.write({ ...ACCOUNTS, accounts: ACCOUNTS.accounts.filter(({ id }) => id !== B) })
  await waitUntil(async () => !JSON.stringify(await ask('{ scopes { accountId } }')).includes(B))
  const page = await ask(PAGE)
  expect(page).toMatchObject({ data: { keys: { nodes: nodesIn(A, C), unavailableScopes: [] } } })
  expect(JSON.stringify(page)).not.toContain(B)

  await accounts.write(ACCOUNTS)
  await waitUntil(async () => JSON.stringify(await ask('{ scopes { accountId } }')).includes(B))
  expect(await ask(key)).toMatchObject({ data: { key: { arn: gone } } })
  expect(emulator.calls('AssumeRole', undefined, A)).toBe(1)
  expect(emulator.calls('AssumeRole', undefined, B)).toBe(2)
})

test('a rotation is in the log of its account under the name of its caller, and each read under that of the gateway', async () => {
  const ask = await start()
  const [arn = ''] = arnsIn(B)
  const rotate = `mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" } }) { __typename } }`
  expect(await ask(rotate)).toMatchObject({
    data: { rotateKeyOnDemand: { __typename: 'RotateKeyOnDemandPayload' } },
  })
  const calls = emulator.callLog().filter(({ operation }) => operation !== 'AssumeRole')
  const changes = calls.filter(({ operation }) => operation === 'RotateKeyOnDemand')
  const principalArn = `arn:aws:sts::${B}:assumed-role/kms-rotation-gateway/alice@example.com`
  expect(changes).toMatchObject([
    { accountId: B, keyArn: arn, principalArn, sourceIdentity: 'alice@example.com', outcome: 'ok' },
  ])
  const reads = calls.filter((call) => !changes.includes(call))
  expect(reads.length).toBeGreaterThan(1)
  for (const { accountId, sessionName, sourceIdentity } of reads)
    expect({ accountId, isOurs: sessionName?.startsWith('krg-'), sourceIdentity }).toEqual({
      accountId: B,
      isOurs: true,
      sourceIdentity: undefined,
    })
})

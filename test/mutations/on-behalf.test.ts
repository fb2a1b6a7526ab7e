import { expect, test } from 'vitest'
import { createTokenAuthenticator } from '../../src/auth/token-authenticator.ts'
import { createGateway } from '../../src/gateway.ts'
import { ACCOUNT, startSessions } from '../kms/sessions-on-emulator.ts'
import type { SessionsSetup } from '../kms/sessions-on-emulator.ts'
import { bearer, makeToken, policyInMemory } from '../support/credentials.ts'
import { withoutQuotas } from '../support/gateway.ts'

const CHANGES = `mutation ($arn: String!) {
  enableKeyRotation(input: { key: { arn: $arn } }) { __typename ...on OperationError { message } }
  rotateKeyOnDemand(input: { key: { arn: $arn } }) { __typename ...on OperationError { message } }
}`

/** A gateway whose KMS has sessions, and two callers with tokens. */
async function startGatewayWithSessions(setup: SessionsSetup = {}) {
  const it = await startSessions(setup)
  const tokens = {
    'alice@example.com': makeToken('alice@example.com', ['rotator']),
    'okta|bob': makeToken('okta|bob', ['rotator']),
  }
  const roles = { rotator: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'] } }
  const auth = createTokenAuthenticator({
    policy: policyInMemory({ roles, tokens: Object.values(tokens).map(({ entry }) => entry) }),
    clock: it.clock,
  })
  const gateway = createGateway({
    kms: [it.kms],
    clock: it.clock,
    logger: it.logger,
    version: '0.0.0-test',
    auth,
    kmsLimits: withoutQuotas,
  })
  const running = setInterval(() => it.pass(100), 1)
  return {
    ...it,
    async as(caller: keyof typeof tokens, query: string, variables: object): Promise<unknown> {
      const headers = { 'content-type': 'application/json', ...bearer(tokens[caller].token) }
      const body = JSON.stringify({ query, variables })
      const request = new Request('http://127.0.0.1:4000/graphql', { method: 'POST', headers, body })
      return (await gateway.fetch(request)).json()
    },
    async [Symbol.asyncDispose]() {
      clearInterval(running)
      await gateway[Symbol.asyncDispose]()
      auth[Symbol.dispose]()
      await it[Symbol.asyncDispose]()
    },
  }
}

test('each change is sent in the session of its caller, and each read in the session of the gateway', async () => {
  await using it = await startGatewayWithSessions()
  const [first, second] = [it.createKey(), it.createKey()]
  await Promise.all([
    it.as('alice@example.com', CHANGES, { arn: first }),
    it.as('okta|bob', CHANGES, { arn: second }),
  ])
  const calls = it.emulator.callLog().filter(({ operation }) => operation !== 'AssumeRole')
  const changes = calls.filter(({ operation }) => /^(Enable|Rotate)/.test(operation))
  const bob = expect.stringMatching(/^okta-bob=[0-9a-f]{16}$/)
  for (const [keyArn, caller] of [
    [first, 'alice@example.com'],
    [second, bob],
  ] as const)
    expect(changes.filter((call) => call.keyArn === keyArn)).toMatchObject([
      { operation: 'EnableKeyRotation', sessionName: caller, sourceIdentity: caller, outcome: 'ok' },
      { operation: 'RotateKeyOnDemand', sessionName: caller, sourceIdentity: caller, outcome: 'ok' },
    ])
  const reads = calls.filter((call) => !changes.includes(call))
  expect(reads.length).toBeGreaterThan(4)
  expect(new Set(reads.map(({ sessionName }) => sessionName))).toEqual(new Set(['krg-test']))
})

test('a change whose session is denied is an AccessDeniedError without the words of STS, and nothing is sent', async () => {
  await using it = await startGatewayWithSessions({ role: { allowsSetSourceIdentity: false } })
  const answer = await it.as('alice@example.com', CHANGES, { arn: it.createKey() })
  const error = { __typename: 'AccessDeniedError', message: expect.stringContaining(`account ${ACCOUNT}`) }
  expect(answer).toMatchObject({ data: { enableKeyRotation: error, rotateKeyOnDemand: error } })
  expect(JSON.stringify(answer)).toContain('nothing was changed')
  expect(JSON.stringify(answer)).not.toContain('arn:aws:iam')
  expect(it.emulator.calls('RotateKeyOnDemand') + it.emulator.calls('EnableKeyRotation')).toBe(0)
})

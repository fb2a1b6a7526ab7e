import { expect, test } from 'vitest'
import { openAuthenticator } from '../../src/auth/open-authenticator.ts'
import { post, rawSocket } from '../server/clients.ts'
import { makeToken, temporaryFile } from '../support/credentials.ts'
import { startGateway } from '../support/gateway.ts'
import { startIssuer } from '../support/issuer.ts'
import type { Issuer } from '../support/issuer.ts'
import { waitUntil } from '../support/wait-until.ts'
import { startLoadBalancer } from '../support/load-balancer.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'

const roles = {
  reader: { permissions: ['ROTATION_READ'] },
  rotator: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'] },
}
const entryOf = ({ issuer, audience, jwksUrl: jwks }: Issuer, subjectPrefix: string) => ({
  issuer,
  audience,
  jwks,
  subjectPrefix,
})

/** A gateway on a port whose policy has two issuers, a load balancer and a token. */
async function start() {
  const people = await startIssuer(Date.now, 'https://people.example')
  const machines = await startIssuer(Date.now, 'https://machines.example')
  const balancer = await startLoadBalancer()
  const { token, entry } = makeToken('alice', ['rotator'])
  const policy = {
    roles,
    tokens: [entry],
    issuers: [
      entryOf(people, 'people-'),
      entryOf(machines, 'machines-'),
      {
        issuer: balancer.issuer,
        audience: balancer.clientId,
        jwks: balancer.keysUrl,
        header: 'x-amzn-oidc-data',
        signer: balancer.arn,
        subjectPrefix: 'sso-',
      },
    ],
    subjects: { 'people-alice': ['rotator'], 'machines-alice': ['rotator'], 'sso-alice': ['reader'] },
    claims: [{ issuer: people.issuer, claim: 'groups', value: 'rotators', roles: ['rotator'] }],
  }
  const file = await temporaryFile(policy)
  const auth = await openAuthenticator(
    { kind: 'jwt', policyFile: file.path },
    { logger: createMemoryLogger(), pollIntervalMs: 5 },
  )
  const gateway = await startGateway({ speed: 0, gateway: { auth } })
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  const ask = async (query: string, headers: Readonly<Record<string, string>>) => {
    const response = await fetch(`${url}/graphql`, post({ query }, headers))
    return response.json()
  }
  const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` })
  const used = [gateway, auth, people, machines, balancer, file]
  return {
    people,
    machines,
    balancer,
    token,
    policy,
    file,
    gateway,
    url,
    ask,
    bearer,
    async [Symbol.asyncDispose]() {
      for (const each of used)
        if (Symbol.asyncDispose in each) await each[Symbol.asyncDispose]()
        else each[Symbol.dispose]()
    },
  }
}

test('callers of the same name at two issuers and with a token have idempotency keys of their own', async () => {
  await using started = await start()
  const { people, machines, token, gateway, ask, bearer } = started
  const credentials = [await people.sign(), await machines.sign(), token]
  for (const [index, credential] of credentials.entries()) {
    const { arn } = gateway.emulator.createKey()
    const rotate = `mutation { rotateKeyOnDemand(input: { key: { arn: "${arn}" }, idempotencyKey: "the-same" }) { ... on RotateKeyOnDemandPayload { isReplay request { requestedBy } } } }`
    const requestedBy = ['people-alice', 'machines-alice', 'alice'][index]
    expect(await ask(rotate, bearer(credential))).toMatchObject({
      data: { rotateKeyOnDemand: { isReplay: false, request: { requestedBy } } },
    })
  }
})

test('a caller whose token has too many groups sees this in its viewer and in the error', async () => {
  await using started = await start()
  const { people, ask, bearer } = started
  const credential = await people.sign({ sub: 'bob', _claim_names: { groups: 'src1' } })
  expect(await ask('{ viewer { subject permissions omittedClaims } }', bearer(credential))).toMatchObject({
    data: { viewer: { subject: 'people-bob', permissions: [], omittedClaims: ['groups'] } },
  })
  const forbidden = await ask('{ keys { nodes { arn } } }', bearer(credential))
  expect(forbidden.errors[0].extensions.code).toBe('FORBIDDEN')
  expect(forbidden.errors[0].message).toMatch(
    / The issuer left 'groups' out of your token, so roles may be missing: ask the administrator of the issuer to put fewer values into the token\.$/,
  )
  const complete = await ask('{ keys { nodes { arn } } }', bearer(await people.sign({ sub: 'bob' })))
  expect(complete.errors[0].message).not.toContain('left')
})

test('the header of a load balancer is a credential over HTTP and when a WebSocket is opened', async () => {
  await using started = await start()
  const { balancer, url, ask } = started
  const headers = { 'x-amzn-oidc-data': balancer.sign() }
  const query = '{ viewer { subject permissions } }'
  const data = { viewer: { subject: 'sso-alice', permissions: ['ROTATION_READ'] } }
  expect(await ask(query, headers)).toMatchObject({ data })
  using socket = await rawSocket(url, 'graphql-transport-ws', { headers })
  socket.send({ type: 'connection_init' })
  await socket.next()
  socket.send({ id: '1', type: 'subscribe', payload: { query } })
  expect(await socket.next()).toMatchObject({ payload: { data } })
})

test('the connections of an issuer close with 4403 when it is removed from the policy file, and no others', async () => {
  await using started = await start()
  const { people, machines, token, policy, file, url, bearer } = started
  const open = async (credential: string) => {
    const socket = await rawSocket(url)
    socket.send({ type: 'connection_init', payload: bearer(credential) })
    expect(await socket.next()).toEqual({ type: 'connection_ack' })
    return socket
  }
  using removed = await open(await people.sign())
  using machine = await open(await machines.sign())
  using robot = await open(token)
  await file.write({ ...policy, issuers: policy.issuers.slice(1), claims: [] })
  expect(await removed.closed).toMatchObject({ code: 4403 })
  for (const socket of [machine, robot]) {
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ viewer { subject } }' } })
    expect(await socket.next()).toMatchObject({ payload: { data: { viewer: {} } } })
  }
})

test('callers without a credential see the issuers at which people sign in on a web page, and no other issuer', async () => {
  await using started = await start()
  const { policy, file, ask } = started
  const providers = async () => {
    const { data } = await ask(
      '{ gateway { signIn { isRequired providers { issuer clientId scopes } } } }',
      {},
    )
    expect(data.gateway.signIn.isRequired).toBe(true)
    return data.gateway.signIn.providers
  }
  expect(await providers()).toEqual([])
  const [people, machines, balancer] = policy.issuers
  const write = (more: object) =>
    file.write({ ...policy, issuers: [{ ...people, ...more }, machines, balancer] })
  await write({ clientId: 'console' })
  const issuer = 'https://people.example'
  await waitUntil(async () => (await providers()).length > 0)
  expect(await providers()).toEqual([{ issuer, clientId: 'console', scopes: ['openid'] }])
  await write({ clientId: 'console', scopes: ['openid', 'api://kms/.default'] })
  await waitUntil(async () => (await providers())[0].scopes.length > 1)
  expect(await providers()).toEqual([
    { issuer, clientId: 'console', scopes: ['openid', 'api://kms/.default'] },
  ])
})

test('the client of --jwt-client-id is a provider, and a gateway without authentication requires no sign-in', async () => {
  await using issuer = await startIssuer()
  await using file = await temporaryFile({ roles })
  using auth = await openAuthenticator(
    {
      kind: 'jwt',
      policyFile: file.path,
      issuer: issuer.issuer,
      audience: issuer.audience,
      jwks: issuer.jwksUrl,
      algorithms: ['ES256'],
      clientId: 'console',
      scopes: ['openid', 'offline_access'],
    },
    { logger: createMemoryLogger() },
  )
  const SIGN_IN = '{ gateway { signIn { isRequired providers { issuer clientId scopes } } } }'
  await using guarded = await startGateway({ gateway: { auth } })
  expect(await guarded.answer(SIGN_IN, {})).toMatchObject({
    data: {
      gateway: {
        signIn: {
          isRequired: true,
          providers: [{ issuer: issuer.issuer, clientId: 'console', scopes: ['openid', 'offline_access'] }],
        },
      },
    },
  })
  await using open = await startGateway()
  expect(await open.answer(SIGN_IN, {})).toMatchObject({
    data: { gateway: { signIn: { isRequired: false, providers: [] } } },
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import type { HeaderReader } from '../../src/auth/authenticator.ts'
import { openAuthenticator } from '../../src/auth/open-authenticator.ts'
import { AuthenticationUnavailableError, UnauthenticatedError } from '../../src/errors/request-errors.ts'
import { makeToken, temporaryFile } from '../support/credentials.ts'
import { startLoadBalancer } from '../support/load-balancer.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { START, createStillClock } from '../support/still-clock.ts'

const used: (Disposable | AsyncDisposable)[] = []
afterEach(async () => {
  for (const each of used.splice(0))
    if (Symbol.dispose in each) each[Symbol.dispose]()
    else await each[Symbol.asyncDispose]()
})

const NOW = Math.floor(START / 1_000)
const HEADER = 'x-amzn-oidc-data'

async function start() {
  const clock = createStillClock()
  const logger = createMemoryLogger()
  const balancer = await startLoadBalancer(() => clock.now())
  const token = makeToken('robot', ['reader'])
  const file = await temporaryFile({
    roles: { reader: { permissions: ['ROTATION_READ'] } },
    tokens: [token.entry],
    issuers: [
      {
        issuer: balancer.issuer,
        audience: balancer.clientId,
        jwks: balancer.keysUrl,
        header: 'X-Amzn-Oidc-Data',
        signer: balancer.arn,
        subjectPrefix: 'sso-',
      },
    ],
  })
  const auth = await openAuthenticator(
    { kind: 'jwt', policyFile: file.path },
    { logger, clock, pollIntervalMs: 5 },
  )
  used.push(auth, balancer, file)
  const withHeaders = (headers: Readonly<Record<string, string>>) => {
    const read: HeaderReader = (name) => headers[name]
    return auth.authenticate(read)
  }
  return {
    auth,
    balancer,
    clock,
    logger,
    token,
    withHeaders,
    show: (value: string) => withHeaders({ [HEADER]: value }),
  }
}

const notValid = new UnauthenticatedError('The token is not valid.')

describe('the header of a load balancer', () => {
  test('identifies the user until the token expires', async () => {
    const { balancer, show } = await start()
    const viewer = await show(balancer.sign({ sub: 'alice', groups: ['a'] }))
    expect(viewer).toMatchObject({ subject: 'sso-alice', expiresAt: (NOW + 120 + 5) * 1_000 })
  })

  test('expires at the earlier of two dates', async () => {
    const { balancer, show } = await start()
    const viewer = await show(balancer.sign({ exp: NOW + 60 }, { exp: NOW + 90 }))
    expect(viewer.expiresAt).toBe((NOW + 60 + 5) * 1_000)
  })

  test.each<[what: string, claims: object, header: object, says: string]>([
    [
      'of another load balancer',
      {},
      { signer: 'arn:aws:elasticloadbalancing:us-east-1:999999999999:x' },
      notValid.message,
    ],
    ['without a load balancer', {}, { signer: undefined }, notValid.message],
    ['of another issuer', {}, { iss: 'https://elsewhere.example' }, 'The token is from another issuer.'],
    ['for another client', {}, { client: 'another' }, 'The token is for another audience.'],
    ['without a client', {}, { client: undefined }, 'The token is for another audience.'],
    ['that has expired', {}, { exp: NOW - 5 }, 'The token has expired.'],
    ['whose claims have expired', { exp: NOW - 5 }, {}, 'The token has expired.'],
    ['without an end', {}, { exp: undefined }, "The claim 'exp' of the token is missing or not valid."],
    [
      'without a subject',
      { sub: undefined },
      {},
      "The token's subject ('sub') is not valid. It must have 1 to 256 characters and not be 'anonymous'.",
    ],
  ])('%s is rejected', async (_, claims, header, says) => {
    const { balancer, show } = await start()
    const token = balancer.sign({ ...claims }, { ...header })
    await expect(show(token)).rejects.toThrow(new UnauthenticatedError(says))
  })

  test('is rejected with changed claims, without a signature, and with other characters than a token has', async () => {
    const { balancer, show } = await start()
    const [header = '', , signature = ''] = balancer.sign().split('.')
    const claims = Buffer.from('{"sub":"admin"}').toString('base64url')
    for (const token of [`${header}.${claims}.${signature}`, `${header}.${claims}.`, `${header}.${claims}`])
      await expect(show(token)).rejects.toThrow(notValid)
    await expect(show('Bearer x')).rejects.toThrow(
      'The header x-amzn-oidc-data is not valid. It must contain a token.',
    )
  })

  test('is accepted in its own header only', async () => {
    const { balancer, withHeaders } = await start()
    await expect(withHeaders({ authorization: `Bearer ${balancer.sign()}` })).rejects.toThrow(notValid)
  })

  test('is not used if the request has a credential of its own', async () => {
    const { balancer, token, withHeaders } = await start()
    const headers = { authorization: `Bearer ${token.token}`, [HEADER]: balancer.sign() }
    expect(await withHeaders(headers)).toMatchObject({ subject: 'robot' })
    expect(await withHeaders({})).toMatchObject({ isAuthenticated: false })
  })
})

test('the error of a missing credential names the header, if no caller sends another one', async () => {
  const { auth, balancer } = await start()
  expect(auth.scheme.header).toBe('authorization')
  const { issuer, clientId: audience, keysUrl: jwks, arn: signer } = balancer
  await using file = await temporaryFile({
    roles: {},
    issuers: [{ issuer, audience, jwks, signer, header: HEADER }],
  })
  using only = await openAuthenticator(
    { kind: 'jwt', policyFile: file.path },
    { logger: createMemoryLogger() },
  )
  expect(only.scheme.example).toBe('x-amzn-oidc-data: <token>')
})

describe('the keys of a load balancer', () => {
  test('are read once per kid, and a key that was removed is not trusted after ten minutes', async () => {
    const { auth, balancer, clock, show } = await start()
    const reasons: string[] = []
    auth.watch(await show(balancer.sign({}, { exp: NOW + 86_400 })), ({ message }) => reasons.push(message))
    const old = balancer.sign({}, { exp: NOW + 86_400 })
    await Promise.all([show(old), show(old)])
    expect(balancer.requests).toHaveLength(1)
    balancer.rotate()
    expect(await show(balancer.sign())).toMatchObject({ subject: 'sso-alice' })
    expect(balancer.requests).toHaveLength(2)
    await clock.pass(600_000)
    await expect(show(old)).rejects.toThrow(notValid)
    expect(reasons).toHaveLength(1)
  })

  test('stay trusted while they cannot be read again, for a day', async () => {
    const { balancer, clock, logger, show } = await start()
    await show(balancer.sign())
    balancer.behave('failing')
    await clock.pass(86_400_000)
    expect(await show(balancer.sign())).toMatchObject({ subject: 'sso-alice' })
    expect(logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
    await clock.pass(1)
    await expect(show(balancer.sign())).rejects.toThrow(AuthenticationUnavailableError)
  })

  test('are asked for at most ten times in 30 seconds for made-up kids, and for none of another load balancer', async () => {
    const { balancer, clock, show } = await start()
    await show(balancer.sign())
    const other = { signer: 'arn:aws:elasticloadbalancing:us-east-1:999999999999:x' }
    for (let count = 0; count < 20; count++)
      await expect(show(balancer.sign({}, { kid: `other-${count}`, ...other }))).rejects.toThrow(notValid)
    expect(balancer.requests).toHaveLength(1)
    for (let count = 0; count < 20; count++)
      await show(balancer.sign({}, { kid: `made-up-${count}` })).catch(() => undefined)
    expect(balancer.requests).toHaveLength(10)
    // The known key needs no read.
    expect(await show(balancer.sign())).toMatchObject({ subject: 'sso-alice' })
    balancer.rotate()
    await expect(show(balancer.sign())).rejects.toThrow(AuthenticationUnavailableError)
    await clock.pass(30_000)
    expect(await show(balancer.sign())).toMatchObject({ subject: 'sso-alice' })
  })

  test.each(['../secret', 'a/b', 'a?b', '', 'x'.repeat(129)])('are not asked for the kid %j', async (kid) => {
    const { balancer, show } = await start()
    await expect(show(balancer.sign({}, { kid }))).rejects.toThrow(notValid)
    expect(balancer.requests).toEqual([])
  })
})

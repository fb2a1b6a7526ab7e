import { createPublicKey } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { AuthenticationUnavailableError, UnauthenticatedError } from '../../src/errors/request-errors.ts'
import { StartupError } from '../../src/errors/startup-error.ts'
import { temporaryFile } from '../support/credentials.ts'
import { startIssuer } from '../support/issuer.ts'
import type { Claims, SignOptions } from '../support/issuer.ts'
import { startJwtAuthenticator } from '../support/jwt-authenticator.ts'
import { START } from '../support/still-clock.ts'
import { waitUntil } from '../support/wait-until.ts'

const used: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of used.splice(0)) await each[Symbol.asyncDispose]()
})

const POLICY = {
  roles: {
    reader: { permissions: ['ROTATION_READ'] },
    orders: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'], keys: [{ alias: 'orders-*' }] },
  },
  subjects: { alice: ['reader'] },
  claims: [{ claim: 'groups', value: 'orders', roles: ['orders'] }],
}
const NOW = Math.floor(START / 1_000)

async function start(settings: Parameters<typeof startJwtAuthenticator>[1] = {}) {
  const started = await startJwtAuthenticator(POLICY, settings)
  used.push(started)
  return started
}

describe('a token', () => {
  test('identifies its subject, with the roles of the subject and the claims, until it expires', async () => {
    const { issuer, ...gateway } = await start()
    expect(await gateway.with(await issuer.sign({ groups: ['orders'] }))).toEqual({
      subject: 'alice',
      permissions: new Set(['ROTATION_READ', 'ROTATION_WRITE']),
      isAuthenticated: true,
      readableKeys: 'ALL',
      writableKeys: [{ alias: 'alias/orders-*' }],
      expiresAt: (NOW + 600 + 5) * 1_000,
    })
    expect(await gateway.with(await issuer.sign({ sub: 'bob' }))).toMatchObject({
      subject: 'bob',
      permissions: new Set(),
      isAuthenticated: true,
    })
  })

  test.each<[what: string, claims: Claims, says: string]>([
    ['expired', { exp: NOW - 6 }, 'The token has expired.'],
    ['not yet valid', { nbf: NOW + 6 }, 'The token is not valid yet.'],
    ['without an end', { exp: undefined }, "The claim 'exp' of the token is missing or not valid."],
    ['for another audience', { aud: 'somebody-else' }, 'The token is for another audience.'],
    ['for no audience', { aud: undefined }, 'The token is for another audience.'],
    ['of another issuer', { iss: 'https://issuer.example' }, 'The token is from another issuer.'],
    ['of no issuer', { iss: undefined }, 'The token is from another issuer.'],
    ['of nobody', { sub: undefined }, "The claim 'sub' of the token is missing or not valid."],
    [
      'of an empty subject',
      { sub: '' },
      "The token's subject ('sub') is not valid. It must have 1 to 256 characters and not be 'anonymous'.",
    ],
    [
      'of anonymous',
      { sub: 'anonymous' },
      "The token's subject ('sub') is not valid. It must have 1 to 256 characters and not be 'anonymous'.",
    ],
    [
      'of a subject without bounds',
      { sub: 'x'.repeat(257) },
      "The token's subject ('sub') is not valid. It must have 1 to 256 characters and not be 'anonymous'.",
    ],
  ])('%s is rejected', async (_, claims, says) => {
    const { issuer, ...gateway } = await start()
    await expect(gateway.with(await issuer.sign(claims))).rejects.toThrow(new UnauthenticatedError(says))
  })

  test('is accepted a few seconds early or late, because clocks differ', async () => {
    const { issuer, ...gateway } = await start()
    for (const claims of [{ exp: NOW - 4 }, { nbf: NOW + 4 }])
      expect(await gateway.with(await issuer.sign(claims))).toMatchObject({ subject: 'alice' })
  })

  test('can have several audiences', async () => {
    const { issuer, ...gateway } = await start()
    const token = await issuer.sign({ aud: ['other', issuer.audience] })
    expect(await gateway.with(token)).toMatchObject({ subject: 'alice' })
  })
})

describe('a forged token is rejected:', () => {
  const said = new UnauthenticatedError('The token is not valid.')

  test('a token without a signature, for any value of alg', async () => {
    const { issuer, ...gateway } = await start()
    const [, payload = '', signature = ''] = (await issuer.sign()).split('.')
    for (const alg of ['none', 'None', 'NONE', '']) {
      const header = Buffer.from(JSON.stringify({ alg, kid: 'key-1' })).toString('base64url')
      for (const forged of [`${header}.${payload}.`, `${header}.${payload}.${signature}`])
        await expect(gateway.with(forged)).rejects.toThrow(said)
    }
  })

  test('a token signed by HMAC with the public key as the secret', async () => {
    const { issuer, ...gateway } = await start()
    const [jwk = {}] = issuer.jwks().keys
    const pem = createPublicKey({ key: jwk, format: 'jwk' })
      .export({ type: 'spki', format: 'pem' })
      .toString()
    const secrets = [
      pem,
      pem.trimEnd(),
      JSON.stringify(jwk),
      createPublicKey(pem).export({ type: 'spki', format: 'der' }),
    ]
    for (const secret of secrets) {
      const options: SignOptions = { key: Buffer.from(secret), header: { alg: 'HS256' } }
      await expect(gateway.with(await issuer.sign({}, options))).rejects.toThrow(said)
    }
  })

  test('a token signed with another key, with a known kid, an unknown kid or no kid', async () => {
    const { issuer, ...gateway } = await start()
    const { privateKey } = await generateKeyPair('ES256')
    for (const kid of ['key-1', 'key-9', undefined]) {
      const token = await issuer.sign({}, { key: privateKey, header: { alg: 'ES256', kid } })
      await expect(gateway.with(token)).rejects.toThrow(said)
    }
  })

  test('a token that contains or links its own key', async () => {
    const { issuer, ...gateway } = await start()
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const header = { alg: 'ES256', jwk: await exportJWK(publicKey), jku: 'http://127.0.0.1:1/', kid: 'key-1' }
    const token = await issuer.sign({}, { key: privateKey, header })
    await expect(gateway.with(token)).rejects.toThrow(said)
  })

  test('a token with a valid signature of an algorithm that is not allowed', async () => {
    const { issuer, ...gateway } = await start({ algorithms: ['RS256'] })
    await expect(gateway.with(await issuer.sign())).rejects.toThrow(said)
  })

  test('a token with changed claims, a truncated token and a text that is not a token', async () => {
    const { issuer, ...gateway } = await start()
    const token = await issuer.sign()
    const [header = '', payload = '', signature = ''] = token.split('.')
    const other = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('alice', 'admin'))
    const forged = [
      `${header}.${other.toString('base64url')}.${signature}`,
      token.slice(0, -10),
      `${header}.${payload}`,
      'x',
      '..',
      `${token}.${signature}`,
    ]
    for (const each of forged) await expect(gateway.with(each)).rejects.toThrow(said)
  })

  test('the log has the reason for each rejected token and no part of the token', async () => {
    const { issuer, logger, ...gateway } = await start()
    const token = await issuer.sign({ aud: 'x' })
    await expect(gateway.with(token)).rejects.toThrow('The token is for another audience.')
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ fields: { reason: 'ERR_JWT_CLAIM_VALIDATION_FAILED' } }),
    )
    for (const part of token.split('.')) expect(JSON.stringify(logger.lines)).not.toContain(part)
  })
})

describe('the keys at a URL', () => {
  test('are read once for any number of tokens', async () => {
    const { issuer, ...gateway } = await start()
    const tokens = await Promise.all([1, 2, 3, 4].map((number) => issuer.sign({ sub: `s${number}` })))
    await Promise.all(tokens.map(gateway.with))
    await gateway.with(await issuer.sign())
    expect(issuer.requests).toBe(1)
  })

  test('are read again when a token has a new kid', async () => {
    const { issuer, clock, ...gateway } = await start()
    const before = await issuer.sign()
    await gateway.with(before)
    await clock.pass(30_000)
    await issuer.rotate()
    expect(await gateway.with(await issuer.sign())).toMatchObject({ subject: 'alice' })
    expect(issuer.requests).toBe(2)
    // The old key is listed no more.
    await expect(gateway.with(before)).rejects.toThrow(UnauthenticatedError)
  })

  test('are read at most once per cooldown for tokens with made-up kids', async () => {
    const { issuer, clock, ...gateway } = await start()
    await gateway.with(await issuer.sign())
    for (let count = 0; count < 10; count++) {
      const token = await issuer.sign({}, { header: { kid: `made-up-${count}` } })
      await expect(gateway.with(token)).rejects.toThrow('The token is not valid.')
    }
    expect(issuer.requests).toBe(1)
    await clock.pass(30_000)
    for (let count = 0; count < 10; count++)
      await gateway
        .with(await issuer.sign({}, { header: { kid: `made-up-${count}` } }))
        .catch(() => undefined)
    expect(issuer.requests).toBe(2)
  })

  test('are read again every ten minutes, and no request waits for it', async () => {
    const { issuer, clock, ...gateway } = await start()
    await gateway.with(await issuer.sign())
    issuer.behave('silent')
    await clock.pass(600_001)
    // Were it waited for, this would take the timeout.
    expect(await gateway.with(await issuer.sign())).toMatchObject({ subject: 'alice' })
    await waitUntil(() => issuer.requests === 2)
  })

  test.each(['failing', 'redirecting', 'nonsense'] as const)(
    'stay trusted during an outage of the issuer: %s',
    async (behaviour) => {
      const { issuer, clock, logger, ...gateway } = await start()
      await gateway.with(await issuer.sign())
      issuer.behave(behaviour)
      await clock.pass(86_400_000)
      for (let count = 0; count < 5; count++) await gateway.with(await issuer.sign())
      await waitUntil(() =>
        logger.lines.some(({ message }) => message.includes('the previous keys stay in use')),
      )
      for (let count = 0; count < 5; count++)
        expect(await gateway.with(await issuer.sign())).toMatchObject({ subject: 'alice' })
      expect(issuer.requests).toBe(2)
      // What cannot be checked now is not called bad.
      const rotated = await issuer.sign({}, { header: { kid: 'new' } })
      await expect(gateway.with(rotated)).rejects.toThrow(AuthenticationUnavailableError)

      issuer.behave('well')
      await issuer.rotate()
      await clock.pass(5_000)
      expect(await gateway.with(await issuer.sign())).toMatchObject({ subject: 'alice' })
    },
  )

  test('if they were never read, a token gets AUTHENTICATION_UNAVAILABLE, and reads are at most one per five seconds', async () => {
    const { issuer, clock, ...gateway } = await start()
    issuer.behave('failing')
    const token = await issuer.sign()
    for (let count = 0; count < 5; count++)
      await expect(gateway.with(token)).rejects.toThrow(AuthenticationUnavailableError)
    expect(issuer.requests).toBe(1)
    issuer.behave('well')
    await clock.pass(5_000)
    expect(await gateway.with(token)).toMatchObject({ subject: 'alice' })
  })
})

describe('a token without a kid', () => {
  const withoutKid = { header: { kid: undefined } }
  const otherKeys = async (count: number) =>
    Promise.all(
      Array.from({ length: count }, async () =>
        exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey),
      ),
    )

  test('is checked with each key of the issuer that its algorithm fits', async () => {
    const { issuer, ...gateway } = await start()
    const rsa = await exportJWK((await generateKeyPair('RS256', { extractable: true })).publicKey)
    issuer.alsoList(rsa, ...(await otherKeys(2)))
    expect(await gateway.with(await issuer.sign({}, withoutKid))).toMatchObject({ subject: 'alice' })
  })

  test('is checked with at most ten keys', async () => {
    for (const [others, isKnown] of [
      [9, true],
      [10, false],
    ] as const) {
      const { issuer, ...gateway } = await start()
      issuer.alsoList(...(await otherKeys(others)))
      const checked = gateway.with(await issuer.sign({}, withoutKid)).then(
        () => true,
        () => false,
      )
      expect(await checked).toBe(isKnown)
    }
  })

  test('is accepted when the issuer has added its key since the keys were read', async () => {
    const { issuer, clock, ...gateway } = await start()
    await gateway.with(await issuer.sign())
    await issuer.rotate()
    await clock.pass(30_000)
    expect(await gateway.with(await issuer.sign({}, withoutKid))).toMatchObject({ subject: 'alice' })
  })

  test('is rejected when none of the keys signed it', async () => {
    const { issuer, ...gateway } = await start()
    issuer.alsoList(...(await otherKeys(2)))
    const { privateKey } = await generateKeyPair('ES256')
    const token = await issuer.sign({}, { ...withoutKid, key: privateKey })
    await expect(gateway.with(token)).rejects.toThrow(new UnauthenticatedError('The token is not valid.'))
  })
})

describe('a key that the issuer removed', () => {
  test('is not trusted after ten minutes, and its streams end, also without a new token', async () => {
    const { auth, issuer, clock, ...gateway } = await start()
    const token = await issuer.sign({ exp: NOW + 86_400 })
    const reasons: string[] = []
    auth.watch(await gateway.with(token), ({ message }) => reasons.push(message))
    await issuer.rotate()
    await clock.pass(600_000)
    await waitUntil(() => reasons.length > 0)
    expect(reasons).toEqual([
      'The credential was revoked or its permissions changed. Reconnect with a valid credential and resume.',
    ])
    await expect(gateway.with(token)).rejects.toThrow(UnauthenticatedError)
  })

  test('is not trusted five seconds after the issuer can be reached again', async () => {
    const { auth, issuer, clock, logger, ...gateway } = await start()
    const token = await issuer.sign({ exp: NOW + 86_400 })
    const reasons: string[] = []
    auth.watch(await gateway.with(token), ({ message }) => reasons.push(message))
    issuer.behave('failing')
    await issuer.rotate()
    await clock.pass(600_000)
    await waitUntil(() =>
      logger.lines.some(({ message }) => message.includes('the previous keys stay in use')),
    )
    expect(reasons).toEqual([])
    issuer.behave('well')
    await waitUntil(() => clock.waits().includes(5_000))
    await clock.pass(5_000)
    await waitUntil(() => reasons.length > 0)
    await expect(gateway.with(token)).rejects.toThrow(UnauthenticatedError)
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: 'info', message: 'the JWT signing keys were read again' }),
    )
  })

  test('is not trusted after a day in which the issuer could not be reached', async () => {
    const { issuer, clock, ...gateway } = await start()
    const token = await issuer.sign({ exp: NOW + 864_000 })
    await gateway.with(token)
    issuer.behave('failing')
    await clock.pass(86_400_001)
    await expect(gateway.with(token)).rejects.toThrow(AuthenticationUnavailableError)
  })

  test('ends its streams when it is removed from the file', async () => {
    const issuer = await startIssuer(() => START)
    await using file = await temporaryFile(issuer.jwks())
    const gateway = await start({ jwks: file.path })
    const reasons: string[] = []
    gateway.auth.watch(await gateway.with(await issuer.sign()), ({ message }) => reasons.push(message))
    await issuer.rotate()
    await file.write(issuer.jwks())
    await waitUntil(() => reasons.length > 0)
    expect(reasons).toHaveLength(1)
    await issuer[Symbol.asyncDispose]()
  })
})

describe('the keys in a file', () => {
  test('are read again when they change', async () => {
    const issuer = await startIssuer(() => START)
    await using file = await temporaryFile(issuer.jwks())
    const gateway = await start({ jwks: file.path })
    await gateway.with(await issuer.sign())
    await issuer.rotate()
    const token = await issuer.sign()
    await expect(gateway.with(token)).rejects.toThrow('The token is not valid.')
    await file.write(issuer.jwks())
    await waitUntil(() =>
      gateway.with(token).then(
        () => true,
        () => false,
      ),
    )
    expect(issuer.requests).toBe(0)
    await issuer[Symbol.asyncDispose]()
  })

  test('must exist, or the gateway does not start', async () => {
    await using file = await temporaryFile({ keys: 'none' })
    await expect(start({ jwks: file.path })).rejects.toThrow(
      new StartupError(`The JWKS file ${file.path} is not a JSON Web Key Set.`),
    )
  })
})

test.each([
  'http://issuer.example/jwks',
  'ftp://127.0.0.1/jwks',
  'http://127.0.0.1.example.com/jwks',
  'https://user:word@issuer.example/',
])('rejects keys from %s, and the message contains no password', async (jwks) => {
  await expect(start({ jwks })).rejects.toThrow(StartupError)
})

test('streams end when the token expires, and when the policy changes the permissions of its claims', async () => {
  const { auth, issuer, clock, policy, ...gateway } = await start()
  const ended: string[] = []
  const watch = async (name: string, claims: Claims) =>
    auth.watch(await gateway.with(await issuer.sign(claims)), () => ended.push(name))
  await watch('short', { exp: NOW + 60 })
  await watch('alice', {})
  await watch('bob', { sub: 'bob', groups: ['orders'] })
  await clock.pass(64_999)
  expect(ended).toEqual([])
  await clock.pass(1)
  expect(ended).toEqual(['short'])
  await policy.write({ ...POLICY, subjects: {} })
  await waitUntil(() => ended.length > 1)
  expect(ended).toEqual(['short', 'alice'])
})

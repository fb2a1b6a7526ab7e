import { generateKeyPairSync } from 'node:crypto'
import { CompactSign, generateKeyPair } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import type { Authenticator } from '../../src/auth/authenticator.ts'
import { UnauthenticatedError } from '../../src/errors/request-errors.ts'
import { authorization } from '../support/credentials.ts'
import { startJwtAuthenticator } from '../support/jwt-authenticator.ts'

const used: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of used.splice(0)) await each[Symbol.asyncDispose]()
})

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA']

async function start(policy: object = { roles: {} }) {
  const started = await startJwtAuthenticator(policy, { algorithms: ALGORITHMS })
  used.push(started)
  return started
}

const jwkOf = (type: 'rsa' | 'ec', options: object) => {
  const { publicKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2_048, ...options })
      : generateKeyPairSync('ec', { namedCurve: 'P-256', ...options })
  return publicKey.export({ format: 'jwk' })
}
const rsa = jwkOf('rsa', {})
const ec = jwkOf('ec', {})
const short = jwkOf('rsa', { modulusLength: 1_024 })
const { d, ...ecOfPrivate } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  format: 'jwk',
})

describe('tokens signed with an unusable key are rejected, with one warning for all keys:', () => {
  test.each<[what: string, jwk: object, alg: string, reason: RegExp]>([
    ['malformed', { kty: 'RSA', n: '!', e: 'AQAB' }, 'RS256', /is malformed|has \d+ bits/],
    ['without its members', { kty: 'EC', crv: 'P-256' }, 'ES256', /is malformed/],
    ['not on its curve', { ...ec, y: ec.x }, 'ES256', /is malformed/],
    ['RSA of 1024 bits', short, 'RS256', /has 1024 bits, fewer than the minimum of 2048/],
    ['RSA whose exponent is 1', { ...rsa, e: 'AQ' }, 'RS256', /is malformed|exponent below 3/],
    ['for encryption', { ...ec, use: 'enc' }, 'ES256', /has the use 'enc'/],
    [
      'a key for other operations',
      { ...ec, key_ops: ['encrypt'] },
      'ES256',
      /does not allow the operation 'verify'/,
    ],
    ['an unknown algorithm', { ...ec, alg: 'XY1' }, 'ES256', /the algorithm 'XY1'/],
    [
      'an algorithm that does not match its type',
      { ...ec, alg: 'RS256' },
      'RS256',
      /does not match its type/,
    ],
    ['an unknown type', { kty: 'XYZ' }, 'ES256', /has the type 'XYZ'/],
    ['an unknown curve', { ...ec, crv: 'P-257' }, 'ES256', /has the type 'EC P-257'/],
    ['a shared secret', { kty: 'oct', k: 'c2VjcmV0' }, 'ES256', /contains a secret/],
    ['a private key', { ...ecOfPrivate, d }, 'ES256', /contains a secret/],
    [
      'a private key whose members have wrong types',
      { kty: { toString: 1 }, crv: [], alg: {} },
      'ES256',
      /has the type/,
    ],
  ])('%s', async (_, jwk, alg, reason) => {
    const { auth, issuer, clock, logger } = await start()
    issuer.alsoList({ ...jwk, kid: 'bad' })
    const forged = () =>
      [alg, 'ES256'].map((each) => {
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
        return `Bearer ${part({ alg: each, kid: 'bad' })}.${part({ sub: 'alice' })}.${'A'.repeat(86)}`
      })
    for (let round = 0; round < 3; round++) {
      for (const token of forged())
        await expect(auth.authenticate(authorization(token))).rejects.toThrow(
          new UnauthenticatedError('The token is not valid.'),
        )
      // So that the keys are read again.
      await clock.pass(30_000)
    }
    expect(issuer.requests).toBeGreaterThan(1)
    const warnings = logger.lines.filter(({ level }) => level === 'warn' || level === 'error')
    expect(warnings).toHaveLength(1)
    expect(warnings[0]?.fields).toMatchObject({ unusable: [expect.stringMatching(reason)] })
    expect(warnings[0]?.fields).toMatchObject({ unusable: [expect.stringContaining("'bad'")] })
    // The other keys of the set check tokens as before.
    const good = await issuer.sign()
    expect(await auth.authenticate(authorization(`Bearer ${good}`))).toMatchObject({ subject: 'alice' })
  })

  test('entries that are not objects', async () => {
    const { auth, issuer, logger } = await start()
    issuer.alsoList(['x'])
    expect(await auth.authenticate(authorization(`Bearer ${await issuer.sign()}`))).toMatchObject({
      subject: 'alice',
    })
    expect(logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  })
})

/** What the authenticator makes of a header: a viewer, UNAUTHENTICATED, or whatever else it throws. */
async function decisionOn(auth: Authenticator, header: string): Promise<unknown> {
  return auth.authenticate(authorization(header)).then(
    ({ isAuthenticated }) => isAuthenticated,
    (error: unknown) => (error instanceof UnauthenticatedError ? false : error),
  )
}

const base64url = (text: string) => Buffer.from(text).toString('base64url')
const json = fc.json({ maxDepth: 3 })
const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    -1,
    0,
    1e308,
    -1e308,
    2 ** 53,
    '1',
    '',
    '\u0000',
    '\uD800',
    'ａlice',
    [],
    {},
    null,
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
)
const claimNames = fc.constantFrom(
  'sub',
  'exp',
  'nbf',
  'iat',
  'iss',
  'aud',
  'groups',
  'scope',
  '__proto__',
  'jti',
)
const headerNames = fc.constantFrom(
  'alg',
  'kid',
  'crit',
  'b64',
  'typ',
  'jwk',
  'x5c',
  'jku',
  '__proto__',
  'zip',
)

describe('for any Authorization header, the result is a viewer or UNAUTHENTICATED:', () => {
  const policy = {
    roles: { reader: { permissions: ['ROTATION_READ'] } },
    claims: [
      { claim: 'groups', value: 'x', roles: ['reader'] },
      { claim: ['scope', 'a', '__proto__'], value: 'x', roles: ['reader'] },
    ],
  }

  test('any text', async () => {
    const { auth } = await start(policy)
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((each) => `Bearer ${each}`),
      fc.array(fc.base64String(), { minLength: 1, maxLength: 6 }).map((each) => `Bearer ${each.join('.')}`),
      fc.integer({ min: 0, max: 20_000 }).map((length) => `Bearer ${'a.'.repeat(length)}`),
      fc.integer({ min: 0, max: 100_000 }).map((length) => `Bearer ${' '.repeat(length)}a b`),
    )
    await fc.assert(
      fc.asyncProperty(text, async (each) => {
        expect(await decisionOn(auth, each)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('any header and any payload, without a good signature', async () => {
    const { auth, issuer } = await start(policy)
    issuer.alsoList({ ...ec, kid: 'ec' }, { ...rsa, kid: 'rsa' }, { ...short, kid: 'short' })
    const header = fc.oneof(
      json,
      fc
        .tuple(
          fc.constantFrom(...ALGORITHMS, 'HS256', 'none'),
          fc.constantFrom('key-1', 'ec', 'rsa', 'short', 'no', undefined),
          fc.dictionary(headerNames, oddValue),
        )
        .map(([alg, kid, rest]) => JSON.stringify({ alg, kid, ...rest })),
    )
    const token = fc
      .tuple(header, fc.oneof(json, fc.string({ unit: 'binary' })), fc.base64String())
      .map(([head, payload, signature]) => `${base64url(head)}.${base64url(payload)}.${base64url(signature)}`)
    await fc.assert(
      fc.asyncProperty(token, async (each) => {
        expect(await decisionOn(auth, `Bearer ${each}`)).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('any payload, signed by the issuer', async () => {
    const { auth, issuer } = await start(policy)
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    issuer.alsoList({ ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'own', key_ops: ['verify'] })
    const claims = fc.dictionary(claimNames, oddValue).map((odd) =>
      JSON.stringify({
        iss: issuer.issuer,
        aud: issuer.audience,
        sub: 'alice',
        exp: 4_000_000_000,
        ...odd,
      }),
    )
    const payload = fc.oneof(
      { weight: 3, arbitrary: claims },
      // Not what JSON.stringify would write.
      { weight: 1, arbitrary: claims.map((text) => text.replace('4000000000', '1e999')) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 4_000 }).map((depth) => '['.repeat(depth)) },
    )
    let admitted = 0
    await fc.assert(
      fc.asyncProperty(payload, async (text) => {
        const token = await new CompactSign(Buffer.from(text))
          .setProtectedHeader({ alg: 'ES256', kid: 'own' })
          .sign(privateKey)
        const decision = await decisionOn(auth, `Bearer ${token}`)
        expect(decision).toBeTypeOf('boolean')
        if (decision === true) admitted++
      }),
      { numRuns: 300 },
    )
    expect(admitted).toBeGreaterThan(0)
  })
})

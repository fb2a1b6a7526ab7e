import { timingSafeEqual } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import type { Authenticator } from '../../src/auth/authenticator.ts'
import { openAuthenticator } from '../../src/auth/open-authenticator.ts'
import { createTokenAuthenticator } from '../../src/auth/token-authenticator.ts'
import { UnauthenticatedError } from '../../src/errors/request-errors.ts'
import { StartupError } from '../../src/errors/startup-error.ts'
import { authorization, makeToken, policyInMemory, temporaryFile } from '../support/credentials.ts'
import type { TestToken } from '../support/credentials.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { START, createStillClock, settle } from '../support/still-clock.ts'
import { waitUntil } from '../support/wait-until.ts'

vi.mock(import('node:crypto'), async (original) => {
  const crypto = await original()
  return { ...crypto, timingSafeEqual: vi.fn<typeof crypto.timingSafeEqual>(crypto.timingSafeEqual) }
})
const started: Disposable[] = []
afterEach(() => {
  for (const each of started.splice(0)) each[Symbol.dispose]()
})

const DAY_MS = 86_400_000
const roles = {
  reader: { permissions: ['ROTATION_READ'] },
  rotator: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'] },
}
const policyOf = (...tokens: readonly TestToken[]) => ({ roles, tokens: tokens.map(({ entry }) => entry) })
const as = (auth: Authenticator, { token }: TestToken) => auth.authenticate(authorization(`Bearer ${token}`))
const refusal = (message: string) => new UnauthenticatedError(message)

function withPolicy(json: object, clock = createStillClock()) {
  const policy = policyInMemory(json)
  const auth = createTokenAuthenticator({ policy, clock })
  started.push(auth)
  return { auth, policy, clock }
}

/** Why the credential of a viewer ended, as soon as it did. */
function endOf(auth: Authenticator, viewer: Viewer) {
  const reasons: string[] = []
  const watching = auth.watch(viewer, ({ message }) => reasons.push(message))
  if (!watching) throw new Error('This credential can never end.')
  started.push(watching)
  return { reasons, watching }
}

describe('a token', () => {
  const [alice, bob] = [makeToken('alice', ['reader']), makeToken('bob', ['rotator'])]

  test('identifies the subject of its entry, with the permissions of its roles', async () => {
    const { auth } = withPolicy(policyOf(alice, bob))
    expect(await as(auth, bob)).toEqual({
      subject: 'bob',
      permissions: new Set(['ROTATION_READ', 'ROTATION_WRITE']),
      isAuthenticated: true,
      readableKeys: 'ALL',
      writableKeys: 'ALL',
      expiresAt: undefined,
    })
  })

  test.each(['Bearer x', 'bearer x', 'Bearer   x  '])('is accepted in the header %j', async (header) => {
    const { auth } = withPolicy(policyOf(alice))
    expect(await auth.authenticate(authorization(header.replace('x', alice.token)))).toMatchObject({
      subject: 'alice',
    })
  })

  test.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic eA==',
    'Bearer a b',
    'Bearer a,b',
    `Bearer ${'a'.repeat(16_385)}`,
  ])('is rejected in the header %j', async (header) => {
    const { auth } = withPolicy(policyOf(alice))
    await expect(auth.authenticate(authorization(header))).rejects.toThrow(
      refusal("The Authorization header is not valid. It must have the form 'Bearer <token>'."),
    )
  })

  test('gives no permissions if it is missing, and is rejected if it is not known', async () => {
    const { auth } = withPolicy(policyOf(alice))
    expect(await auth.authenticate(() => undefined)).toMatchObject({
      isAuthenticated: false,
      permissions: new Set(),
      readableKeys: [],
    })
    await expect(as(auth, bob)).rejects.toThrow(refusal('The token is not valid.'))
    // The hash in the file is not a credential.
    await expect(auth.authenticate(authorization(`Bearer ${alice.entry.sha256}`))).rejects.toThrow(
      UnauthenticatedError,
    )
  })

  test('is compared with every entry in constant time, known or not', async () => {
    const { auth } = withPolicy(policyOf(alice, bob, makeToken('carol', [])))
    const compare = vi.mocked(timingSafeEqual)
    for (const { token } of [alice, bob, makeToken('stranger', [])]) {
      compare.mockClear()
      await auth.authenticate(authorization(`Bearer ${token}`)).catch(() => undefined)
      expect(compare).toHaveBeenCalledTimes(3)
      for (const [left, right] of compare.mock.calls)
        expect([left.byteLength, right.byteLength]).toEqual([32, 32])
    }
  })
})

describe('a token that expires', () => {
  const carol = makeToken('carol', ['reader'], new Date(START + 40 * DAY_MS))

  test('is valid until its expiry and rejected from then on', async () => {
    const { auth, clock } = withPolicy(policyOf(carol))
    await clock.pass(40 * DAY_MS - 1)
    expect(await as(auth, carol)).toMatchObject({ subject: 'carol' })
    await clock.pass(1)
    await expect(as(auth, carol)).rejects.toThrow(refusal('The token has expired.'))
  })

  test('ends each watch once, also after weeks, and no timer exceeds the maximum of a system timer', async () => {
    const { auth, clock } = withPolicy(policyOf(carol))
    const { reasons } = endOf(auth, await as(auth, carol))
    expect(Math.max(...clock.waits())).toBeLessThan(2 ** 31)
    await clock.pass(40 * DAY_MS - 1)
    expect(reasons).toEqual([])
    await clock.pass(1)
    expect(reasons).toEqual(['The credential has expired. Reconnect with a new credential and resume.'])
    await clock.pass(DAY_MS)
    expect(reasons).toHaveLength(1)
    expect(clock.sleeping).toBe(0)
  })

  test('leaves no timer after the last watch is disposed or the gateway ends', async () => {
    const { auth, clock } = withPolicy(policyOf(carol))
    const [first, second] = [endOf(auth, await as(auth, carol)), endOf(auth, await as(auth, carol))]
    first.watching[Symbol.dispose]()
    await settle()
    expect(clock.sleeping).toBe(1)
    second.watching[Symbol.dispose]()
    await settle()
    expect(clock.sleeping).toBe(0)
    const third = endOf(auth, await as(auth, carol))
    expect(clock.sleeping).toBe(1)
    auth[Symbol.dispose]()
    await settle()
    expect(clock.sleeping).toBe(0)
    expect([first, second, third].flatMap(({ reasons }) => reasons)).toEqual([])
  })

  test('ends at its own time, with one timer for all tokens', async () => {
    const expiring = [3, 1, 2].map((days) =>
      makeToken(`of ${days}`, ['reader'], new Date(START + days * DAY_MS)),
    )
    const lasting = makeToken('lasting', ['reader'])
    const { auth, clock } = withPolicy(policyOf(...expiring, lasting))
    const ends = await Promise.all(
      [...expiring, lasting].map(async (token) => endOf(auth, await as(auth, token))),
    )
    const ended = () => ends.map(({ reasons }) => reasons.length)
    expect(clock.sleeping).toBe(1)
    await clock.pass(DAY_MS - 1)
    expect(ended()).toEqual([0, 0, 0, 0])
    await clock.pass(1)
    expect(ended()).toEqual([0, 1, 0, 0])
    expect(clock.sleeping).toBe(1)
    await clock.pass(DAY_MS)
    expect(ended()).toEqual([0, 1, 1, 0])
    await clock.pass(DAY_MS)
    expect(ended()).toEqual([1, 1, 1, 0])
    expect(clock.sleeping).toBe(0)
  })
})

describe('a policy that changes', () => {
  const [alice, bob] = [makeToken('alice', ['reader']), makeToken('bob', ['reader'])]
  const revoked =
    'The credential was revoked or its permissions changed. Reconnect with a valid credential and resume.'

  test('ends the streams of a removed token, and no others', async () => {
    const { auth, policy } = withPolicy(policyOf(alice, bob))
    const [ofAlice, ofBob] = [endOf(auth, await as(auth, alice)), endOf(auth, await as(auth, bob))]
    policy.write(policyOf(bob))
    expect(ofAlice.reasons).toEqual([revoked])
    expect(ofBob.reasons).toEqual([])
    await expect(as(auth, alice)).rejects.toThrow(UnauthenticatedError)
  })

  test('immediately ends a stream whose token was removed during authentication', async () => {
    const { auth, policy } = withPolicy(policyOf(alice, bob))
    const [viewer, other] = [await as(auth, alice), await as(auth, bob)]
    policy.write(policyOf(bob))
    const [ofAlice, ofBob] = [endOf(auth, viewer), endOf(auth, other)]
    await settle()
    expect(ofAlice.reasons).toEqual([revoked])
    expect(ofBob.reasons).toEqual([])
  })

  test.each([
    ['its role', { roles: { ...roles, reader: { ...roles.reader, keys: [{ region: 'eu-*' }] } } }, {}],
    ['its roles', { roles }, { roles: ['rotator'] }],
    ['its subject', { roles }, { subject: 'mallory' }],
    ['its end', { roles }, { expiresAt: '2030-01-01T00:00:00Z' }],
  ])('ends the streams of a token when %s changed', async (_, policyNow, entryNow) => {
    const { auth, policy } = withPolicy(policyOf(alice))
    const { reasons } = endOf(auth, await as(auth, alice))
    policy.write({ ...policyNow, tokens: [{ ...alice.entry, ...entryNow }] })
    expect(reasons).toEqual([revoked])
  })
})

describe('the policy file', () => {
  const [alice, bob] = [makeToken('alice', ['reader']), makeToken('bob', ['reader'])]
  const open = async (path: string, logger = createMemoryLogger(), isReadOnly = false) => {
    const auth = await openAuthenticator(
      { kind: 'tokens', policyFile: path },
      { logger, isReadOnly, pollIntervalMs: 5 },
    )
    started.push(auth)
    return { auth, logger }
  }
  const isKnown = async (auth: Authenticator, token: TestToken) =>
    as(auth, token).then(
      () => true,
      () => false,
    )

  test('grants nobody ROTATION_WRITE on a read-only gateway, also after it changes', async () => {
    const [carol, dave] = [makeToken('carol', ['rotator']), makeToken('dave', ['rotator'])]
    await using file = await temporaryFile(policyOf(carol))
    const { auth } = await open(file.path, createMemoryLogger(), true)
    expect([...(await as(auth, carol)).permissions]).toEqual(['ROTATION_READ'])
    await file.write(policyOf(dave))
    await waitUntil(() => isKnown(auth, dave))
    expect([...(await as(auth, dave)).permissions]).toEqual(['ROTATION_READ'])
  })

  test('is read again when it changes', async () => {
    await using file = await temporaryFile(policyOf(alice))
    const { auth } = await open(file.path)
    expect(await isKnown(auth, alice)).toBe(true)
    const { reasons } = endOf(auth, await as(auth, alice))
    await file.write(policyOf(bob))
    await waitUntil(() => isKnown(auth, bob))
    expect(await isKnown(auth, alice)).toBe(false)
    expect(reasons).toHaveLength(1)
  })

  test.each<[what: string, content: object | string, mode: number, says: RegExp]>([
    ['is half written', '{ "roles": {', 0o600, /is not JSON/],
    ['is not a valid policy', { roles: { reader: {} } }, 0o600, /roles\.reader has no member 'permissions'/],
    [
      'can be written by other users',
      policyOf(bob),
      0o622,
      /can be written by users other than its owner \(mode 622\)\. Run: chmod go-w/,
    ],
  ])(
    'stays in use as it was while the new file %s, and the log says so without a hash',
    async (_, content, mode, says) => {
      await using file = await temporaryFile(policyOf(alice))
      const { auth, logger } = await open(file.path)
      const { reasons } = endOf(auth, await as(auth, alice))
      await file.write(content, mode)
      await waitUntil(() => logger.lines.some(({ level }) => level === 'error'))
      const line = logger.lines.find(({ level }) => level === 'error')
      expect(line?.fields).toMatchObject({ path: file.path, err: { message: expect.stringMatching(says) } })
      expect(JSON.stringify(logger.lines)).not.toContain(bob.entry.sha256)
      expect(await isKnown(auth, alice)).toBe(true)
      expect(reasons).toEqual([])
      await file.write(policyOf(bob))
      await waitUntil(() => isKnown(auth, bob))
    },
  )

  test.each<[what: string, content: object | string, mode: number, says: RegExp]>([
    ['no JSON', 'x', 0o600, /is not JSON/],
    ['wrong', {}, 0o600, /the file has no member 'roles'/],
    ['open to writers', policyOf(alice), 0o646, /mode 646/],
  ])('prevents the start of the gateway if it is %s', async (_, content, mode, says) => {
    await using file = await temporaryFile(content, mode)
    await expect(open(file.path)).rejects.toThrow(StartupError)
    await expect(open(file.path)).rejects.toThrow(says)
  })

  test('prevents the start of the gateway if it does not exist', async () => {
    await expect(open('/nowhere/policy.json')).rejects.toThrow(
      new StartupError('the policy file /nowhere/policy.json cannot be read (ENOENT).'),
    )
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import type { Authenticator } from '../../src/auth/authenticator.ts'
import { openAuthenticator } from '../../src/auth/open-authenticator.ts'
import type { AuthSettings } from '../../src/auth/open-authenticator.ts'
import { AuthenticationUnavailableError, UnauthenticatedError } from '../../src/errors/request-errors.ts'
import { StartupError } from '../../src/errors/startup-error.ts'
import { authorization, makeToken, temporaryFile } from '../support/credentials.ts'
import { startIssuer } from '../support/issuer.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import { waitUntil } from '../support/wait-until.ts'

const used: (Disposable | AsyncDisposable)[] = []
afterEach(async () => {
  for (const each of used.splice(0))
    if (Symbol.dispose in each) each[Symbol.dispose]()
    else await each[Symbol.asyncDispose]()
})

const roles = {
  reader: { permissions: ['ROTATION_READ'] },
  operator: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'] },
}
const REVOKED =
  'The credential was revoked or its permissions changed. Reconnect with a valid credential and resume.'

/** Two issuers and a token, each of which has a caller `alice`. */
async function start(more: object = {}) {
  const clock = createStillClock()
  const logger = createMemoryLogger()
  const people = await startIssuer(() => clock.now(), 'https://people.example')
  const machines = await startIssuer(() => clock.now(), 'https://machines.example')
  const token = makeToken('alice', ['reader'])
  const entry = (issuer: typeof people, subjectPrefix: string) => ({
    issuer: issuer.issuer,
    audience: [issuer.audience, 'another-audience'],
    jwks: issuer.jwksUrl,
    subjectPrefix,
  })
  const entries = [entry(people, 'people-'), entry(machines, 'machines-')] as const
  const policy = { roles, tokens: [token.entry], issuers: entries, ...more }
  const file = await temporaryFile(policy)
  const auth = await openAuthenticator(
    { kind: 'jwt', policyFile: file.path },
    { logger, clock, pollIntervalMs: 5 },
  )
  used.push(auth, people, machines, file)
  const show = (token: string) => auth.authenticate(authorization(`Bearer ${token}`))
  return { auth, show, clock, logger, people, machines, token, entries, policy, file }
}

const endOf = (auth: Authenticator, viewer: Parameters<Authenticator['watch']>[0]): readonly string[] => {
  const reasons: string[] = []
  auth.watch(viewer, ({ message }) => reasons.push(message))
  return reasons
}

describe('with two issuers and tokens', () => {
  test('the same name at each of them is three subjects, with the roles of their own', async () => {
    const { show, people, machines, token } = await start({
      subjects: { 'people-alice': ['operator'], alice: ['reader'] },
    })
    const viewers = [
      await show(await people.sign()),
      await show(await machines.sign()),
      await show(token.token),
    ]
    expect(viewers.map(({ subject, permissions }) => [subject, [...permissions]])).toEqual([
      ['people-alice', ['ROTATION_READ', 'ROTATION_WRITE']],
      ['machines-alice', []],
      ['alice', ['ROTATION_READ']],
    ])
  })

  test('a rule applies to the claims of the issuers that it names', async () => {
    const { show, people, machines } = await start({
      claims: [
        { issuer: 'https://people.example', claim: 'groups', value: 'operators', roles: ['operator'] },
        {
          issuer: ['https://people.example', 'https://machines.example'],
          claim: 'groups',
          value: 'readers',
          roles: ['reader'],
        },
      ],
    })
    const groups = ['operators', 'readers']
    expect([...(await show(await people.sign({ groups }))).permissions]).toContain('ROTATION_WRITE')
    expect([...(await show(await machines.sign({ groups }))).permissions]).toEqual(['ROTATION_READ'])
  })

  test('a token of one issuer that names the other one is rejected', async () => {
    const { show, people, machines } = await start()
    for (const [issuer, other] of [
      [people, machines],
      [machines, people],
    ] as const)
      await expect(show(await issuer.sign({ iss: other.issuer }))).rejects.toThrow(
        new UnauthenticatedError('The token is not valid.'),
      )
  })

  test('a token of an unknown issuer is rejected without a quote, and no issuer is asked', async () => {
    const { show, people, machines, logger } = await start()
    for (const iss of ['https://elsewhere.example', undefined, 1, 'x'.repeat(5_000)]) {
      const token = await people.sign({ iss })
      await expect(show(token)).rejects.toThrow(new UnauthenticatedError('The token is from another issuer.'))
    }
    expect([people.requests, machines.requests]).toEqual([0, 0])
    expect(JSON.stringify(logger.lines)).not.toContain('elsewhere')
  })

  test('no issuer is asked for a token of the file, nor for a misspelt one', async () => {
    const { show, people, machines, token } = await start()
    expect(await show(token.token)).toMatchObject({ subject: 'alice' })
    for (const text of [`${token.token}x`, 'x.y.z', '..', 'e30.e30.e30'])
      await expect(show(text)).rejects.toThrow(UnauthenticatedError)
    expect([people.requests, machines.requests]).toEqual([0, 0])
  })

  test('each audience of an issuer is accepted, and no other one', async () => {
    const { show, people } = await start()
    expect(await show(await people.sign({ aud: 'another-audience' }))).toMatchObject({
      subject: 'people-alice',
    })
    await expect(show(await people.sign({ aud: 'third' }))).rejects.toThrow(
      'The token is for another audience.',
    )
  })

  test('an issuer that cannot be reached affects only its own tokens', async () => {
    const { show, people, machines, token } = await start()
    people.behave('failing')
    await expect(show(await people.sign())).rejects.toThrow(AuthenticationUnavailableError)
    expect(await show(await machines.sign())).toMatchObject({ subject: 'machines-alice' })
    expect(await show(token.token)).toMatchObject({ subject: 'alice' })
  })
})

describe('the subject', () => {
  test('comes from the claim that the issuer names', async () => {
    const { show, people, entries, file } = await start()
    await file.write({ roles, issuers: [{ ...entries[0], subjectClaim: 'oid' }] })
    await waitUntil(async () => {
      const viewer = await show(await people.sign({ oid: 'object-1' }))
      return viewer.subject === 'people-object-1'
    })
    await expect(show(await people.sign())).rejects.toThrow(
      "The claim 'oid' of the token is missing or not valid.",
    )
    await expect(show(await people.sign({ oid: ['object-1'] }))).rejects.toThrow(
      "The token's subject ('oid') is not valid. It must have 1 to 256 characters and not be 'anonymous'.",
    )
  })

  test('can be an email address only if the issuer has verified it', async () => {
    const { show, people, entries, file } = await start()
    await file.write({ roles, issuers: [{ ...entries[0], subjectClaim: 'email' }] })
    const email = 'alice@example.com'
    await waitUntil(async () => {
      const viewer = await show(await people.sign({ email, email_verified: true })).catch(() => undefined)
      return viewer?.subject === 'people-alice@example.com'
    })
    for (const verified of [undefined, false, 'false'])
      await expect(show(await people.sign({ email, email_verified: verified }))).rejects.toThrow(
        "The token's subject ('email') is not verified: the claim 'email_verified' is not true.",
      )
  })

  test('has at most 256 characters with its prefix', async () => {
    const { show, people } = await start()
    const longest = 'x'.repeat(256 - 'people-'.length)
    expect((await show(await people.sign({ sub: longest }))).subject).toHaveLength(256)
    await expect(show(await people.sign({ sub: `${longest}x` }))).rejects.toThrow(UnauthenticatedError)
  })
})

describe('when the policy file changes', () => {
  test('the streams of a removed issuer end, and its tokens are rejected', async () => {
    const { auth, show, people, machines, token, entries, policy, file } = await start()
    const [ofPeople, ofMachines] = [await people.sign(), await machines.sign()]
    const ends = [
      endOf(auth, await show(ofPeople)),
      endOf(auth, await show(ofMachines)),
      endOf(auth, await show(token.token)),
    ]
    await file.write({ ...policy, issuers: [entries[1]] })
    await waitUntil(() => ends[0]?.length === 1)
    expect(ends).toEqual([[REVOKED], [], []])
    await expect(show(ofPeople)).rejects.toThrow(UnauthenticatedError)
    expect(await show(ofMachines)).toMatchObject({ subject: 'machines-alice' })
  })

  test('an empty list of issuers ends the streams of all of them, and tokens remain valid', async () => {
    const { auth, show, people, token, policy, file } = await start()
    const reasons = endOf(auth, await show(await people.sign()))
    await file.write({ ...policy, issuers: [] })
    await waitUntil(() => reasons.length > 0)
    await expect(show(await people.sign())).rejects.toThrow(
      new UnauthenticatedError('The token is not valid.'),
    )
    expect(await show(token.token)).toMatchObject({ subject: 'alice' })
  })

  test('the streams of a changed issuer end, without a new read of its keys', async () => {
    const { auth, show, people, machines, entries, policy, file } = await start()
    const reasons = endOf(auth, await show(await people.sign()))
    const others = endOf(auth, await show(await machines.sign()))
    await file.write({ ...policy, issuers: [{ ...entries[0], subjectPrefix: 'humans-' }, entries[1]] })
    await waitUntil(() => reasons.length > 0)
    expect(others).toEqual([])
    expect(await show(await people.sign())).toMatchObject({ subject: 'humans-alice' })
    expect([people.requests, machines.requests]).toEqual([1, 1])
  })

  test('an added issuer is accepted, and no stream ends', async () => {
    const { auth, show, people, clock, entries, policy, file } = await start()
    const added = await startIssuer(() => clock.now(), 'https://added.example')
    used.push(added)
    const reasons = endOf(auth, await show(await people.sign()))
    const entry = { ...entries[0], issuer: added.issuer, jwks: added.jwksUrl, subjectPrefix: 'added-' }
    await file.write({ ...policy, issuers: [...entries, entry] })
    await waitUntil(async () => {
      const viewer = await show(await added.sign()).catch(() => undefined)
      return viewer?.subject === 'added-alice'
    })
    expect(reasons).toEqual([])
  })

  test('an added issuer whose key file is missing is unavailable until the file exists', async () => {
    const { show, people, clock, logger, entries, policy, file } = await start()
    const keys = await temporaryFile(people.jwks())
    await keys[Symbol.asyncDispose]()
    await file.write({ ...policy, issuers: [{ ...entries[0], jwks: keys.path }, entries[1]] })
    const token = await people.sign()
    await waitUntil(async () => {
      const error = await show(token).catch((error: unknown) => error)
      return error instanceof AuthenticationUnavailableError
    })
    expect(logger.lines.filter(({ message }) => message.startsWith('could not open'))).toHaveLength(1)
    const present = await temporaryFile(people.jwks())
    used.push(present)
    await file.write({ ...policy, issuers: [{ ...entries[0], jwks: present.path }, entries[1]] })
    await clock.pass(5_000)
    await waitUntil(async () => (await show(token).catch(() => undefined)) !== undefined)
  })

  test('the streams of a caller end when a rule for its issuer changes', async () => {
    const rule = { issuer: 'https://people.example', claim: 'groups', value: 'a', roles: ['reader'] }
    const { auth, show, people, machines, policy, file } = await start({ claims: [rule] })
    const ends = [
      endOf(auth, await show(await people.sign({ groups: 'a' }))),
      endOf(auth, await show(await machines.sign({ groups: 'a' }))),
    ]
    await file.write({ ...policy, claims: [{ ...rule, roles: ['operator'] }] })
    await waitUntil(() => ends[0]?.length === 1)
    expect(ends[1]).toEqual([])
  })
})

describe('claims that the issuer left out of a token', () => {
  const claims = [
    { issuer: 'https://people.example', claim: 'groups', value: 'a', roles: ['reader'] },
    { issuer: 'https://people.example', claim: ['resources', 'kms'], value: 'a', roles: ['reader'] },
  ]
  test.each<[claims: object, omitted: readonly string[] | undefined]>([
    [{ hasgroups: true }, ['groups']],
    [{ hasgroups: 'true' }, ['groups']],
    [{ hasgroups: false }, undefined],
    [{ _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://x' } } }, ['groups']],
    [{ _claim_names: { groups: 'src1', resources: 'src1' } }, ['groups', 'resources']],
    [{ _claim_names: { roles: 'src1' } }, undefined],
    [{ _claim_names: 'groups' }, undefined],
    [{ hasgroups: true, groups: [] }, undefined],
    [{}, undefined],
  ])('%j are known to the viewer: %j', async (left, omitted) => {
    const { show, people, logger } = await start({ claims })
    expect((await show(await people.sign({ ...left }))).omittedClaims).toEqual(omitted)
    expect(logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(omitted ? 1 : 0)
  })

  test('are logged once an hour for each subject, with the subject, the issuer and the claims', async () => {
    const { show, people, clock, logger } = await start({ claims })
    const warnings = () => logger.lines.filter(({ level }) => level === 'warn')
    for (const sub of ['alice', 'bob', 'alice', 'bob'])
      await show(await people.sign({ sub, hasgroups: true }))
    expect(warnings().map(({ fields }) => fields)).toEqual(
      ['people-alice', 'people-bob'].map((subject) => ({
        subject,
        issuer: 'https://people.example',
        claims: ['groups'],
      })),
    )
    await clock.pass(3_600_000)
    await show(await people.sign({ hasgroups: true }))
    expect(warnings()).toHaveLength(3)
  })

  test('are not logged if no rule of the issuer needs them', async () => {
    const { show, machines, logger } = await start({ claims })
    const token = await machines.sign({ hasgroups: true, _claim_names: { groups: 'src1' } })
    expect((await show(token)).omittedClaims).toBeUndefined()
    expect(logger.lines.filter(({ level }) => level === 'warn')).toEqual([])
  })
})

describe('the start is rejected', () => {
  const sha256 = 'ab'.repeat(32)
  const issuer = { issuer: 'https://a.example', audience: 'kms', jwks: 'https://a.example/jwks' }
  const flags = {
    issuer: 'https://b.example',
    audience: 'kms',
    jwks: 'https://b.example/jwks',
    algorithms: ['ES256'],
  }
  const inFile = (policyFile: string): AuthSettings => ({ kind: 'jwt', policyFile })
  const inFlags = (policyFile: string): AuthSettings => ({ kind: 'jwt', policyFile, ...flags })
  const withTokens = (policyFile: string): AuthSettings => ({ kind: 'tokens', policyFile })

  test.each<[settings: (policyFile: string) => AuthSettings, policy: object, says: string]>([
    [
      inFile,
      { roles },
      "the file has no member 'issuers', which --auth jwt requires. Add it, or set --jwt-issuer, --jwt-audience and --jwt-jwks.",
    ],
    [
      withTokens,
      { roles, issuers: [issuer] },
      'issuers has no effect with --auth tokens. Remove it, or use --auth jwt, which accepts the tokens too.',
    ],
    [
      inFlags,
      { roles, issuers: [issuer] },
      "the file has the member 'issuers', and --jwt-issuer sets an issuer too. Add that issuer to the file and remove the --jwt- settings.",
    ],
    [
      inFlags,
      { roles, tokens: [{ sha256, subject: 'alice' }] },
      "the file has tokens, and a caller of --jwt-issuer could have the same subject as a token. Replace the --jwt- settings with the member 'issuers', whose entries have a subjectPrefix, or remove the tokens.",
    ],
  ])('with %o and the policy %j', async (settingsWith, policy, says) => {
    await using file = await temporaryFile(policy)
    const opened = openAuthenticator(settingsWith(file.path), { logger: createMemoryLogger() })
    await expect(opened).rejects.toThrow(new StartupError(`${file.path}: ${says}`))
  })

  test('if the key file of an issuer does not exist', async () => {
    await using file = await temporaryFile({ roles, issuers: [{ ...issuer, jwks: '/nowhere/jwks.json' }] })
    const opened = openAuthenticator({ kind: 'jwt', policyFile: file.path }, { logger: createMemoryLogger() })
    await expect(opened).rejects.toThrow('the JWKS file /nowhere/jwks.json cannot be read (ENOENT).')
  })
})

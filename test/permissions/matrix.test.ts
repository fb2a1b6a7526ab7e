import { generateKeyPair } from 'jose'
import type { CryptoKey } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAuthenticator } from '../../src/auth/open-authenticator.ts'
import { systemClock } from '../../src/clock.ts'
import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import { outputFields } from '../schema/schema-elements.ts'
import { NAMES, TRANSPORTS, statusOver } from '../server/transports.ts'
import type { Answered } from '../server/transports.ts'
import { requested } from '../store/requests.ts'
import { makeToken, temporaryFile } from '../support/credentials.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { startIssuer } from '../support/issuer.ts'
import type { Issuer } from '../support/issuer.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'

type Permission = 'ROTATION_READ' | 'ROTATION_WRITE' | 'ADMIN'

interface Rule {
  readonly needs: Permission | 'nothing'
  /** The arguments and selection of the field, for the key `$arn` with the global ID `$id`. */
  readonly rest: string
}

const change: Rule = { needs: 'ROTATION_WRITE', rest: '(input: { key: { arn: $arn } }) { __typename }' }

/**
 * The permission that each root field needs, and each other field that needs a further permission. A new field fails the
 * test until it has a rule.
 */
const RULES: Readonly<Record<string, Rule>> = {
  'Query.gateway': { needs: 'nothing', rest: '{ version }' },
  'Query.rateLimit': { needs: 'nothing', rest: '{ cost }' },
  'Query.viewer': { needs: 'nothing', rest: '{ __typename }' },
  'Query.key': { needs: 'ROTATION_READ', rest: '(by: { arn: $arn }) { displayName }' },
  'Query.keys': { needs: 'ROTATION_READ', rest: '{ nodes { displayName } }' },
  'Query.fleet': { needs: 'ROTATION_READ', rest: '{ keyCount }' },
  'Query.rotations': { needs: 'ROTATION_READ', rest: '{ nodes { type } }' },
  'Query.upcoming': {
    needs: 'ROTATION_READ',
    rest: `(until: "${new Date(Date.now() + 100 * 86_400_000).toISOString()}") { keyCount }`,
  },
  'Query.node': { needs: 'ROTATION_READ', rest: '(id: $id) { __typename }' },
  'Query.nodes': { needs: 'ROTATION_READ', rest: '(ids: [$id]) { __typename }' },
  'Query.rotationEvents': {
    needs: 'ROTATION_READ',
    rest: '(filter: { keys: [$id] }) { nodes { occurredAt } }',
  },
  'Query.changes': { needs: 'ROTATION_READ', rest: '{ nodes { kind } }' },
  'Query.rotationPolicy': { needs: 'ROTATION_READ', rest: '{ rules { ruleId } }' },
  'Query.rotationRequests': { needs: 'ROTATION_READ', rest: '{ nodes { status } }' },
  'Query.scopes': { needs: 'ROTATION_READ', rest: '{ region }' },
  'Mutation.disableKeyRotation': change,
  'Mutation.enableKeyRotation': change,
  'Mutation.rotateKeyOnDemand': change,
  'Subscription.rotationCompleted': {
    needs: 'ROTATION_READ',
    rest: '(keys: [$id], after: $after) { __typename }',
  },
  'Subscription.rotationEvents': {
    needs: 'ROTATION_READ',
    rest: '(filter: { keys: [$id] }, after: $after) { __typename }',
  },
  'Subscription.rotationRequest': { needs: 'ROTATION_READ', rest: '(id: $request) { status }' },
  'Key.rotationEvents': { needs: 'ROTATION_READ', rest: '{ nodes { occurredAt } }' },
  'Scope.kmsBudgets': { needs: 'ADMIN', rest: '{ operation }' },
  'Scope.backgroundCost': { needs: 'ADMIN', rest: '{ followedKeys }' },
}

/** Documents that select a field below the root; `^` is the place of the field. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  Key: 'query ($arn: String!) { key(by: { arn: $arn }) { ^ } }',
  Scope: 'query { scopes { ^ } }',
}

/** The sources of subjects. Each of them has a caller with the name `administrator`. */
interface Sources {
  readonly people: Issuer
  readonly machines: Issuer
  readonly token: string
  /** A key of neither issuer. */
  readonly strangerKey: CryptoKey
}

interface Caller {
  /** Undefined if the credential is invalid. */
  readonly permissions: readonly Permission[] | undefined
  readonly credential: (sources: Sources) => Promise<string | undefined>
}

const seconds = () => Math.floor(Date.now() / 1_000)
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const CALLERS: Readonly<Record<string, Caller>> = {
  anonymous: { permissions: [], credential: () => Promise.resolve(undefined) },
  'a reader of some keys': {
    permissions: ['ROTATION_READ'],
    credential: ({ people }) => people.sign({ sub: 'reader' }),
  },
  'a rotator of some keys': {
    permissions: ['ROTATION_READ', 'ROTATION_WRITE'],
    credential: ({ people }) => people.sign({ sub: 'rotator' }),
  },
  'an administrator': {
    permissions: ['ROTATION_READ', 'ROTATION_WRITE', 'ADMIN'],
    credential: ({ people }) => people.sign({ sub: 'administrator' }),
  },
  'a caller without a role': {
    permissions: [],
    credential: ({ people }) => people.sign({ sub: 'no-roles' }),
  },
  'an administrator whose token has expired': {
    permissions: undefined,
    credential: ({ people }) => people.sign({ sub: 'administrator', exp: seconds() - 60 }),
  },
  'a forger': {
    permissions: undefined,
    credential: ({ people, strangerKey: key }) => people.sign({ sub: 'administrator' }, { key }),
  },
  'an administrator of something else': {
    permissions: undefined,
    credential: ({ people }) => people.sign({ sub: 'administrator', aud: 'another-service' }),
  },
  'a token with alg: none': {
    permissions: undefined,
    credential: ({ people: { issuer, audience } }) => {
      const claims = { iss: issuer, aud: audience, sub: 'administrator', exp: seconds() + 600 }
      return Promise.resolve(`${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.`)
    },
  },
  'a machine with the name of an administrator': {
    permissions: [],
    credential: ({ machines }) => machines.sign({ sub: 'administrator' }),
  },
  'a machine with the prefix and the name of an administrator': {
    permissions: [],
    credential: ({ machines }) => machines.sign({ sub: 'people-administrator' }),
  },
  'a machine that says that it is of the issuer of people': {
    permissions: undefined,
    credential: ({ people, machines }) => machines.sign({ iss: people.issuer, sub: 'administrator' }),
  },
  'a machine whose claim grants a role to machines': {
    permissions: ['ROTATION_READ', 'ROTATION_WRITE'],
    credential: ({ machines }) => machines.sign({ groups: ['rotators'] }),
  },
  'a person whose claim grants a role to machines': {
    permissions: [],
    credential: ({ people }) => people.sign({ groups: ['rotators'] }),
  },
  'a token of the policy file with the name of an administrator': {
    permissions: ['ROTATION_READ'],
    credential: ({ token }) => Promise.resolve(token),
  },
  'a token of an unknown issuer': {
    permissions: undefined,
    credential: ({ people }) => people.sign({ iss: 'https://elsewhere.example', sub: 'administrator' }),
  },
}

const entryOf = ({ issuer, audience, jwksUrl: jwks }: Issuer) => ({ issuer, audience, jwks })

const ROOTS = new Set(['Query', 'Mutation', 'Subscription'])
const typeOf = (path: string) => path.split('.')[0] ?? ''
const isGuarded = ({ path, field }: (typeof outputFields)[number]) =>
  ROOTS.has(typeOf(path)) || 'requiresPermission' in Object(field.extensions['directives'])
type Transport = (typeof NAMES)[number]
const paths = outputFields.filter(isGuarded).map(({ path }) => path)

function ruleOf(path: string): Rule {
  const rule = RULES[path]
  if (!rule) throw new Error(`${path} does not have a rule.`)
  return rule
}

function documentFor(path: string): string {
  const [type = '', name = ''] = path.split('.')
  const selection = `${name}${ruleOf(path).rest}`
  const types = { arn: 'String!', id: 'ID!', after: 'String', request: 'ID!' }
  const used = Object.entries(types).filter(([variable]) => new RegExp(`\\$${variable}\\b`).test(selection))
  const declared = used.map(([variable, type]) => `$${variable}: ${type}`).join(', ')
  const document = DOCUMENTS[type]
  return document
    ? document.replace('^', selection)
    : `${type.toLowerCase()} ${declared ? `(${declared})` : ''} { ${selection} }`
}

let gateway: TestGateway
let url: string
const credentials = new Map<string, string | undefined>()
const closing: AsyncDisposable[] = []
type Variables = Readonly<Record<'arn' | 'id' | 'request', string>> & { readonly after?: string | undefined }
let own: Variables
let hidden: Variables
let absent: Variables

beforeAll(async () => {
  const people = await startIssuer(Date.now, 'https://people.example')
  const machines = await startIssuer(Date.now, 'https://machines.example')
  const { token, entry } = makeToken('administrator', ['reader'])
  const keys = [{ alias: 'orders-*' }]
  const policy = await temporaryFile({
    roles: {
      reader: { permissions: ['ROTATION_READ'], keys },
      rotator: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'], keys },
      administrator: { permissions: ['ROTATION_READ', 'ROTATION_WRITE', 'ADMIN'] },
    },
    issuers: [
      { ...entryOf(people), subjectPrefix: 'people-' },
      { ...entryOf(machines), subjectPrefix: 'machines-' },
    ],
    tokens: [entry],
    subjects: {
      'people-reader': ['reader'],
      'people-rotator': ['rotator'],
      'people-administrator': ['administrator'],
    },
    claims: [{ issuer: machines.issuer, claim: 'groups', value: 'rotators', roles: ['rotator'] }],
  })
  const auth = await openAuthenticator(
    { kind: 'jwt', policyFile: policy.path },
    { logger: createMemoryLogger(), clock: systemClock, pollIntervalMs: 1_000 },
  )
  const requests = createMemoryRequestStore({ now: () => Date.now() })
  gateway = await startGateway({
    settings: { isThrottling: false },
    gateway: { auth, requests, rateLimit: false, inventory: {} },
  })
  closing.push(gateway, people, machines, policy)
  ;({ url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 }))
  const strangerKey = (await generateKeyPair('ES256')).privateKey
  for (const [name, { credential }] of Object.entries(CALLERS)) {
    const sent = await credential({ people, machines, token, strangerKey })
    credentials.set(name, sent && `Bearer ${sent}`)
  }

  const about = async (arn: string): Promise<Variables> => {
    const request = requested({ keyArn: arn })
    await requests.save(request)
    const idOf = (type: string, id: string) => Buffer.from(`1:${type}:${id}`).toString('base64url')
    return { arn, id: idOf('Key', arn), request: idOf('RotationRequest', request.id) }
  }
  const create = (alias: string) => gateway.emulator.createKey({ aliases: [alias] }).arn
  const hiddenArn = create('payments')
  own = await about(create('orders-api'))
  hidden = await about(hiddenArn)
  absent = await about(hiddenArn.replace(/[^/]*$/, '00000000-0000-4000-8000-000000000000'))
  const { data } = await TRANSPORTS.POST(url, {
    query:
      'query ($id: ID!) { rotationEvents(filter: { keys: [$id] }, first: 0) { pageInfo { endCursor } } }',
    variables: { ...own },
    authorization: credentials.get('an administrator'),
  })
  const page = Object(data?.['rotationEvents'])
  own = { ...own, after: page.pageInfo.endCursor }
  // The events that the streams deliver for the key.
  await gateway.kms[0]?.rotateKeyOnDemand(own.arn)
})
afterAll(async () => {
  for (const each of closing) await each[Symbol.asyncDispose]()
})

const ask = (caller: string, path: string, transport: Transport, variables: Variables) =>
  TRANSPORTS[transport](url, {
    query: documentFor(path),
    variables: { ...variables },
    authorization: credentials.get(caller),
  })

const codesOf = ({ errors }: Answered) => [...new Set(errors?.map(({ extensions }) => extensions?.['code']))]
const CHANGES = ['RotateKeyOnDemand', 'EnableKeyRotation', 'DisableKeyRotation'] as const
const changes = () => CHANGES.reduce((sum, operation) => sum + gateway.emulator.calls(operation), 0)

/** Whether a transport supports the operation type: GET has no mutations, and only SSE and WebSocket have subscriptions. */
function isOver(type: string, transport: Transport): boolean {
  if (type === 'Mutation') return transport !== 'GET'
  return type !== 'Subscription' || transport === 'SSE' || transport === 'WebSocket'
}

/** The error codes and the HTTP status, the close code, or `answered`. */
function outcomeOf(answer: Answered): string {
  if (answer.closed) return `closed with ${answer.closed}`
  if (answer.errors) return [...codesOf(answer), answer.status].filter(Boolean).join(' ')
  return Object.values(answer.data ?? {}).every(Boolean) ? 'answered' : 'answered with null'
}

function expectedOutcome(caller: string, path: string, transport: Transport): string {
  const permissions = CALLERS[caller]?.permissions
  const { needs } = ruleOf(path)
  const type = typeOf(path)
  const rejected = (code: string, status: number) =>
    [code, statusOver(transport, status)].filter(Boolean).join(' ')
  if (!permissions && transport === 'WebSocket') return 'closed with 4403'
  if (!isOver(type, transport))
    return type === 'Mutation' ? rejected('METHOD_NOT_ALLOWED', 405) : rejected('NOT_ACCEPTABLE', 406)
  if (!permissions || (caller === 'anonymous' && needs !== 'nothing')) return rejected('UNAUTHENTICATED', 401)
  if (needs !== 'nothing' && !permissions.includes(needs)) return rejected('FORBIDDEN', 200)
  return 'answered'
}

test('every root field and every field with a permission has a rule in this test', () => {
  expect(paths.toSorted()).toEqual(Object.keys(RULES).toSorted())
})

describe.each(Object.keys(CALLERS))('%s', (caller) => {
  test.each(paths.flatMap((path) => NAMES.map((transport) => [path, transport] as const)))(
    'gets the outcome of the rule for %s over %s, and a rejected operation changes nothing',
    async (path, transport) => {
      const expected = expectedOutcome(caller, path, transport)
      const before = changes()
      const answer = await ask(caller, path, transport, own)
      expect(outcomeOf(answer)).toBe(expected)
      expect(changes() - before).toBeLessThanOrEqual(
        expected === 'answered' && typeOf(path) === 'Mutation' ? 1 : 0,
      )
    },
  )
})

describe.each(['a reader of some keys', 'a rotator of some keys'])('%s', (caller) => {
  // A stream of hidden keys delivers nothing, like a stream of absent keys: see events.test.ts.
  const about = paths.filter((path) => /\$(?!.*\$after)(arn|id|request)\b/.test(documentFor(path)))
  const cells = about.flatMap((path) =>
    NAMES.filter((transport) => isOver(typeOf(path), transport)).map(
      (transport) => [path, transport] as const,
    ),
  )

  test.each(cells)(
    'gets the same response from %s over %s for a hidden key and an absent key',
    async (path, transport) => {
      const before = changes()
      const shown = async (variables: Variables) => {
        const { data, errors, closed } = await ask(caller, path, transport, variables)
        const text = JSON.stringify({ data, errors, closed }, (name, value: unknown) =>
          name === 'requestId' ? undefined : value,
        )
        return [variables.arn, variables.id, variables.request].reduce(
          (text, value) => text.replaceAll(value, '…'),
          text,
        )
      }
      expect(await shown(hidden)).toBe(await shown(absent))
      expect(changes()).toBe(before)
    },
  )
})

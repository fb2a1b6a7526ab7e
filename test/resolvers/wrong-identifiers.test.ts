import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TRANSPORTS } from '../server/transports.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'

const ARN = 'arn:aws:kms:us-east-1:111122223333'
const KEY_ID = '0f0f0f0f-1111-4222-8333-444455556666'
const KEY_ARN = `${ARN}:key/${KEY_ID}`
const idOf = (typename: string, id: string) => Buffer.from(`1:${typename}:${id}`).toString('base64url')
const lookUp = (member: string, text: string) =>
  `Look the key up with key(by: {${member}: "${text}"}) and pass its id.`

let gateway: TestGateway
let url: string
beforeAll(async () => {
  gateway = await startGateway({ speed: 0, regions: ['us-east-1', 'eu-west-1'] })
  url = (await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })).url
})
afterAll(() => gateway[Symbol.asyncDispose]())

/** Values that are not the global ID of a key, and the advice in the error message. */
const NOT_IDS: readonly (readonly [string, string, string])[] = [
  ['an alias', 'alias/orders', lookUp('alias', 'alias/orders')],
  ['an alias ARN', `${ARN}:alias/orders`, lookUp('alias', `${ARN}:alias/orders`)],
  ['a key ARN', KEY_ARN, lookUp('arn', KEY_ARN)],
  ['a key ID', KEY_ID, lookUp('keyId', KEY_ID)],
  ['a multi-Region key ID', `mrk-${'0'.repeat(32)}`, lookUp('keyId', `mrk-${'0'.repeat(32)}`)],
  ['a key ARN without a Region', `arn:aws:kms::111122223333:key/${KEY_ID}`, 'Pass the whole ARN as arn'],
  [
    'the ARN of another service',
    'arn:aws:iam::111122223333:role/x',
    'Pass the ID, ARN or alias of a KMS key',
  ],
  ['the end of an ARN', `key/${KEY_ID}`, 'Pass the whole ARN as arn, or the part after key/ as keyId'],
  ['a key material ID', 'a'.repeat(64), 'Pass the ID, ARN or alias of the key that the material belongs to'],
  [
    'the id of a Region',
    idOf('Scope', 'us-east-1'),
    'is the ID of a Scope, not of a Key. Pass the value of Key.id',
  ],
  ['the id of a request', idOf('RotationRequest', 'x'), 'is the ID of a RotationRequest, not of a Key'],
  [
    'the id of a key in a Region that is not served',
    idOf('Key', KEY_ARN.replace('us-east-1', 'ap-south-1')),
    'is in 111122223333/ap-south-1, which this gateway does not serve. It serves 111122223333/us-east-1, 111122223333/eu-west-1. Use a gateway that serves 111122223333/ap-south-1',
  ],
]

const MUTATIONS = ['rotateKeyOnDemand', 'enableKeyRotation', 'disableKeyRotation']
const QUERIES: readonly (readonly [string, string, string])[] = [
  ['Query.key', 'ID!', '{ key(by: { id: $id }) { arn } }'],
  ['Query.rotationEvents', 'ID!', '{ rotationEvents(filter: { keys: [$id] }) { __typename } }'],
]
const STREAMS: readonly (readonly [string, string])[] = [
  ['rotationCompleted', '{ rotationCompleted(keys: [$id]) { __typename } }'],
  ['rotationEvents', '{ rotationEvents(filter: { keys: [$id] }) { __typename } }'],
]

describe.each(NOT_IDS)('%s in place of the ID of a key', (_, id, advice) => {
  test.each(MUTATIONS)(
    'is an InvalidInputError of %s that explains the value and what to do',
    async (field) => {
      const query = `mutation ($id: ID!) { ${field}(input: { key: { id: $id } }) { __typename ... on InvalidInputError { issues { path message } } } }`
      const { data } = await TRANSPORTS.POST(url, { query, variables: { id } })
      expect(data?.[field]).toEqual({
        __typename: 'InvalidInputError',
        issues: [{ path: ['input', 'key', 'id'], message: expect.stringContaining(advice) }],
      })
    },
  )

  test.each(QUERIES)(
    'is an error of %s that explains the value and what to do',
    async (__, type, selection) => {
      const query = `query ($id: ${type}) ${selection}`
      const { errors } = await TRANSPORTS.POST(url, { query, variables: { id } })
      expect(errors).toMatchObject([
        { message: expect.stringContaining(advice), extensions: { code: 'BAD_USER_INPUT' } },
      ])
    },
  )

  test.each(STREAMS)('is an error of the subscription %s', async (__, selection) => {
    const query = `subscription ($id: ID!) ${selection}`
    for (const transport of ['SSE', 'WebSocket'] as const) {
      const { errors } = await TRANSPORTS[transport](url, { query, variables: { id } })
      expect(errors).toMatchObject([
        { message: expect.stringContaining(advice), extensions: { code: 'BAD_USER_INPUT' } },
      ])
    }
  })
})

describe('an identifier in the wrong field', () => {
  const ID = idOf('Key', KEY_ARN)
  test.each<[string, string, string, string]>([
    [
      'arn',
      'alias/orders',
      'It is an alias. Pass it as alias instead of arn.',
      lookUp('alias', 'alias/orders'),
    ],
    ['arn', KEY_ID, 'It is a key ID. Pass it as keyId instead of arn.', 'Pass it as keyId instead of arn.'],
    [
      'arn',
      ID,
      'Pass it as id instead of arn.',
      'It is the global ID of a Key. Pass it as id instead of arn.',
    ],
    ['arn', `arn:aws:kms::111122223333:key/${KEY_ID}`, 'without a Region', 'Pass the whole ARN as arn'],
    [
      'keyId',
      KEY_ARN,
      'It is a key ARN. Pass it as arn instead of keyId.',
      'Pass it as arn instead of keyId.',
    ],
    ['keyId', 'alias/orders', 'Pass it as alias instead of keyId.', lookUp('alias', 'alias/orders')],
    ['keyId', ID, 'Pass it as id instead of keyId.', 'Pass it as id instead of keyId.'],
    [
      'keyId',
      idOf('Scope', 'us-east-1'),
      'It is the global ID of a Scope.',
      'It is the global ID of a Scope.',
    ],
  ])('%s: %s is rejected with the correct field', async (member, text, forQuery, forChange) => {
    const variables = { text }
    const { errors } = await TRANSPORTS.POST(url, {
      query: `query ($text: String!) { key(by: { ${member}: $text }) { arn } }`,
      variables,
    })
    expect(errors).toMatchObject([
      { message: expect.stringContaining(forQuery), extensions: { code: 'BAD_USER_INPUT' } },
    ])
    const { data } = await TRANSPORTS.POST(url, {
      query: `mutation ($text: String!) { rotateKeyOnDemand(input: { key: { ${member}: $text } }) { ... on InvalidInputError { issues { path message } } } }`,
      variables,
    })
    expect(data).toEqual({
      rotateKeyOnDemand: {
        issues: [{ path: ['input', 'key', member], message: expect.stringContaining(forChange) }],
      },
    })
  })

  test('a key ARN as alias is rejected with the correct field', async () => {
    const query = `{ key(by: { alias: "${KEY_ARN}" }) { arn } }`
    const { errors } = await TRANSPORTS.POST(url, { query })
    expect(errors?.[0]?.message).toContain('It is a key ARN. Pass it as arn instead of alias.')
  })
})

test.each(['POST', 'SSE', 'WebSocket'] as const)(
  'the member alias of a mutation is rejected with the way to the key, over %s',
  async (transport) => {
    const advice = 'Look the key up with key(by: {alias: "…"}) and pass its id.'
    const ask = TRANSPORTS[transport]
    const inDocument = await ask(url, {
      query: 'mutation { rotateKeyOnDemand(input: { key: { alias: "alias/x" } }) { __typename } }',
    })
    expect(inDocument.errors?.map(({ message }) => message)).toContainEqual(expect.stringContaining(advice))
    const inVariable = await ask(url, {
      query: 'mutation ($input: RotateKeyOnDemandInput!) { rotateKeyOnDemand(input: $input) { __typename } }',
      variables: { input: { key: { alias: 'alias/x' } } },
    })
    expect(inVariable.errors?.map(({ message }) => message)).toContainEqual(expect.stringContaining(advice))
    for (const { extensions } of [...(inDocument.errors ?? []), ...(inVariable.errors ?? [])])
      expect(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']).toContain(extensions?.['code'])
  },
)

test.each([
  ['a key ARN', KEY_ARN, lookUp('arn', KEY_ARN)],
  ['an alias', 'alias/orders', lookUp('alias', 'alias/orders')],
])('%s is an error of node that explains the value', async (_, id, advice) => {
  const { errors } = await TRANSPORTS.POST(url, {
    query: 'query ($id: ID!) { node(id: $id) { id } }',
    variables: { id },
  })
  expect(errors).toMatchObject([
    { message: expect.stringContaining(advice), extensions: { code: 'BAD_USER_INPUT' } },
  ])
})

test('a key ARN is an error of rotationRequest that names the required ID', async () => {
  const { errors } = await TRANSPORTS.WebSocket(url, {
    query: 'subscription ($id: ID!) { rotationRequest(id: $id) { id } }',
    variables: { id: KEY_ARN },
  })
  expect(errors).toMatchObject([
    { message: expect.stringContaining('It is a key ARN. Pass the value of RotationRequest.id.') },
  ])
})

import {
  GraphQLError,
  GraphQLList,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { post } from './clients.ts'
import { createToy } from './toy.ts'
import type { Toy } from './toy.ts'
import { TRANSPORTS } from './ask-over.ts'

const refuse = () => {
  throw new Error('secret of a getter')
}
const withGetter = (error: Error, name: string) =>
  Object.defineProperty(error, name, { enumerable: true, get: refuse })

function circular(): Error {
  const outer = new Error('secret outer')
  outer.cause = new Error('secret inner', { cause: outer })
  return outer
}
function ownOriginal(): GraphQLError {
  const error = new GraphQLError('secret original')
  Object.defineProperty(error, 'originalError', { value: error })
  return error
}

/** Values that third-party code may throw. Each contains `secret`. */
const THROWN: Readonly<Record<string, () => unknown>> = {
  'nothing at all': () => undefined,
  null: () => null,
  'a text': () => 'secret',
  'a number': () => 42,
  'a symbol': () => Symbol('secret'),
  'a big number': () => 10n,
  'a function': () => () => 'secret',
  'an object': () => ({ secret: 'secret' }),
  'an object that cannot be shown': () => ({
    toJSON: refuse,
    toString: refuse,
    [Symbol.toPrimitive]: refuse,
  }),
  'an object without a prototype': () => Object.assign(Object.create(null), { secret: 'secret' }),
  'a frozen error': () => Object.freeze(new Error('secret')),
  'an error of errors': () =>
    new AggregateError([new Error('secret one'), new Error('secret two')], 'secret'),
  'an error that causes itself': circular,
  'a huge error': () => new Error('secret'.repeat(200_000)),
  'an error whose message throws': () => withGetter(new Error('secret'), 'message'),
  'an error whose stack throws': () => withGetter(new Error('secret'), 'stack'),
  'an error whose name throws': () => withGetter(new Error('secret'), 'name'),
  'an error with a request on it': () =>
    Object.assign(new Error('secret'), { config: { headers: { authorization: 'secret' } } }),
  'an error of GraphQL without a code': () => new GraphQLError('secret'),
  'an error of GraphQL that calls itself internal': () =>
    new GraphQLError('secret', {
      extensions: { code: 'INTERNAL_SERVER_ERROR', exception: { stacktrace: ['secret'] } },
    }),
  'an error of GraphQL around another': () =>
    new GraphQLError('secret', { extensions: { code: 'FINE' }, originalError: new Error('secret') }),
  'an error of GraphQL around itself': ownOriginal,
  'an error of GraphQL whose extensions throw': () => withGetter(new GraphQLError('secret'), 'extensions'),
  'an error of GraphQL whose code throws': () => {
    const error = new GraphQLError('secret')
    Object.defineProperty(error.extensions, 'code', { enumerable: true, get: refuse })
    return error
  },
  'what calls itself a syntax error': () => new GraphQLError('Syntax Error: secret'),
}

/** A server in which everything can throw that. */
function createThrower(thrown: () => unknown, inContext = false): Toy {
  const raise = (): never => {
    // oxlint-disable-next-line typescript/only-throw-error -- that is what is tested
    throw thrown()
  }
  const text = { type: GraphQLString }
  return createToy({
    schema: new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: {
          resolver: { ...text, resolve: raise },
          rejected: { ...text, resolve: async () => raise() },
          returned: { ...text, resolve: () => (thrown() instanceof Error ? thrown() : raise()) },
          scalar: {
            type: new GraphQLScalarType({ name: 'Odd', serialize: raise }),
            resolve: () => 'value',
          },
          list: {
            type: new GraphQLList(GraphQLString),
            resolve: () =>
              (async function* () {
                yield 'first'
                raise()
              })(),
          },
        },
      }),
      subscription: new GraphQLObjectType({
        name: 'Subscription',
        fields: {
          failing: {
            ...text,
            subscribe: async function* () {
              yield { failing: 'first' }
              raise()
            },
          },
          refused: { ...text, subscribe: raise },
        },
      }),
    }),
    ...(inContext ? { createContext: raise } : {}),
  })
}

describe.each(Object.entries(TRANSPORTS))('over %s', (transport, ask) => {
  test.each(Object.entries(THROWN))('shows only the request ID for %s', async (_, thrown) => {
    const places = ['{ resolver }', '{ rejected }', '{ returned }', '{ scalar }']
    if (transport !== 'HTTP') places.push('subscription { failing }', 'subscription { refused }')
    for (const place of [...places, 'context']) {
      await using toy = createThrower(thrown, place === 'context')
      const { errors } = await ask(toy, place === 'context' ? '{ resolver }' : place)
      expect(errors?.length).toBeGreaterThan(0)
      for (const error of errors ?? [])
        expect(error).toMatchObject({
          message: expect.stringMatching(/^Unexpected error\. Quote request id [\w-]+ when you report it\.$/),
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) },
        })
      expect(JSON.stringify(errors)).not.toContain('secret')
      expect(JSON.stringify(errors).length).toBeLessThan(1_000)
      expect(toy.lines.filter(({ level }) => level === 'error').length).toBeGreaterThan(0)
    }
  })
})

test('the server still responds after each of the thrown values', async () => {
  for (const thrown of Object.values(THROWN)) {
    await using toy = createThrower(thrown)
    for (const query of ['{ list }', '{ resolver }', '{ __typename }']) {
      const response = await toy.server.fetch(new Request('http://gateway.test/graphql', post({ query })))
      expect(await response.text()).not.toContain('secret')
    }
  }
})

test('extensions that a library adds to an error are sent if they are plain values, without internal ones', async () => {
  const circle: Record<string, unknown> = {}
  circle['circle'] = circle
  await using toy = createThrower(
    () =>
      new GraphQLError('As it is.', {
        extensions: {
          code: 'LIMIT',
          limit: 5,
          big: 1n,
          circle,
          stacktrace: 'secret',
          exception: { a: 'secret' },
        },
      }),
  )
  const { errors } = await TRANSPORTS.HTTP(toy, '{ resolver }')
  expect(errors).toMatchObject([{ message: 'As it is.' }])
  expect(errors?.[0]?.extensions).toEqual({ code: 'LIMIT', limit: 5, requestId: expect.any(String) })
})

test('a logger that throws does not change the response', async () => {
  const logger = { debug: refuse, info: () => {}, warn: refuse, error: refuse }
  await using toy = createToy({ logger })
  const { errors } = await TRANSPORTS.HTTP(toy, '{ bug }')
  expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }])
})

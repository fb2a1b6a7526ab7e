import { getIntrospectionQuery, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGateway } from '../../src/gateway.ts'
import { defaultLimits } from '../../src/defaults.ts'
import { measureDocument } from '../../src/server/document/size.ts'
import { TextCache } from '../../src/server/document/text-cache.ts'
import type { DocumentLimits } from '../../src/server/document/use-document-limits.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createToy } from './toy.ts'
import type { Toy } from './toy.ts'
import { NAMES, TRANSPORTS, statusOver } from './transports.ts'

const LIMITS: DocumentLimits = {
  maxQueryTokens: 60,
  maxQueryDepth: 3,
  maxQueryAliases: 4,
  maxQueryDirectives: 4,
  maxQueryRootFields: 8,
}

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ')

/** Documents at a limit and one beyond it, and what the refusal has to quote. */
const CASES: readonly (readonly [
  name: string,
  of: (size: number) => string,
  limit: number,
  quotes: readonly RegExp[],
])[] = [
  ['tokens', (n) => `{ echo(value: [${repeat(n - 9, () => '1')}]) }`, 60, [/more than 60 tokens/]],
  [
    'levels',
    (n) => `{ __schema ${'{ queryType '.repeat(n - 2)} { name } ${'}'.repeat(n - 2)} }`,
    3,
    [/4 levels deep/, /maximum is 3/],
  ],
  ['aliases', (n) => `{ ${repeat(n, (i) => `a${i}: hello`)} }`, 4, [/5 aliases/, /maximum is 4/]],
  [
    'directives',
    (n) => `{ hello ${repeat(n, () => '@include(if: true)')} }`,
    4,
    [/5 directives/, /maximum is 4/],
  ],
  ['root fields', (n) => `{ ${repeat(n, () => 'hello')} }`, 8, [/9 root fields/, /maximum is 8/]],
]

describe('a document', () => {
  let toy: Toy
  let url: string
  beforeAll(async () => {
    toy = createToy({ documents: { limits: LIMITS, hasIntrospection: true } })
    ;({ url } = await toy.server.listen({ host: '127.0.0.1', port: 0 }))
  })
  afterAll(() => toy[Symbol.asyncDispose]())

  describe.each(NAMES)('over %s', (transport) => {
    test.each(CASES)('with the maximum of %s is accepted', async (_, of, limit) => {
      const { errors = [] } = await TRANSPORTS[transport](url, { query: of(limit) })
      expect(errors.filter(({ extensions }) => extensions?.['code'] === 'DOCUMENT_LIMIT_EXCEEDED')).toEqual(
        [],
      )
    })

    test.each(CASES)(
      'with more %s is rejected with their number and the maximum',
      async (_, of, limit, quotes) => {
        const { status, errors = [], data } = await TRANSPORTS[transport](url, { query: of(limit + 1) })
        expect(data).toBeUndefined()
        expect(errors).toHaveLength(1)
        expect(errors[0]?.extensions).toMatchObject({
          code: 'DOCUMENT_LIMIT_EXCEEDED',
          requestId: expect.any(String),
        })
        for (const quote of quotes) expect(errors[0]?.message).toMatch(quote)
        expect(status).toBe(statusOver(transport, 400))
        // The answer is remembered with the document, and the same.
        const again = await TRANSPORTS[transport](url, { query: of(limit + 1) })
        expect(again.errors?.[0]?.message).toBe(errors[0]?.message)
      },
    )
  })

  test('gets at most ten validation errors', async () => {
    const { errors = [] } = await TRANSPORTS.POST(url, {
      query: `{ ${repeat(4, (i) => `a${i}: hello(x: 1, y: 2, z: 3)`)} }`,
    })
    expect(errors).toHaveLength(11)
    expect(errors.at(-1)?.message).toMatch(/Too many validation errors/)
  })

  test('can use introspection, and errors suggest names', async () => {
    expect((await TRANSPORTS.POST(url, { query: '{ __schema { queryType { name } } }' })).data).toBeTruthy()
    const { errors } = await TRANSPORTS.POST(url, { query: '{ helo }' })
    expect(errors?.[0]?.message).toContain('Did you mean "hello"')
  })
})

describe('without introspection', () => {
  test.each(NAMES)('a document over %s gets no schema and no suggested names', async (transport) => {
    await using toy = createToy({ documents: { limits: LIMITS, hasIntrospection: false } })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    const ask = (query: string) => TRANSPORTS[transport](url, { query })
    const { data, errors } = await ask('{ __schema { queryType { name } } }')
    expect(data).toBeUndefined()
    expect(errors?.[0]?.message).toContain('introspection')
    expect((await ask('{ __type(name: "Query") { name } }')).errors).toHaveLength(1)
    expect((await ask('{ helo }')).errors?.map(({ message }) => message)).toEqual([
      'Cannot query field "helo" on type "Query".',
    ])
    expect((await ask('{ __typename }')).data).toEqual({ __typename: 'Query' })
  })
})

describe('without introspection', () => {
  const query = 'query ($by: KeyBy!) { key(by: $by) { id } }'

  test.each(NAMES)('errors in variables suggest no names, over %s', async (transport) => {
    const kms = createFakeKms()
    await using gateway = createGateway({
      kms: [kms],
      logger: createMemoryLogger(),
      version: '0',
      hasIntrospection: false,
    })
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 })
    const { errors } = await TRANSPORTS[transport](url, { query, variables: { by: { alia: 'x' } } })
    const messages = errors?.map(({ message }) => message).join(' ')
    // graphql 16 and 17.
    expect(messages).toMatch(
      /Field "alia" is not defined by type "KeyBy"\.|type "KeyBy" not to include unknown field "alia"/,
    )
    expect(messages).not.toContain('Did you mean')
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
  })
})

describe('the size of a document', () => {
  test.each<[query: string, size: object]>([
    ['{ a }', { depth: 1, aliases: 0, directives: 0, rootFields: 1 }],
    ['{ x: a b { y: c @d { e } } }', { depth: 3, aliases: 2, directives: 1, rootFields: 2 }],
    ['query @d { a }', { directives: 1 }],
    ['{ ... @d { a b } ... on T { c } }', { depth: 1, directives: 1, rootFields: 3 }],
    [
      '{ ...F ...F } fragment F on T @d { x: a { b } }',
      { depth: 2, aliases: 2, directives: 2, rootFields: 2 },
    ],
    // The largest of several operations counts, separately for each limit.
    ['query A { x: a } query B { a { b } }', { depth: 2, aliases: 1, rootFields: 1 }],
    // Not valid, and measured all the same: circles, and fragments that nobody defined.
    ['{ ...F } fragment F on T { x: a { ...F } }', { depth: 1, aliases: 1 }],
    ['{ ...F } fragment F on T { ...G } fragment G on T { x: a ...F }', { aliases: 1 }],
    ['{ a ...Nobody }', { depth: 1, rootFields: 1 }],
  ])('of %s is %j', (query, size) => {
    expect(measureDocument(parse(query))).toMatchObject(size)
  })

  test('counts a fragment at each spread, and measures it once', () => {
    const levels = Array.from(
      { length: 500 },
      (_, i) => `fragment F${i} on T { x: a ...F${i + 1} ...F${i + 1} }`,
    )
    const { aliases } = measureDocument(parse(`{ ...F0 } ${levels.join(' ')} fragment F500 on T { a }`))
    expect(aliases).toBe(2 ** 500 - 1)
  })

  test('of the introspection query of tools is within the defaults', () => {
    const document = parse(
      getIntrospectionQuery({
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
      { maxTokens: defaultLimits.maxQueryTokens },
    )
    const { depth, aliases, directives } = measureDocument(document)
    expect(depth).toBeLessThanOrEqual(defaultLimits.maxQueryDepth)
    expect(aliases + directives).toBe(0)
  })
})

describe('a cache of texts', () => {
  test('holds at most the maximum of characters, and evicts the least recently used text first', () => {
    const cache = new TextCache<number>(10)
    cache.set('aaaa', 1)
    cache.set('bbbb', 2)
    expect(cache.get('aaaa')).toBe(1)
    cache.set('cccc', 3)
    expect([cache.get('aaaa'), cache.get('bbbb'), cache.get('cccc'), cache.size]).toEqual([
      1,
      undefined,
      3,
      2,
    ])
    cache.set('cccc', 4)
    expect([cache.get('cccc'), cache.size]).toEqual([4, 2])
    cache.set('much longer than it may be', 5)
    expect(cache.size).toBe(0)
  })
})

test('a document with values nested too deeply for the parser is rejected', async () => {
  const limits = { ...LIMITS, maxQueryTokens: 100_000 }
  await using toy = createToy({ documents: { limits, hasIntrospection: true } })
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  for (const transport of NAMES) {
    const { errors } = await TRANSPORTS[transport](url, { query: `{ echo(value: ${'['.repeat(4_500)}` })
    expect(errors).toMatchObject([{ extensions: { code: 'DOCUMENT_LIMIT_EXCEEDED' } }])
  }
})

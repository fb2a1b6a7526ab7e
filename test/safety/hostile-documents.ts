import { readFileSync, readdirSync } from 'node:fs'
import * as fc from 'fast-check'
import { Kind, parse, print } from 'graphql'
import { exampleDocuments } from '../../src/schema/example-documents.ts'

const folder = 'test/documents'
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
const examples = exampleDocuments(undefined).map(({ query }) => query)

/** Each operation of the test documents with the fragments of its file, and GraphiQL's. */
const VALID = [
  ...examples,
  ...texts.flatMap((text) => {
    const { definitions } = parse(text)
    const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
    return definitions
      .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
      .map((operation) => [operation, ...fragments].map(print).join('\n'))
  }),
].filter((text) => !/^\s*mutation/m.test(text) && !/^\s*subscription/m.test(text))

const TOKENS = [...new Set(VALID.join(' ').match(/\w+|[^\s\w]/g))]
const ODD = [
  '\u0000',
  '\ufeff',
  '\u202e',
  '\ud800',
  '💥',
  '"""',
  '"\\u{110000}"',
  '"\\ud800"',
  '1e999',
  '-0',
  '#',
  '...',
]

const token = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...TOKENS) }, fc.constantFrom(...ODD))
const valid = fc.constantFrom(...VALID)

const mutated = fc
  .tuple(
    valid,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('insert', 'replace', 'remove', 'cut'), token), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, edits]) => {
    let tokens: string[] = text.match(/\w+|[^\s\w]/g) ?? []
    for (const [at, how, value] of edits) {
      const place = at % (tokens.length + 1)
      if (how === 'cut') tokens = tokens.slice(0, place)
      else tokens.splice(place, how === 'insert' ? 0 : 1, ...(how === 'remove' ? [] : [value]))
    }
    return tokens.join(' ').replaceAll('. . .', '...')
  })

const deep = fc.nat(30_000).map((depth) => `{${'a{'.repeat(depth)}`)
const deepValue = fc
  .nat(20_000)
  .map((depth) => `{ node(id: ${'['.repeat(depth)}1${']'.repeat(depth)}) { id } }`)
const wide = fc.nat(3_000).map((width) => `{ ${'a: __typename '.repeat(width)}}`)
const circular = fc.constantFrom(
  '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  'query ($a: Int = $a) { keys(first: $a) { nodes { id } } }',
  '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
  'query A { __typename } query A { __typename }',
  'schema { query: Query }',
  '',
)

/** What a client might send as a document. */
export const hostileDocument: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: valid },
  { weight: 10, arbitrary: mutated },
  { weight: 3, arbitrary: fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(' ')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.oneof(deep, deepValue, wide, circular) },
)

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-000000000000'
const base64 = (text: string) => Buffer.from(text).toString('base64url')

/** Ids and cursors: ours, altered, of others, and forged with a body that looks right. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(KEY, 'alias/orders', 'us-east-1', '', '-', 'null', 'x'.repeat(5_000), '__proto__', '../..'),
  fc
    .tuple(
      fc.constantFrom('Key', 'Rotation', 'KeyMaterial', 'RotationRequest', 'Scope', 'Gateway', '__proto__'),
      fc.oneof(fc.constantFrom(KEY, `${KEY}#x`, '#', 'us-east-1', '\u0000'), fc.string({ maxLength: 30 })),
    )
    .map((parts) => base64(['1', ...parts].join(':'))),
  fc.jsonValue({ maxDepth: 2 }).map((value) => base64(`AAAAAAAA${JSON.stringify(value)}`)),
  fc
    .tuple(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }))
    .map((parts) => `s1.${parts.join('.')}.AAAAAAAA`),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

const value = fc.oneof(
  hostileText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(-1, 0, 2 ** 31, 1e308, null),
)
const NAMES = [
  'by',
  'id',
  'ids',
  'arn',
  'after',
  'before',
  'first',
  'last',
  'filter',
  'orderBy',
  'scopes',
  'keys',
  'policy',
]

export const hostileVariables: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 5 })), value, {
      maxKeys: 6,
    }),
  },
  fc.jsonValue({ maxDepth: 2 }),
)

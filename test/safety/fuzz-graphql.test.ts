import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import { post } from '../server/clients.ts'
import {
  expectDocumented,
  forEach,
  fuzzTimeoutMs,
  member,
  runs,
  seed,
  seeded,
  startFuzzed,
} from './fuzzed-program.ts'
import type { FuzzedProgram } from './fuzzed-program.ts'
import { hostileDocument, hostileText, hostileVariables } from './hostile-documents.ts'

const HEADERS = [
  'cache-control',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-request-id',
  'accept',
  'traceparent',
]
const headers = fc.dictionary(
  fc.constantFrom(...HEADERS),
  fc.oneof(
    fc.constantFrom('no-cache', 'max-age=1e9', 'max-age=99999999999999999999', 'application/json', '1.2.3.4'),
    fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/[^ -~]/g, '').trim()),
  ),
  { maxKeys: 2 },
)

async function answered(gateway: FuzzedProgram, init: RequestInit): Promise<readonly string[]> {
  const response = await fetch(`${gateway.url}/graphql`, init)
  expect(response.status).toBeLessThan(500)
  const text = await response.text()
  if (!response.headers.get('content-type')?.includes('json')) return []
  const answer: unknown = JSON.parse(text)
  expect(answer).toSatisfy(
    (value) => member(value, 'data') !== undefined || member(value, 'errors') !== undefined,
  )
  return expectDocumented(answer)
}

test(
  `documents, variables, ids and headers of all kinds are answered, or refused by a documented code ${seeded}`,
  async () => {
    await using emulator = createEmulator({ fleet: 'demo' })
    await using gateway = await startFuzzed(await emulator.listen({ port: 0 }), ['--trust-proxy', 'loopback'])
    const input = fc.record({ query: hostileDocument, variables: hostileVariables, headers })
    const codes = new Set<string>()
    const ask = async ({
      query,
      variables,
      headers,
    }: typeof input extends fc.Arbitrary<infer Each> ? Each : never) => {
      for (const code of await answered(gateway, post({ query, variables }, headers))) codes.add(code)
    }
    await forEach(fc.sample(input, { seed: 1, numRuns: 300 }), ask)
    const before = await gateway.footprint()
    await forEach(fc.sample(input, { seed, numRuns: runs(1_200) }), ask)
    for (const code of [
      'GRAPHQL_PARSE_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'BAD_USER_INPUT',
      'DOCUMENT_LIMIT_EXCEEDED',
    ])
      expect([...codes]).toContain(code)
    // Parsed documents are kept, up to a bound.
    await gateway.expectWell(before, 120_000_000)
  },
  fuzzTimeoutMs,
)

const QUERY = `query ($text: String!, $id: ID!) {
  node(id: $id) { id }
  key(by: { arn: "arn:aws:kms:us-east-1:111122223333:key/8ed45b01-5dfd-47b2-81ff-6f4da90d1a94" }) {
    rotations(first: 1, after: $text) { nodes { id } }
    before: rotations(last: 1, before: $text) { nodes { id } }
    materials(first: 1, after: $text) { nodes { id } }
    rotationEvents(first: 1, after: $text) { nodes { eventId } }
  }
  byAlias: key(by: { alias: $text }) { id }
  byKeyId: key(by: { keyId: $text }) { id }
  keys(first: 1, after: $text) { nodes { id } }
  rotationRequests(first: 1, after: $text) { nodes { id } }
  rotationEvents(first: 1, after: $text) { nodes { eventId } }
}`

test(
  `every cursor, id and name that is not the gateway's own is refused by name ${seeded}`,
  async () => {
    await using emulator = createEmulator({ fleet: 'demo' })
    await using gateway = await startFuzzed(await emulator.listen({ port: 0 }))
    const ask = async (text: string) => {
      await answered(gateway, post({ query: QUERY, variables: { text, id: text } }))
      await answered(gateway, post({ documentId: text, variables: {} }))
      await answered(gateway, post({ extensions: { persistedQuery: { sha256Hash: text } } }))
      const stream = 'subscription ($text: String!) { rotationCompleted(after: $text) { __typename } }'
      const body = JSON.stringify({ query: stream, variables: { text } })
      const left = new AbortController()
      const init = { ...post(body, { accept: 'text/event-stream' }), signal: left.signal }
      const response = await fetch(`${gateway.url}/graphql`, init)
      expect(response.status).toBeLessThan(500)
      left.abort()
    }
    await forEach(fc.sample(hostileText, { seed: 1, numRuns: 100 }), ask)
    const before = await gateway.footprint()
    await forEach(fc.sample(hostileText, { seed, numRuns: runs(200) }), ask)
    await gateway.expectWell(before)
  },
  fuzzTimeoutMs,
)

test(
  `bodies that are JSON of another shape, or none, are refused ${seeded}`,
  async () => {
    await using emulator = createEmulator({ regions: ['us-east-1'] })
    await using gateway = await startFuzzed(await emulator.listen({ port: 0 }))
    const shape = fc.oneof(
      fc.json({ maxDepth: 4 }),
      fc
        .dictionary(
          fc.constantFrom(
            'query',
            'variables',
            'operationName',
            'extensions',
            'documentId',
            '__proto__',
            'id',
          ),
          fc.oneof(fc.constant('{ __typename }'), fc.jsonValue({ maxDepth: 2 })),
        )
        .map((value) => JSON.stringify(value)),
      fc.tuple(fc.json(), fc.nat()).map(([text, end]) => text.slice(0, end % (text.length + 1))),
      fc
        .nat(20_000)
        .map((depth) => `{"query":"{__typename}","variables":${'['.repeat(depth)}${']'.repeat(depth)}}`),
      fc
        .nat(20_000)
        .map(
          (depth) => `{"query":"{__typename}","extensions":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`,
        ),
      fc.string({ unit: 'binary' }),
    )
    const ask = async (body: string) => void (await answered(gateway, post(body)))
    await forEach(fc.sample(shape, { seed: 1, numRuns: 200 }), ask)
    const before = await gateway.footprint()
    await forEach(fc.sample(shape, { seed, numRuns: runs(800) }), ask)
    await gateway.expectWell(before)
    expect(gateway.complaints()).toEqual([])
  },
  fuzzTimeoutMs,
)

import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { post, query } from './clients.ts'
import { createToy } from './toy.ts'

const URL_OF = 'http://gateway.test/graphql'

test('each operation gets a UUID, in the header, in its errors, in its context and in the log', async () => {
  await using toy = createToy()
  const response = await toy.server.fetch(new Request(URL_OF, query('query Mine { badInput }')))
  const requestId = response.headers.get('x-request-id')
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { requestId } }] })
  expect(toy.facts).toMatchObject([{ requestId }])
  expect(toy.lines).toMatchObject([
    {
      level: 'info',
      fields: {
        requestId,
        transport: 'HTTP',
        type: 'query',
        operation: 'Mine',
        outcome: 'answered',
        errors: ['BAD_USER_INPUT'],
      },
    },
  ])
})

test('a well-formed id of the caller is kept', async () => {
  const requestId = randomUUID()
  await using toy = createToy()
  const response = await toy.server.fetch(
    new Request(URL_OF, query('{ hello }', { 'x-request-id': requestId })),
  )
  expect(response.headers.get('x-request-id')).toBe(requestId)
})

test.each(['short', 'x'.repeat(129), 'has space in it', '{"json":"for the log"}', 'a<script>alert()'])(
  'an ill-formed one is replaced: %s',
  async (given) => {
    await using toy = createToy()
    const response = await toy.server.fetch(
      new Request(URL_OF, query('{ hello }', { 'x-request-id': given })),
    )
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  },
)

test('the log line of an operation holds neither variables nor headers', async () => {
  await using toy = createToy()
  const body = { query: 'query ($v: Int!) { echo(value: $v) }', variables: { v: 271828 } }
  await toy.server.fetch(new Request(URL_OF, post(body, { authorization: 'Bearer hush' })))
  const text = JSON.stringify(toy.lines)
  expect(text).not.toContain('271828')
  expect(text).not.toContain('hush')
  expect(toy.lines).toHaveLength(1)
})

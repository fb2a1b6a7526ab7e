import { setImmediate } from 'node:timers/promises'
import { GraphQLInt, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { post, query } from './clients.ts'
import { createToy } from './toy.ts'

const URL_OF = 'http://gateway.test/graphql'
const ask = async (path: string, init?: RequestInit) => {
  await using toy = createToy()
  const response = await toy.server.fetch(new Request(new URL(path, URL_OF), init))
  const text = await response.text()
  return { response, status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}
const codes = (body: { errors?: { extensions: { code: string } }[] }) =>
  body.errors?.map((error) => error.extensions.code)

describe('routes', () => {
  test('/health answers while the process runs', async () => {
    expect(await ask('/health')).toMatchObject({ status: 200, body: { healthy: true } })
  })

  test('/ready is true if the readiness check passes', async () => {
    expect(await ask('/ready')).toMatchObject({ status: 200, body: { ready: true } })
  })

  test('/ready gives the reason if the readiness check fails', async () => {
    await using toy = createToy({ checkReadiness: async () => 'No credentials yet.' })
    const response = await toy.server.fetch(new Request('http://gateway.test/ready'))
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ ready: false, reason: 'No credentials yet.' })
  })

  test('a readiness check that throws is logged, and the response has no details', async () => {
    await using toy = createToy({ checkReadiness: () => Promise.reject(new Error('secret')) })
    const response = await toy.server.fetch(new Request('http://gateway.test/ready'))
    expect(response.status).toBe(503)
    expect(await response.text()).not.toContain('secret')
    expect(toy.lines).toContainEqual(expect.objectContaining({ level: 'error' }))
  })

  test('a readiness check that does not end times out', async () => {
    let aborted = false
    await using toy = createToy({
      limits: { readinessTimeoutMs: 1 },
      checkReadiness: (signal) => new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
    })
    const response = await toy.server.fetch(new Request('http://gateway.test/ready'))
    expect(response.status).toBe(503)
    expect(aborted).toBe(true)
  })

  test('/ redirects to /graphql', async () => {
    const { response } = await ask('/')
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('/graphql')
  })

  test.each(['/nothing', '/graphql/health', '/graphql/assets/x.js', '//evil.test/graphql'])(
    '%s gets a short JSON response with status 404',
    async (path) => {
      await using toy = createToy()
      const response = await toy.server.fetch(new Request(`http://gateway.test${path}`))
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    },
  )

  test('a query string that ends in /health is not a probe', async () => {
    expect(await ask('/graphql?query={hello}&operationName=/health')).toMatchObject({
      body: { errors: [{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }] },
    })
  })

  test.each([
    ['OPTIONS', '/graphql', 204, 'GET, POST, OPTIONS'],
    ['OPTIONS', '/health', 204, 'GET, HEAD, OPTIONS'],
    ['DELETE', '/graphql', 405, 'GET, POST, OPTIONS'],
    ['HEAD', '/graphql?query={hello}', 405, 'GET, POST, OPTIONS'],
    ['POST', '/health', 405, 'GET, HEAD, OPTIONS'],
    ['POST', '/', 405, 'GET, HEAD, OPTIONS'],
  ])('%s %s gets status %i and the allowed methods', async (method, path, status, allowed) => {
    const { response } = await ask(path, { method })
    expect(response.status).toBe(status)
    expect(response.headers.get('allow')).toBe(allowed)
  })

  test('no response has a CORS header', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const { response } = await ask('/graphql?query={hello}', {
        method,
        headers: { origin: 'http://gateway.test', 'access-control-request-method': 'POST' },
      })
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })
})

describe('operations', () => {
  test('executes a query by POST', async () => {
    expect(await ask('/graphql', query('{ hello }'))).toMatchObject({
      status: 200,
      body: { data: { hello: 'world' } },
    })
  })

  test('executes a query by GET with variables', async () => {
    const search = new URLSearchParams({
      query: 'query ($v: Int!) { echo(value: $v) }',
      variables: '{"v":7}',
    })
    expect(await ask(`/graphql?${search}`)).toMatchObject({ status: 200, body: { data: { echo: '7' } } })
  })

  test('rejects a mutation by GET without executing it', async () => {
    await using toy = createToy()
    let changes = 0
    toy.happened.on('changed', () => changes++)
    const response = await toy.server.fetch(new Request(`${URL_OF}?query=mutation{change}`))
    expect(response.status).toBe(405)
    expect(changes).toBe(0)
  })

  test('passes resolvers the context of the operation and nothing of the transport', async () => {
    expect(await ask('/graphql', query('{ contextKeys }'))).toMatchObject({
      body: { data: { contextKeys: 'number requestId signal viewer' } },
    })
  })

  test('rejects a subscription that accepts JSON only, with the media type to accept', async () => {
    const { status, body } = await ask(
      '/graphql',
      query('subscription { ticks { value } }', { accept: 'application/json' }),
    )
    expect(status).toBe(406)
    expect(codes(body)).toEqual(['NOT_ACCEPTABLE'])
  })
})

describe('bodies', () => {
  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; x=application/json',
    'application/graphql',
    'application/jsonp',
  ])('rejects the content type %s, which a page can send without a CORS preflight', async (contentType) => {
    await using toy = createToy()
    const request = new Request(URL_OF, post('{"query":"{ hello }"}', { 'content-type': contentType }))
    const response = await toy.server.fetch(request)
    expect(response.status).toBe(415)
    expect(await response.json()).toMatchObject({
      errors: [
        { message: expect.stringContaining(contentType), extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } },
      ],
    })
    expect(toy.facts).toEqual([])
  })

  test('accepts a parameter in the content type', async () => {
    const init = query('{ hello }', { 'content-type': 'Application/JSON ; charset=utf-8' })
    expect(await ask('/graphql', init)).toMatchObject({ status: 200 })
  })

  test('rejects a batch', async () => {
    expect(await ask('/graphql', post([{ query: '{ hello }' }]))).toMatchObject({
      status: 400,
      body: { errors: [{ message: 'Send one operation at a time: batches are not served.' }] },
    })
  })

  test('rejects a body over the limit, with and without a content-length', async () => {
    const body = JSON.stringify({ query: `{ hello } #${'x'.repeat(200)}` })
    for (const headers of [{}, { 'content-length': String(body.length) }]) {
      await using toy = createToy({ limits: { maxBodyBytes: 100 } })
      const response = await toy.server.fetch(new Request(URL_OF, post(body, headers)))
      expect(response.status).toBe(413)
      expect(codes(await response.json())).toEqual(['REQUEST_ENTITY_TOO_LARGE'])
    }
  })

  test.each([
    ['nothing', ''],
    ['half of JSON', '{"query":'],
    ['JSON that is not an object', '"{ hello }"'],
    ['null', 'null'],
    ['an unknown member', '{"query":"{ hello }","que":1}'],
    ['a query that is not a string', '{"query":{}}'],
    ['variables that are not an object', '{"query":"{ hello }","variables":[1]}'],
    ['extensions that are not an object', '{"query":"{ hello }","extensions":"x"}'],
  ])('%s is a client error', async (_, body) => {
    const answer = await ask('/graphql', post(body))
    expect(answer.status).toBe(400)
    expect(codes(answer.body)).toEqual(['BAD_REQUEST'])
  })

  test.each(['variables', 'extensions'])(
    '%s in the query string that are not JSON are a client error',
    async (name) => {
      const answer = await ask(`/graphql?query={hello}&${name}={`)
      expect(answer.status).toBe(400)
      expect(answer.body.errors[0].message).toContain(`'${name}'`)
    },
  )
})

test('the fields of a response are in the order of the query, although the first one completes last', async () => {
  const fields = {
    slow: { type: GraphQLInt, resolve: () => setImmediate(1) },
    fast: { type: GraphQLInt, resolve: async () => 2 },
  }
  const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields }) })
  await using toy = createToy({ schema })
  const response = await toy.server.fetch(new Request(URL_OF, query('{ slow fast }')))
  expect(await response.text()).toContain('{"slow":1,"fast":2}')
})

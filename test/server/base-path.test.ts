import { describe, expect, test } from 'vitest'
import { StartupError } from '../../src/errors/startup-error.ts'
import { query, readySocket, refusedUpgrade, textUntil } from './clients.ts'
import { createToy } from './toy.ts'

const local = { host: '127.0.0.1', port: 0 }
const html = { headers: { accept: 'text/html' }, redirect: 'manual' } as const

describe('a server with the base path /kms', () => {
  test.each(['/kms/graphql', '/kms/graphql/', '/graphql', '/graphql/'])(
    'answers a query at %s, by POST and by GET',
    async (path) => {
      await using toy = createToy({ basePath: '/kms' })
      const { url } = await toy.server.listen(local)
      const data = { data: { hello: 'world' } }
      expect(await (await fetch(url + path, query('{ hello }'))).json()).toEqual(data)
      expect(await (await fetch(`${url}${path}?query={hello}`)).json()).toEqual(data)
    },
  )

  test.each(['/kms', ''])('streams a subscription, and opens a WebSocket, at %s/graphql', async (prefix) => {
    await using toy = createToy({ basePath: '/kms' })
    toy.happened.on('subscribed', () => toy.tick(1))
    const { url } = await toy.server.listen(local)
    const stream = await fetch(
      `${url}${prefix}/graphql`,
      query('subscription { ticks { value } }', { accept: 'text/event-stream' }),
    )
    expect(await textUntil(stream, /data: .*\n\n/)).toContain('{"ticks":{"value":1}}')
    using socket = await readySocket(url + prefix)
    socket.send({ id: 'a', type: 'subscribe', payload: { query: '{ hello }' } })
    expect(await socket.next()).toMatchObject({ id: 'a', payload: { data: { hello: 'world' } } })
  })

  test('answers probes with and without the base path, and redirects its root to /kms/graphql', async () => {
    await using toy = createToy({ basePath: '/kms' })
    const { url } = await toy.server.listen(local)
    for (const probe of ['/kms/health', '/kms/ready', '/health', '/ready'])
      expect((await fetch(url + probe)).status).toBe(200)
    for (const root of ['/kms', '/kms/', '/']) {
      const { status, headers } = await fetch(url + root, html)
      expect([status, headers.get('location')]).toEqual([302, '/kms/graphql'])
    }
  })

  test('answers probes on a connection over the limit', async () => {
    await using toy = createToy({ basePath: '/kms', limits: { maxConnectionsPerAddress: 1 } })
    const { url } = await toy.server.listen(local)
    using first = await readySocket(`${url}/kms`)
    expect((await fetch(`${url}/kms/graphql`, query('{ hello }'))).status).toBe(429)
    expect((await fetch(`${url}/kms/health`)).status).toBe(200)
    expect(first.socket.readyState).toBe(first.socket.OPEN)
  })

  test.each(['/graphql/assets/x.js', '/kmsgraphql', '/kms/kms/graphql', '/kms/kms/health'])(
    'answers %s with 404 and the path of the graph',
    async (path) => {
      await using toy = createToy({ basePath: '/kms' })
      const { url } = await toy.server.listen(local)
      const response = await fetch(url + path, html)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain(
        'GraphQL is at /kms/graphql, probes are at /kms/health and /kms/ready.',
      )
      expect(await refusedUpgrade(`${url}${path}`, {})).toMatchObject({
        status: 404,
        body: { errors: [{ message: expect.stringContaining('Connect to /kms/graphql.') }] },
      })
    },
  )
})

test.each([
  'kms',
  '/kms/',
  '/',
  '//kms',
  '/a//b',
  '/..',
  '/kms/.',
  '/a b',
  '/%6bms',
  '/kms?x',
  '/kms#x',
  '/kms*',
])('rejects the base path %s at the start, with the correct form', (basePath) => {
  expect(() => createToy({ basePath })).toThrow(StartupError)
  expect(() => createToy({ basePath })).toThrow(`The base path '${basePath}' is not a path such as /kms.`)
})

test.each(['/kms', '/a/b-c/d_e', '/v1.2/~kms', '/...'])('accepts the base path %s', async (basePath) => {
  await using toy = createToy({ basePath })
  const { url } = await toy.server.listen(local)
  expect((await fetch(`${url}${basePath}/health`)).status).toBe(200)
})

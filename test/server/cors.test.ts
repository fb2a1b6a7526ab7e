import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.ts'
import { query, readySocket, refusedUpgrade } from './clients.ts'
import { createToy } from './toy.ts'

const APP = 'https://app.example.com'
const request = (init: RequestInit, path = '/graphql') => new Request(`http://gateway.test${path}`, init)
const corsOf = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control')))
const preflight = (origin: string, method = 'POST') => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'authorization,content-type',
  },
})

describe('a page of a listed origin', () => {
  test('can read a response and its request ID', async () => {
    await using toy = createToy({ corsOrigins: [APP] })
    const { status, headers } = await toy.server.fetch(request(query('{ hello }', { origin: APP })))
    expect(status).toBe(200)
    expect(corsOf(headers)).toEqual({
      'access-control-allow-origin': APP,
      'access-control-expose-headers': 'x-request-id, retry-after, content-disposition',
    })
    expect(headers.get('vary')).toContain('origin')
  })

  test.each([
    ['an error', '/graphql', query('{ nothing }', { origin: APP })],
    ['an error', '/graphql', { method: 'DELETE', headers: { origin: APP } }],
    ['a stream', '/graphql', query('subscription { ticks { value } }', { origin: APP })],
    ['a probe', '/ready', { headers: { origin: APP } }],
  ])('can also read %s', async (_, path, init) => {
    await using toy = createToy({ corsOrigins: [APP] })
    const { headers, body } = await toy.server.fetch(request(init, path))
    expect(headers.get('access-control-allow-origin')).toBe(APP)
    await body?.cancel()
  })

  test('gets a preflight response with the allowed headers, and nothing is executed', async () => {
    await using toy = createToy({ corsOrigins: [APP] })
    const { status, headers } = await toy.server.fetch(request(preflight(APP)))
    expect(status).toBe(204)
    expect(corsOf(headers)).toEqual({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        'authorization, content-type, cache-control, x-request-id, traceparent, tracestate',
      'access-control-max-age': '7200',
      'access-control-expose-headers': 'x-request-id, retry-after, content-disposition',
    })
    expect(toy.facts).toEqual([])
  })

  test('can open a WebSocket', async () => {
    await using toy = createToy({ corsOrigins: [APP] })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    using client = await readySocket(url, { origin: APP })
    client.send({ id: 'a', type: 'subscribe', payload: { query: '{ hello }' } })
    expect(await client.next()).toMatchObject({ payload: { data: { hello: 'world' } } })
  })
})

describe('a page of any other origin', () => {
  test.each(['https://evil.test', 'https://app.example.com.evil.test', 'http://app.example.com', 'null'])(
    'such as %s is rejected, with the setting that would allow it',
    async (origin) => {
      await using toy = createToy({ corsOrigins: [APP] })
      for (const init of [query('{ hello }', { origin }), preflight(origin)]) {
        const response = await toy.server.fetch(request(init))
        expect(response.status).toBe(403)
        expect(corsOf(response.headers)).toEqual({})
        expect(response.headers.get('vary')).toContain('origin')
        expect(await response.json()).toMatchObject({
          errors: [
            {
              message: expect.stringContaining(`'${origin}'`),
              extensions: { code: 'ORIGIN_NOT_ALLOWED' },
            },
          ],
        })
      }
      const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
      expect(await refusedUpgrade(`${url}/graphql`, { origin })).toMatchObject({
        status: 403,
        body: { errors: [{ message: expect.stringContaining('--cors-origins') }] },
      })
      expect(toy.facts).toEqual([])
    },
  )

  test('is every page if no origin is listed', async () => {
    await using toy = createToy()
    expect((await toy.server.fetch(request(preflight(APP)))).status).toBe(403)
  })
})

describe('in a browser', () => {
  /** An empty page at an origin of its own. */
  async function startSite() {
    const site = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><title>Site</title><link rel="icon" href="data:,">')
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    const address = site.address()
    const port = typeof address === 'object' ? address?.port : undefined
    return {
      origin: `http://127.0.0.1:${port}`,
      [Symbol.asyncDispose]: () =>
        new Promise<void>((resolve) => {
          site.close(() => resolve())
          site.closeAllConnections()
        }),
    }
  }

  /** Runs in the page: every way it has to reach a gateway, and what comes of it. */
  const tryAll = async (url: string) => {
    const graphql = `${url}/graphql`
    const outcome = (work: Promise<unknown>) => work.catch(() => 'refused')
    const post = await outcome(
      fetch(graphql, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: 'Bearer token',
          'cache-control': 'no-cache',
        },
        body: '{"query":"{ subject }"}',
      }).then(async (response) => [await response.json(), response.headers.get('x-request-id') !== null]),
    )
    const get = await outcome(fetch(`${graphql}?query={hello}`).then((response) => response.json()))
    const webSocket = await new Promise((resolve) => {
      const socket = new WebSocket(graphql.replace('http', 'ws'), 'graphql-transport-ws')
      socket.addEventListener('open', () => socket.send('{"type":"connection_init"}'))
      socket.addEventListener('message', ({ data }) => resolve(JSON.parse(data).type))
      socket.addEventListener('error', () => resolve('refused'))
    })
    const eventSource = await new Promise((resolve) => {
      const source = new EventSource(`${graphql}?query=subscription{ticks{value}}`)
      const end = (outcome: string) => {
        source.close()
        resolve(outcome)
      }
      source.addEventListener('open', () => end('open'))
      source.addEventListener('error', () => end('refused'))
    })
    return { post, get, webSocket, eventSource }
  }

  test('a page of a listed origin can call the gateway in every way', async () => {
    await using site = await startSite()
    await using toy = createToy({ corsOrigins: [site.origin] })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    await using browser = await openPage()
    await browser.page.goto(site.origin)
    expect(await browser.page.evaluate(tryAll, url)).toEqual({
      post: [{ data: { subject: 'Bearer token' } }, true],
      get: { data: { hello: 'world' } },
      webSocket: 'connection_ack',
      eventSource: 'open',
    })
    expect(browser.complaints).toEqual([])
  })

  test('a page of any other origin cannot call the gateway by fetch, image, form, frame, beacon or WebSocket', async () => {
    await using site = await startSite()
    await using toy = createToy({ corsOrigins: ['https://app.example.com'] })
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    await using browser = await openPage()
    await browser.page.goto(site.origin)
    expect(await browser.page.evaluate(tryAll, url)).toEqual({
      post: 'refused',
      get: 'refused',
      webSocket: 'refused',
      eventSource: 'refused',
    })
    await browser.page.evaluate(async (graphql) => {
      const asked = `${graphql}?query={hello}`
      const mutation = '{"query":"mutation { change }"}'
      await fetch(asked, { mode: 'no-cors' }).catch(() => undefined)
      await fetch(graphql, { method: 'POST', mode: 'no-cors', body: mutation }).catch(() => undefined)
      navigator.sendBeacon(graphql, new Blob([mutation], { type: 'application/json' }))
      const seen = (element: HTMLElement) =>
        new Promise((resolve) => {
          element.addEventListener('load', resolve)
          element.addEventListener('error', resolve)
          document.body.append(element)
        })
      await seen(Object.assign(new Image(), { src: asked }))
      await seen(Object.assign(document.createElement('script'), { src: asked }))
      await seen(Object.assign(document.createElement('iframe'), { src: asked }))
      const frame = Object.assign(document.createElement('iframe'), { name: 'frame' })
      document.body.append(frame)
      const form = Object.assign(document.createElement('form'), {
        action: graphql,
        method: 'post',
        enctype: 'text/plain',
        target: 'frame',
      })
      // As text/plain it reads `{"query":"mutation { change }","x":"="}`.
      const field = Object.assign(document.createElement('input'), {
        name: '{"query":"mutation { change }","x":"',
        value: '"}',
      })
      form.append(field)
      document.body.append(form)
      const sent = new Promise((resolve) => frame.addEventListener('load', resolve))
      form.submit()
      await sent
    }, `${url}/graphql`)
    await browser.page.goto('about:blank')
    await browser.page.goto(`${url}/health`)
    expect(toy.facts).toEqual([])
  })
})

import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConsoleFolder } from '../../../src/server/console/console-folder.ts'
import { post, wire } from '../clients.ts'
import { createToy } from '../toy.ts'
import type { Toy, ToyOptions } from '../toy.ts'
import { SCRIPT, makeConsoleFolder, servedPage } from './console-folder.ts'
import type { TestConsoleFolder } from './console-folder.ts'

let made: TestConsoleFolder
beforeAll(() => void (made = makeConsoleFolder()))
afterAll(() => made[Symbol.dispose]())

const createConsoleToy = (options: ToyOptions = {}) =>
  createToy({ console: { files: readConsoleFolder(made.folder) }, ...options })
/** A request as a browser sends it for a page. */
const browse = ({ server }: Toy, pathname: string, headers = {}, method = 'GET') =>
  server.fetch(
    new Request(`http://gateway.test${pathname}`, {
      method,
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', ...headers },
    }),
  )
const load = ({ server }: Toy, name: string, acceptEncoding = '', method = 'GET') =>
  server.fetch(
    new Request(`http://gateway.test/assets/${name}`, {
      method,
      headers: { 'accept-encoding': acceptEncoding },
    }),
  )

describe('the page of the console', () => {
  test.each(['/', '/keys', '/keys/', '/keys/mrk-1234', '/not/a/page', '/?filter=x'])(
    'is the answer to a browser at %s',
    async (pathname) => {
      await using toy = createConsoleToy()
      const response = await browse(toy, pathname)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(await response.text()).toBe(servedPage())
    },
  )

  test.each(['/health', '/ready', '/metrics', '/export/nothing', '/assets/nothing.js', '/graphql/nothing'])(
    'is not the answer to a browser at %s',
    async (pathname) => {
      await using toy = createConsoleToy()
      const response = await browse(toy, pathname)
      expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    },
  )

  test('is not the answer to a program, which gets a redirect at / and 404 at other paths', async () => {
    await using toy = createConsoleToy()
    const answerAt = (pathname: string) => toy.server.fetch(new Request(`http://gateway.test${pathname}`))
    const root = await answerAt('/')
    expect([root.status, root.headers.get('location')]).toEqual([302, '/graphql'])
    const other = await answerAt('/keys')
    expect(other.status).toBe(404)
    expect(await other.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })

  test('is not the answer at /graphql, where GraphiQL is', async () => {
    await using toy = createConsoleToy({ graphiql: { title: 'Toy', tabs: [] } })
    expect(await (await browse(toy, '/graphql')).text()).toContain('<title>Toy</title>')
  })

  test('answers HEAD without a body, and other methods with 405', async () => {
    await using toy = createConsoleToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    const init = { method: 'HEAD', headers: { accept: 'text/html' } }
    const head = await fetch(`${url}/keys`, init)
    expect(head.status).toBe(200)
    expect(head.headers.get('content-length')).toBe(String(servedPage().length))
    expect(await head.text()).toBe('')
    const posted = await fetch(`${url}/keys`, { ...init, method: 'POST' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })

  test('is checked by its ETag each time, and not sent again to a browser that has it', async () => {
    await using toy = createConsoleToy()
    const first = await browse(toy, '/')
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]+"$/)
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await browse(toy, '/keys', { 'if-none-match': known })
      expect([again.status, await again.text()]).toEqual([304, ''])
      expect(again.headers.get('etag')).toBe(etag)
    }
    expect((await browse(toy, '/', { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('is a 304 without Content-Length over a socket', async () => {
    await using toy = createConsoleToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    using client = wire(
      url,
      'GET / HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\nif-none-match: *\r\nconnection: close\r\n\r\n',
    )
    const answer = await client.closed
    expect(answer).toMatch(/^HTTP\/1\.1 304 /)
    expect(answer.toLowerCase()).not.toContain('content-length')
  })

  test('allows the content of the gateway only, no frames, and a window for the sign-in', async () => {
    await using toy = createConsoleToy()
    expect(Object.fromEntries((await browse(toy, '/')).headers)).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; " +
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      vary: 'accept',
    })
  })

  test('does not exist on a server without the console', async () => {
    await using toy = createToy()
    expect(toy.server.hasConsole).toBe(false)
    const root = await browse(toy, '/')
    expect([root.status, root.headers.get('location')]).toEqual([302, '/graphql'])
    expect((await browse(toy, '/keys')).status).toBe(404)
    expect((await load(toy, 'main-22222222.js')).status).toBe(404)
  })
})

describe('a file of the console', () => {
  test.each([
    ['main-22222222.js', 'text/javascript; charset=utf-8'],
    ['style-11111111.css', 'text/css; charset=utf-8'],
    ['sans-33333333.woff2', 'font/woff2'],
    ['icon-44444444.svg', 'image/svg+xml'],
  ])('%s has the content type %s and is kept by browsers without a time limit', async (name, type) => {
    await using toy = createConsoleToy()
    const { status, headers } = await load(toy, name)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  test.each([
    ['', null],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['BR ; q=0.0, *', null],
    ['brotli', null],
  ])('is sent to a client that accepts %j with the coding %s', async (acceptEncoding, coding) => {
    await using toy = createConsoleToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    const response = await fetch(`${url}/assets/main-22222222.js`, {
      headers: { 'accept-encoding': acceptEncoding },
    })
    expect(response.headers.get('content-encoding')).toBe(coding)
    expect(response.headers.get('vary')).toBe('accept-encoding')
    expect(await response.text()).toBe(SCRIPT)
  })

  test('answers HEAD without a body, and other methods with 405', async () => {
    await using toy = createConsoleToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    const head = await fetch(`${url}/assets/main-22222222.js`, {
      method: 'HEAD',
      headers: { 'accept-encoding': 'identity' },
    })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(SCRIPT.length)])
    expect((await load(toy, 'main-22222222.js', '', 'POST')).status).toBe(405)
  })

  test.each([
    'nothing.js',
    '',
    'main-22222222.js.br',
    'main-22222222.js/',
    '..%2findex.html',
    '..%2fassets%2fmain-22222222.js',
    '%6dain-22222222.js',
    '..%5cindex.html',
    'constructor',
  ])('with the name %j does not exist', async (name) => {
    await using toy = createConsoleToy()
    const response = await load(toy, name)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
  })

  test('is not found over a socket by a path that leaves the folder', async () => {
    await using toy = createConsoleToy()
    const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
    using client = wire(
      url,
      'GET /assets/../documents.json HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    )
    expect(await client.closed).toMatch(/^HTTP\/1\.1 404 /)
  })

  test('is read once and kept', async () => {
    using folder = makeConsoleFolder()
    await using toy = createToy({ console: { files: readConsoleFolder(folder.folder) } })
    expect(await (await load(toy, 'main-22222222.js')).text()).toBe(SCRIPT)
    rmSync(path.join(folder.folder, 'assets', 'main-22222222.js'))
    expect(await (await load(toy, 'main-22222222.js')).text()).toBe(SCRIPT)
  })
})

describe('with the base path /kms', () => {
  test.each(['/kms', '/kms/', '/kms/keys', '/', '/keys'])(
    'the page at %s has it as its base',
    async (pathname) => {
      await using toy = createConsoleToy({ basePath: '/kms' })
      const response = await browse(toy, pathname)
      expect(response.status).toBe(200)
      expect(await response.text()).toBe(servedPage('/kms/'))
    },
  )

  test.each(['/kms/assets/main-22222222.js', '/assets/main-22222222.js'])(
    'the file at %s is found',
    async (pathname) => {
      await using toy = createConsoleToy({ basePath: '/kms' })
      expect(await (await toy.server.fetch(new Request(`http://gateway.test${pathname}`))).text()).toBe(
        SCRIPT,
      )
    },
  )
})

test('the mutations of a page of the console are not a request of another origin', async () => {
  await using toy = createConsoleToy()
  const { url } = await toy.server.listen({ host: '127.0.0.1', port: 0 })
  const headers = { origin: url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }
  const response = await fetch(`${url}/graphql`, post({ query: 'mutation { change }' }, headers))
  expect(await response.json()).toEqual({ data: { change: 'done' } })
})

test.each([
  ['has no index.html', { 'index.html': undefined }, 'index.html'],
  ['has a page without a base', { 'index.html': '<!doctype html>' }, 'does not contain <base href="/">'],
  ['has no list of documents', { 'documents.json': undefined }, 'documents.json'],
  ['has a list of documents that is not one', { 'documents.json': '{}' }, 'not an array of strings'],
])('a folder that %s is rejected with advice', (_, files, reason) => {
  using folder = makeConsoleFolder(files)
  expect(() => readConsoleFolder(folder.folder)).toThrow(reason)
  expect(() => readConsoleFolder(folder.folder)).toThrow(
    'Run npm run build, or turn the console off with --no-console.',
  )
})

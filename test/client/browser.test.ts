import { once } from 'node:events'
import { createServer } from 'node:http'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { openPage } from '../support/browser.ts'
import { everyRole, startGuardedGateway } from '../support/guarded-gateway.ts'

/** With graphql-ws, minified and compressed. `docs/clients.md` names it. */
const MAX_BROTLI_BYTES = 7_500

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

/** The built client in a script for a browser. */
async function scriptOf(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  })
  return outputFiles[0]?.text ?? ''
}

test('the client has no code that a strict content security policy forbids, and is small', async () => {
  const script = await scriptOf("export * from './dist/client.js'")
  expect(script).not.toMatch(/\beval\b|\bFunction\(|innerHTML/)
  expect(brotliCompressSync(script).byteLength).toBeLessThan(MAX_BROTLI_BYTES)
})

const PAGE_SCRIPT = `import { createClient } from './dist/client.js'

const client = createClient({ url: '/graphql', credential: () => TOKEN })
const KEYS = '{ keys(source: KMS) { nodes { id } } }'
const NOW = '{ rotationEvents(first: 0) { pageInfo { endCursor } } }'
const ROTATE = \`mutation ($input: RotateKeyOnDemandInput!) {
  rotateKeyOnDemand(input: $input) { ... on RotateKeyOnDemandPayload { request { id } } ... on OperationError { message } }
}\`
const COMPLETIONS = \`subscription ($after: String) {
  rotationCompleted(after: $after) { ... on RotationCompleted { cursor eventId request { id } } }
}\`

async function run() {
  const { keys } = await client.query(KEYS)
  const { rotationEvents } = await client.query(NOW)
  const intention = client.intention()
  const key = { id: keys.nodes[0].id }
  const { rotateKeyOnDemand } = await intention.mutate(ROTATE, (idempotencyKey) => ({ input: { key, idempotencyKey } }))
  const states = []
  const stream = client.stream(COMPLETIONS, {}, {
    after: rotationEvents.pageInfo.endCursor,
    onState: ({ status }) => states.push(status),
  })
  for await (const { rotationCompleted } of stream)
    return { requested: rotateKeyOnDemand.request.id, completed: rotationCompleted.request.id, states }
}
window.result = run().catch((error) => String(error))`

test('a page with a strict content security policy queries, rotates a key and receives its completion', async () => {
  await using it = await startGuardedGateway({ callers: { alice: Object.keys(everyRole) } })
  it.emulator.createKey()
  const script = await scriptOf(PAGE_SCRIPT.replace('TOKEN', JSON.stringify(it.tokens['alice'])))
  const server = createServer((request, response) => {
    if (request.url === '/graphql') return it.gateway.handleRequest(request, response)
    const isScript = request.url === '/page.js'
    return response
      .writeHead(200, {
        'content-type': isScript ? 'text/javascript' : 'text/html',
        'content-security-policy': CONTENT_SECURITY_POLICY,
      })
      .end(
        isScript
          ? script
          : '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>',
      )
  })
  server.on('upgrade', it.gateway.handleUpgrade)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const url = `http://127.0.0.1:${address.port}`
  try {
    await using browser = await openPage()
    await browser.page.goto(url)
    const result: unknown = await browser.page.evaluate('window.result')
    expect(result).toEqual({
      requested: expect.any(String),
      completed: expect.any(String),
      states: ['CONNECTING', 'CONNECTED'],
    })
    const { requested, completed }: { requested?: unknown; completed?: unknown } = Object(result)
    expect(completed).toBe(requested)
    expect(it.emulator.calls('RotateKeyOnDemand')).toBe(1)
    expect(browser.foreignRequests(url)).toEqual([])
    expect(browser.complaints.filter((text) => !text.includes('data:,'))).toEqual([])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

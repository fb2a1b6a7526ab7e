import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { createSignInOrigins } from '../../src/auth/sign-in-origins.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'

/** An issuer that answers each request for its configuration with `answer`. */
async function startIssuer() {
  const state = { answer: '', requests: 0 }
  const server = createServer((request, response) => {
    state.requests++
    response.writeHead(request.url === '/realm/.well-known/openid-configuration' ? 200 : 404)
    response.end(state.answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The issuer has no port.')
  const origin = `http://127.0.0.1:${address.port}`
  return Object.assign(state, {
    origin,
    client: { issuer: `${origin}/realm`, clientId: 'console', scopes: ['openid'] },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
}

const tokensAt = (endpoint: unknown) => JSON.stringify({ token_endpoint: endpoint })

test('the origins are that of the issuer and that of its token endpoint, which is read once in ten minutes', async () => {
  await using issuer = await startIssuer()
  const clock = createStillClock()
  const logger = createMemoryLogger()
  const origins = createSignInOrigins({ clients: () => [issuer.client], clock, logger })
  issuer.answer = tokensAt('https://tokens.example:8443/oauth/token')
  const both = [issuer.origin, 'https://tokens.example:8443']
  expect(await Promise.all([origins(), origins()])).toEqual([both, both])
  issuer.answer = tokensAt(`${issuer.origin}/token`)
  expect(await origins()).toEqual(both)
  expect(issuer.requests).toBe(1)
  await clock.pass(600_000)
  expect(await origins()).toEqual([issuer.origin])
  expect(issuer.requests).toBe(2)
  expect(logger.lines).toEqual([])
})

test.each(['', '[]', '{}', tokensAt(7), tokensAt('/token')])(
  'a configuration %j leaves the origin of the issuer, and is read again after five seconds',
  async (answer) => {
    await using issuer = await startIssuer()
    const clock = createStillClock()
    const logger = createMemoryLogger()
    const origins = createSignInOrigins({ clients: () => [issuer.client], clock, logger })
    issuer.answer = answer
    expect(await origins()).toEqual([issuer.origin])
    issuer.answer = tokensAt('https://tokens.example/token')
    expect(await origins()).toEqual([issuer.origin])
    expect(logger.lines).toMatchObject([
      { level: 'warn', fields: { url: `${issuer.origin}/realm/.well-known/openid-configuration` } },
    ])
    await clock.pass(5_000)
    expect(await origins()).toEqual([issuer.origin, 'https://tokens.example'])
  },
)

test('a failed read keeps the origin of the token endpoint that was read before', async () => {
  await using issuer = await startIssuer()
  const clock = createStillClock()
  const origins = createSignInOrigins({
    clients: () => [issuer.client],
    clock,
    logger: createMemoryLogger(),
  })
  issuer.answer = tokensAt('https://tokens.example/token')
  const both = [issuer.origin, 'https://tokens.example']
  expect(await origins()).toEqual(both)
  issuer.answer = ''
  await clock.pass(600_000)
  expect(await origins()).toEqual(both)
})

test('the clients may change, and an issuer that is not a URL has no origin', async () => {
  await using issuer = await startIssuer()
  issuer.answer = tokensAt(`${issuer.origin}/token`)
  let clients = [issuer.client]
  const origins = createSignInOrigins({
    clients: () => clients,
    clock: createStillClock(),
    logger: createMemoryLogger(),
  })
  expect(await origins()).toEqual([issuer.origin])
  clients = [{ ...issuer.client, issuer: 'our-issuer' }]
  expect(await origins()).toEqual([])
})

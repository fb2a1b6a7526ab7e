import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noAuthentication } from '../../../src/auth/authenticator.ts'
import { StartupError } from '../../../src/errors/startup-error.ts'
import type { GatewayOptions } from '../../../src/gateway/options.ts'
import { startGateway } from '../../support/gateway.ts'
import { startOpenIdIssuer } from '../../support/issuer/openid-issuer.ts'
import { embed } from '../embedding.ts'
import { DOCUMENT, makeConsoleFolder, servedPage } from './console-folder.ts'
import type { TestConsoleFolder } from './console-folder.ts'

let made: TestConsoleFolder
beforeAll(() => void (made = makeConsoleFolder()))
afterAll(() => made[Symbol.dispose]())

const startConsole = (options: Partial<GatewayOptions> = {}) =>
  startGateway({ gateway: { console: { folder: made.folder }, ...options } })
const html = { headers: { accept: 'text/html' } }
const policyOf = ({ headers }: Response) => headers.get('content-security-policy') ?? ''

describe('a gateway with sign-in', () => {
  test('lets the console connect to its issuers, and to those of a new policy file', async () => {
    await using issuer = await startOpenIdIssuer()
    const client = { issuer: issuer.url, clientId: issuer.clientId, scopes: ['openid'] }
    const auth = { ...noAuthentication(), signInClients: [client] }
    await using started = await startConsole({ auth })
    const open = () => started.gateway.fetch(new Request('http://gateway.test/', html))
    const first = await open()
    expect(policyOf(first)).toContain(`; connect-src 'self' ${issuer.url}; `)
    const etag = first.headers.get('etag')
    auth.signInClients = [{ ...client, issuer: 'https://a;script-src' }]
    const second = await open()
    expect(policyOf(second)).toContain("; connect-src 'self'; ")
    expect(second.headers.get('etag')).not.toBe(etag)
  })

  test('lets the console connect to its issuer only while the configuration of the issuer cannot be read', async () => {
    const client = { issuer: 'http://127.0.0.1:9/realm', clientId: 'console', scopes: ['openid'] }
    await using started = await startConsole({ auth: { ...noAuthentication(), signInClients: [client] } })
    const page = await started.gateway.fetch(new Request('http://gateway.test/', html))
    expect(policyOf(page)).toContain("; connect-src 'self' http://127.0.0.1:9; ")
  })
})

test('a gateway that executes only persisted documents serves the console and executes its documents', async () => {
  await using gateway = await startConsole({ persistedDocuments: { documents: {}, isOnly: true } })
  expect(gateway.gateway.hasConsole).toBe(true)
  expect(await gateway.answer(DOCUMENT)).toMatchObject({ data: { gateway: { version: '0.0.0-test' } } })
  expect(await gateway.answer('{ gateway { version } }')).toMatchObject({
    errors: [{ extensions: { code: 'PERSISTED_DOCUMENT_REQUIRED' } }],
  })
})

test('an embedded gateway serves the console under its base path, and leaves other paths to the server', async () => {
  await using started = await startConsole({ basePath: '/kms' })
  await using embedder = await embed(started.gateway)
  const page = await fetch(`${embedder.url}/kms/keys`, html)
  expect(await page.text()).toBe(servedPage('/kms/'))
  expect(await (await fetch(`${embedder.url}/own`, html)).text()).toBe('own')
})

test('a gateway that runs from source has no console, and does not start if the console is demanded', async () => {
  await using started = await startGateway()
  expect(started.gateway.hasConsole).toBe(false)
  const demanded = startGateway({ gateway: { console: true } })
  await expect(demanded).rejects.toThrow(StartupError)
  await expect(demanded).rejects.toThrow('Run npm run build, or omit --console.')
})

test('a gateway with the console turned off redirects browsers to GraphiQL', async () => {
  await using started = await startConsole({ console: false })
  const { status, headers } = await started.gateway.fetch(new Request('http://gateway.test/', html))
  expect([status, headers.get('location')]).toEqual([302, '/graphql'])
})

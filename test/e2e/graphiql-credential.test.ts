import { expect, test } from 'vitest'
import { noAuthentication } from '../../src/auth/authenticator.ts'
import type { Authenticator } from '../../src/auth/authenticator.ts'
import { createTokenAuthenticator } from '../../src/auth/token-authenticator.ts'
import { anonymousViewer, unauthenticatedViewer } from '../../src/auth/viewer.ts'
import { systemClock } from '../../src/clock.ts'
import { UnauthenticatedError } from '../../src/errors/request-errors.ts'
import { bearer, makeToken, policyInMemory } from '../support/credentials.ts'
import { post } from '../server/clients.ts'
import { startGateway } from '../support/gateway.ts'
import { openGraphiql } from '../support/graphiql.ts'
import { shareBrowser } from '../support/share-browser.ts'

shareBrowser()

const { token, entry } = makeToken('alice', ['rotator'])
const permissions = ['ROTATION_READ', 'ROTATION_WRITE']

const tokens = (): Authenticator =>
  createTokenAuthenticator({
    policy: policyInMemory({ roles: { rotator: { permissions } }, tokens: [entry] }),
    clock: systemClock,
  })

/** The authenticator of a program that embeds the gateway: a key in a header of its own. */
const apiKeys = (): Authenticator => ({
  ...noAuthentication(),
  requiresCredential: true,
  scheme: { header: 'x-api-key', challenge: 'ApiKey', example: 'X-Api-Key: <key>' },
  async authenticate(header) {
    const key = header('x-api-key')
    if (key === undefined) return unauthenticatedViewer
    if (key !== token) throw new UnauthenticatedError('The key is not valid.')
    return anonymousViewer
  },
})

/** A gateway in a browser, in whose first tab a subscription follows a rotation. */
async function visit(auth: Authenticator, headers: Readonly<Record<string, string>>) {
  const gateway = await startGateway({ fleet: 'demo', speed: 0, gateway: { auth } })
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  const key = JSON.stringify(gateway.emulator.key('alias/orders-api').arn)
  const mutation = `mutation { rotateKeyOnDemand(input: { key: { arn: ${key} } }) { ... on RotateKeyOnDemandPayload { request { id } } } }`
  const answer = await fetch(`${url}/graphql`, post({ query: mutation }, headers))
  const { id } = (await answer.json()).data.rotateKeyOnDemand.request
  const query = `subscription MyRotation { rotationRequest(id: "${id}") { status } }`
  const graphiql = await openGraphiql(`${url}/graphql?${new URLSearchParams({ query })}`)
  return {
    graphiql,
    /** Console errors that are not about a response with status 401. */
    complaints: () => graphiql.complaints.filter((text) => !text.includes('401')),
    async [Symbol.asyncDispose]() {
      await graphiql[Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
      auth[Symbol.dispose]()
    },
  }
}

test.each([
  {
    kind: 'a token',
    auth: tokens(),
    header: 'authorization',
    prefix: 'Bearer ',
    placeholder: '<token>',
    example: 'Authorization: Bearer <token>',
    rejection: 'The token is not valid.',
  },
  {
    kind: 'a key in the header of an embedder',
    auth: apiKeys(),
    header: 'x-api-key',
    prefix: '',
    placeholder: '<key>',
    example: 'X-Api-Key: <key>',
    rejection: 'The key is not valid.',
  },
])(
  'GraphiQL sends $kind from its field with the operations of all tabs, and shows what to do without a credential',
  async ({ auth, header, prefix, placeholder, example, rejection }) => {
    await using visitor = await visit(auth, { [header]: prefix + token })
    const { graphiql } = visitor
    const { page } = graphiql
    const field = page.getByLabel(`${header}: ${prefix}`)
    expect(await field.getAttribute('placeholder')).toBe(placeholder)

    // The schema needs no credential.
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.getByText('AccessDeniedError').waitFor()

    const missing = `Send the header '${example}'.`
    for (const { credential, query, subscription } of [
      { credential: '', query: missing, subscription: missing },
      { credential: 'wrong', query: rejection, subscription: rejection },
      {
        credential: token,
        query: '"displayName": "hr-records"',
        subscription: '"rotationRequest": { "status"',
      },
    ]) {
      await field.fill(credential)
      await graphiql.selectTab('OverdueKeys')
      await graphiql.run()
      await graphiql.answered(query)
      await graphiql.selectTab('MyRotation')
      await graphiql.run()
      await graphiql.answered(subscription)
    }

    // A whole header value, pasted into the field.
    await field.fill(prefix + token)
    await graphiql.selectTab('AllKeys')
    await graphiql.run()
    await graphiql.answered('"displayName": "aws/s3"')

    const stored = await page.evaluate(() =>
      [...Object.values(localStorage), ...Object.values(sessionStorage)].join(),
    )
    expect(stored).toContain('OverdueKeys')
    expect(stored).not.toContain(token)
    expect(visitor.complaints()).toEqual([])
  },
)

test('the headers editor of a tab of GraphiQL replaces the credential in the field', async () => {
  await using visitor = await visit(tokens(), bearer(token))
  const { graphiql } = visitor
  const { page } = graphiql
  await page.getByLabel('authorization').fill('wrong')
  await graphiql.selectTab('OverdueKeys')
  await page.getByRole('button', { name: 'Headers' }).click()
  await page.locator('.graphiql-editor-tool .monaco-editor:visible').click()
  await page.keyboard.insertText(JSON.stringify({ Authorization: `Bearer ${token}` }))
  await graphiql.run()
  await graphiql.answered('"displayName": "hr-records"')
  expect(visitor.complaints()).toEqual([])
})

test('GraphiQL has no field for a credential if the gateway requires none', async () => {
  await using gateway = await startGateway({ fleet: 'demo', speed: 0 })
  const { url } = await gateway.gateway.listen({ host: '127.0.0.1', port: 0 })
  await using graphiql = await openGraphiql(url)
  expect(await graphiql.page.locator('#credential').count()).toBe(0)
})

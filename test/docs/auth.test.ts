import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parsePolicy } from '../../src/auth/parse-policy.ts'
import { createTokenAuthenticator } from '../../src/auth/token-authenticator.ts'
import { systemClock } from '../../src/clock.ts'
import { readCommandLine } from '../../src/config.ts'
import { authorization, policyInMemory } from '../support/credentials.ts'
import { startGateway } from '../support/gateway.ts'

const page = await readFile(new URL('../../docs/auth.md', import.meta.url), 'utf8')
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text)
const [policy = ''] = blocks('json')

test('docs/auth.md has a valid policy with tokens, subjects and claims', () => {
  const { roles, tokens, subjects, claims } = parsePolicy(policy, 'docs/auth.md')
  expect([roles.size, tokens.length, subjects.size, claims.length]).toEqual([3, 1, 1, 3])
})

test('the command in docs/auth.md creates a token that the policy entry accepts', async () => {
  const command = blocks('sh').find((text) => text.startsWith('node -e '))
  const script = /^node -e '(.*)'\n$/.exec(command ?? '')?.[1] ?? ''
  const [token = '', line = ''] = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).split(
    '\n',
  )
  expect(token).toMatch(/^kmsrg_[\w-]{43}$/)
  const entry = JSON.parse(line)
  expect(entry.sha256).toBe(createHash('sha256').update(token).digest('hex'))
  const { roles } = JSON.parse(policy)
  using auth = createTokenAuthenticator({
    policy: policyInMemory({ roles, tokens: [entry] }),
    clock: systemClock,
  })
  expect(await auth.authenticate(authorization(`Bearer ${token}`))).toMatchObject({
    subject: 'nightly-rotation',
  })
})

test('the gateway accepts the commands in docs/auth.md', () => {
  const commands = blocks('sh').filter((text) => text.startsWith('kms-rotation-gateway'))
  const kinds = commands.map((text) => {
    const command = readCommandLine(text.replaceAll('\\\n', ' ').trim().split(/\s+/).slice(1), {})
    return command.kind === 'run' ? command.config.auth.kind : command.kind
  })
  expect(kinds).toEqual(['tokens', 'jwt', 'jwt', 'jwt'])
})

const recipes = page
  .slice(page.indexOf('### Recipes'), page.indexOf('## Errors and hidden keys'))
  .split(/^#### /m)
  .slice(1)
  .map((section) => ({
    name: section.slice(0, section.indexOf('\n')),
    policy: /^```json\n(.*?)^```$/ms.exec(section)?.[1] ?? '',
  }))

test('a gateway that executes only persisted documents executes the document SignIn in docs/auth.md, and no change of it', async () => {
  const [, signIn = ''] = /```graphql\n(query SignIn [^`]*)\n```/.exec(page) ?? []
  const persistedDocuments = { documents: {}, isOnly: true }
  await using gateway = await startGateway({ gateway: { persistedDocuments } })
  expect(await gateway.answer(signIn, {})).toMatchObject({
    data: { gateway: { signIn: { isRequired: false, providers: [] } } },
  })
  expect(await gateway.answer(signIn.replace('issuer', 'clientId'), {})).toMatchObject({
    errors: [{ extensions: { code: 'PERSISTED_DOCUMENT_REQUIRED' } }],
  })
})

test('docs/auth.md has a recipe for each kind of issuer', () => {
  expect(recipes.map(({ name }) => name)).toEqual([
    'Microsoft Entra ID',
    'Okta',
    'Keycloak',
    'AWS STS web identity tokens',
    'Application Load Balancer',
  ])
})

test.each(recipes)('the recipe for $name in docs/auth.md is a valid policy', ({ policy }) => {
  const { issuers, claims, subjects } = parsePolicy(policy, 'docs/auth.md')
  expect(issuers).toHaveLength(1)
  expect(claims.length + subjects.size).toBeGreaterThan(0)
})

test('the recipes in docs/auth.md can be combined in one policy', () => {
  const all = recipes.map(({ policy }) => JSON.parse(policy))
  const combined = {
    roles: Object.assign({}, ...all.map(({ roles }) => roles)),
    issuers: all.flatMap(({ issuers }) => issuers),
    claims: all.flatMap(({ claims = [] }) => claims),
  }
  expect(parsePolicy(JSON.stringify(combined), 'docs/auth.md').issuers).toHaveLength(recipes.length)
})

test('the policy for several issuers in docs/auth.md is valid, and its table has each member of an issuer', () => {
  const several = page.slice(page.indexOf('### Several issuers'), page.indexOf('### Claims that an issuer'))
  const { issuers, tokens } = parsePolicy(/^```json\n(.*?)^```$/ms.exec(several)?.[1] ?? '', 'docs/auth.md')
  expect([issuers?.length, tokens.length]).toEqual([2, 1])
  const unknown = { roles: {}, issuers: [{ unknown: 1 }] }
  const members = [...several.matchAll(/^\| `(\w+)`/gm)].map(([, member]) => member)
  expect(() => parsePolicy(JSON.stringify(unknown), 'docs/auth.md')).toThrow(
    `Known members of issuers[0]: ${members.join(', ')}.`,
  )
})

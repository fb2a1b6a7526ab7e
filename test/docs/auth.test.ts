import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parsePolicy } from '../../src/auth/parse-policy.ts'
import { createTokenAuthenticator } from '../../src/auth/token-authenticator.ts'
import { systemClock } from '../../src/clock.ts'
import { readCommandLine } from '../../src/config.ts'
import { authorization, policyInMemory } from '../support/credentials.ts'

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
  expect(kinds).toEqual(['tokens', 'jwt'])
})

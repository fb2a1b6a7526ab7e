import { describe, expect, test } from 'vitest'
import { bearerScheme } from '../../src/auth/authenticator.ts'
import { announcementOf } from '../../src/cli/announcement.ts'
import { readCommandLine } from '../../src/config.ts'
import { startIssuer } from '../support/issuer.ts'
import { makeToken, temporaryFile } from '../support/credentials.ts'
import { addressOf, startProgram } from './program.ts'

function announcement(
  scheme = bearerScheme,
  flags: readonly string[] = [],
  requiresCredential = true,
  hasConsole = false,
): string {
  const command = readCommandLine(flags, {})
  if (command.kind !== 'run') throw new Error(`'${command.kind}' starts nothing`)
  return announcementOf({
    url: 'http://127.0.0.1:4000',
    config: command.config,
    hasConsole,
    upstream: { announcement: ['KMS:      AWS, us-east-1.'] },
    auth: { requiresCredential, scheme },
    metricsUrl: undefined,
  })
}

describe('the start-up lines', () => {
  test('say where callers send a bearer token', () => {
    expect(announcement()).toBe(`GraphQL:  http://127.0.0.1:4000/graphql
GraphiQL: open http://127.0.0.1:4000/graphql in a browser.
Auth:     callers must send a credential:
          HTTP:      the header Authorization: Bearer <token>
          WebSocket: {"authorization":"Bearer <token>"} as the payload of connection_init, or as extensions.headers of an operation
          GraphiQL:  in the field at the top of the page, or in the Headers tab: {"authorization":"Bearer <token>"}
KMS:      AWS, us-east-1.
Keys:     copied into the inventory. Their state is read every 60 minutes, the rest every 24 hours.
`)
  })

  test('name the address of the console with the base path', () => {
    expect(announcement(bearerScheme, ['--base-path', '/kms'], false, true)).toContain(
      '\nConsole:  open http://127.0.0.1:4000/kms/ in a browser.\n',
    )
  })

  test('name the queues of push', () => {
    const url = 'https://sqs.us-east-1.amazonaws.com/111122223333/kms-rotation-gateway'
    expect(announcement(bearerScheme, ['--push-queues', url], false)).toContain(
      '\nPush:     from the SQS queue kms-rotation-gateway (us-east-1).\n',
    )
  })

  test.each([
    ['X-Api-Key: <key>', '{"x-api-key":"<key>"}'],
    ['X-Api-Key: 0123', '{"x-api-key":"0123"}'],
    ['<key>', '{"x-api-key":"<key>"}'],
  ])('show the header of another scheme with the example %s', (example, json) => {
    const lines = announcement({ header: 'x-api-key', challenge: 'ApiKey', example })
    expect(lines).toContain(`HTTP:      the header ${example}\n`)
    expect(lines).toContain(`WebSocket: ${json} as the payload of connection_init`)
    expect(lines).toContain(`or in the Headers tab: ${json}\n`)
  })

  test('name no credential if none is required', () => {
    expect(announcement(bearerScheme, [], false)).not.toContain('Auth:')
  })

  test.each([['--no-graphiql'], ['--persisted-documents', 'documents.json', '--persisted-documents-only']])(
    'do not name the field of GraphiQL with %s',
    (...flags) => {
      const lines = announcement(bearerScheme, flags)
      expect(lines).toContain('WebSocket:')
      expect(lines).not.toContain('GraphiQL:  ')
    },
  )
})

describe('the program with authentication', () => {
  const { token, entry } = makeToken('alice', ['operator'])
  const roles = { operator: { permissions: ['ROTATION_READ'] } }

  test.each(['tokens', 'jwt'])(
    'says where the credential goes, and prints no credential, with --auth %s',
    async (auth) => {
      await using issuer = await startIssuer(() => Date.now())
      const { issuer: name, audience, jwksUrl: jwks } = issuer
      const issuers = [{ issuer: name, audience, jwks, subjectPrefix: 'people-' }]
      await using policyFile = await temporaryFile({
        roles,
        tokens: [entry],
        ...(auth === 'jwt' ? { issuers } : {}),
      })
      const flags = ['--kms', 'emulator', '--port', '0', '--auth', auth, '--policy-file', policyFile.path]
      await using program = startProgram(flags)
      await addressOf(program)
      await program.says(/HTTP: +the header Authorization: Bearer <token>\n/)
      await program.says(/Headers tab: \{"authorization":"Bearer <token>"\}\n/)
      expect(program.out() + program.error()).not.toContain(token)
      expect(program.out() + program.error()).not.toContain(entry.sha256)
    },
  )
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { post } from '../server/clients.ts'
import { waitUntil } from '../support/wait-until.ts'
import { addressOf, startProgram } from './program.ts'

let emulator: Emulator
let environment: Record<string, string>
beforeEach(async () => {
  emulator = createEmulator({ accountIds: ['222233334444'], regions: ['us-east-1'] })
  environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'base',
    AWS_SECRET_ACCESS_KEY: 'base',
    AWS_ENDPOINT_URL: await emulator.listen({ port: 0 }),
  }
})
afterEach(() => emulator[Symbol.asyncDispose]())

const start = (...flags: readonly string[]) =>
  startProgram(['--port', '0', '--no-inventory', ...flags], environment)
const accountOf = async (url: string): Promise<unknown> =>
  (await fetch(`${url}/graphql`, post({ query: '{ scopes { accountId } }' }))).json()
const isOwn = (accountId: string) => ({ data: { scopes: [{ accountId }] } })

test('the account of the credentials is that of a listed key, and STS is not called', async () => {
  emulator.createKey()
  await using program = start()
  expect(await accountOf(await addressOf(program))).toMatchObject(isOwn('222233334444'))
  expect(emulator.calls('GetCallerIdentity')).toBe(0)
  expect(emulator.calls('ListKeys')).toBe(1)
})

test('the account of the credentials comes from STS if KMS denies its lists', async () => {
  for (const operation of ['ListKeys', 'ListAliases'] as const)
    emulator.addFault({ kind: 'error', operation, code: 'AccessDeniedException' })
  await using program = start()
  expect(await accountOf(await addressOf(program))).toMatchObject(isOwn('222233334444'))
  expect(emulator.calls('GetCallerIdentity')).toBe(1)
})

test('with --account-id, the gateway calls neither KMS nor STS before it listens', async () => {
  await using program = start('--account-id', '333344445555')
  expect(await accountOf(await addressOf(program))).toMatchObject(isOwn('333344445555'))
  expect(emulator.calls()).toBe(0)
})

test('the gateway tries again until the account is known, and logs the reason and what to do', async () => {
  emulator.addFault({ kind: 'error' })
  await using program = start()
  await waitUntil(() => program.error().includes('retryInMs'))
  const line: unknown = JSON.parse(program.error().split('\n')[0] ?? '')
  expect(line).toMatchObject({
    level: 'warn',
    retryInMs: 1_000,
    reason: expect.stringMatching(/ListKeys .*GetCallerIdentity/),
    msg: expect.stringContaining('set --account-id'),
  })
  expect(program.out()).toBe('')
  emulator.clearFaults()
  expect(await accountOf(await addressOf(program))).toMatchObject(isOwn('222233334444'))
})

test('SIGTERM ends a gateway that waits for its account, with exit code 0', async () => {
  emulator.addFault({ kind: 'error' })
  await using program = start()
  await waitUntil(() => program.error().includes('retryInMs'))
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
})

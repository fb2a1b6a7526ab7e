import { once } from 'node:events'
import { createConnection } from 'node:net'
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { bearer, makeToken, temporaryFile } from '../support/credentials.ts'
import type { TestToken } from '../support/credentials.ts'
import { post } from '../server/clients.ts'
import { waitUntil } from '../support/wait-until.ts'
import { addressOf, startProgram } from './program.ts'

const EMULATOR = ['--kms', 'emulator', '--port', '0']
const policyOf = (...tokens: readonly TestToken[]) => ({
  roles: { reader: { permissions: ['ROTATION_READ'] } },
  tokens: tokens.map(({ entry }) => entry),
})

async function statusFor(url: string, { token }: TestToken): Promise<number> {
  const headers = { ...bearer(token), connection: 'close' }
  return (await fetch(`${url}/graphql`, post({ query: '{ viewer { subject } }' }, headers))).status
}

/** Takes every file that the gateway may still open: it rejects new connections afterwards. */
async function useUpFiles(url: string, count: number): Promise<readonly Socket[]> {
  const { hostname, port } = new URL(url)
  const sockets: Socket[] = []
  for (let opened = 0; opened < count; opened++) {
    const socket = createConnection({ host: hostname, port: Number(port) })
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    sockets.push(socket)
  }
  await waitUntil(() =>
    fetch(`${url}/health`, { headers: { connection: 'close' } }).then(
      () => false,
      () => true,
    ),
  )
  return sockets
}

test('a token that is removed while no file can be opened ends as soon as the policy file can be read', async () => {
  const [alice, bob] = [makeToken('alice', ['reader']), makeToken('bob', ['reader'])]
  await using file = await temporaryFile(policyOf(alice, bob))
  // An inventory has connections of its own to KMS. Where one ends, the gateway may open a file again.
  const flags = [...EMULATOR, '--no-inventory', '--auth', 'tokens', '--policy-file', file.path]
  await using gateway = startProgram(flags, {}, { maxOpenFiles: 100 })
  const url = await addressOf(gateway)
  expect(await statusFor(url, alice)).toBe(200)

  const sockets = await useUpFiles(url, 200)
  await file.write(policyOf(bob))
  await waitUntil(() => gateway.error().includes('EMFILE'))
  for (const socket of sockets) socket.destroy()

  await waitUntil(async () => (await statusFor(url, alice).catch(() => 0)) === 401)
  expect(await statusFor(url, bob)).toBe(200)
})

test('the gateway warns at the start when it may open fewer files than --max-connections needs', async () => {
  await using gateway = startProgram([...EMULATOR, '--max-connections', '500'], {}, { maxOpenFiles: 600 })
  await addressOf(gateway)
  const warning = gateway
    .error()
    .split('\n')
    .find((line) => line.includes('--max-connections'))
  expect(JSON.parse(warning ?? '{}')).toMatchObject({
    level: 'warn',
    maxOpenFiles: 600,
    maxConnections: 500,
    msg: expect.stringMatching(
      /open files is 600, but --max-connections 500 needs up to 1\d{3}: .*ulimit -n/,
    ),
  })
})

test('the gateway does not warn of open files when there are enough of them', async () => {
  await using gateway = startProgram([...EMULATOR, '--max-connections', '10'], {}, { maxOpenFiles: 1_000 })
  await addressOf(gateway)
  expect(gateway.error()).not.toContain('--max-connections')
})

import { expect, test } from 'vitest'
import { waitUntil } from '../support/wait-until.ts'
import { addressOf, startProgram } from './program.ts'

const REJECTS_AT_SIGUSR2 = `process.on('SIGUSR2', () => void Promise.reject(new Error('planted')))`

test('a rejection that nothing handles is logged whole, and the gateway keeps running', async () => {
  await using program = startProgram(['--kms', 'emulator', '--port', '0'], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(REJECTS_AT_SIGUSR2)}`,
  })
  const url = await addressOf(program)
  program.process.kill('SIGUSR2')
  await waitUntil(() => program.error().includes('a rejection was not handled'))
  expect(program.error()).toMatch(/"level":"error".*planted.*stack/s)
  expect((await fetch(new URL('/health', url))).status).toBe(200)
})

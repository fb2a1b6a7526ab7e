import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import type { Emulator } from '../../emulator/emulator.ts'
import { temporaryFile } from '../support/credentials.ts'
import { runProgram } from './program.ts'

const ROLE = 'arn:aws:iam::111122223333:role/kms-rotation-gateway'
const FILE = { role: ROLE, externalId: 'an-external-id', accounts: [{ id: '111122223333' }] }

let emulator: Emulator
let environment: Record<string, string>
beforeEach(async () => {
  emulator = createEmulator({ regions: ['us-east-1'] })
  emulator.createKey()
  environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'base',
    AWS_SECRET_ACCESS_KEY: 'secret-word',
    AWS_ENDPOINT_URL: await emulator.listen({ port: 0 }),
  }
})
afterEach(() => emulator[Symbol.asyncDispose]())

const doctor = (...flags: readonly string[]) => runProgram(['doctor', ...flags], environment)

test('the doctor ends with exit code 0 when nothing is missing', async () => {
  const { code, out, error } = await doctor()
  expect({ code, error }).toEqual({ code: 0, error: '' })
  expect(out).toMatch(/^ {2}ok {7}credentials: .*111122223333\n/)
  expect(out).toContain('\n111122223333/us-east-1\n')
  expect(out).toMatch(/Nothing is missing\.\n$/)
})

test('the doctor ends with exit code 1 and JSON when something is missing, without a secret', async () => {
  emulator.setRole({ arn: ROLE, isDenied: true })
  await using file = await temporaryFile(FILE)
  const { code, out, error } = await doctor('--json', '--accounts-file', file.path)
  expect({ code, error }).toEqual({ code: 1, error: '' })
  expect(JSON.parse(out)).toMatchObject({
    ok: false,
    checks: [
      { subject: 'credentials', result: 'OK' },
      { accountId: '111122223333', subject: 'role', result: 'MISSING' },
    ],
  })
  expect(out).not.toMatch(/secret-word|an-external-id/)
})

test.each<[flags: readonly string[], words: string]>([
  [['--kms', 'emulator'], 'The doctor checks AWS, not the emulator.'],
  [['--accounts-file', '/nowhere/accounts.json'], 'the accounts file /nowhere/accounts.json cannot be read'],
  [['--jsn'], "Unknown option '--jsn'. Did you mean --json?"],
])('the doctor ends with exit code 2 and a line for %j', async (flags, words) => {
  const { code, out, error } = await doctor(...flags)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(error).toContain(words)
  expect(error.trimEnd().split('\n')).toHaveLength(1)
})

test('the gateway does not take --json', async () => {
  const { code, error } = await runProgram(['--json'])
  expect(code).toBe(2)
  expect(error).toContain("Unknown option '--json'")
})

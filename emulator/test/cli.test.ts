import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { send } from './kms-over-socket.ts'
import { assumeRole } from './sts-over-socket.ts'

type Program = ChildProcessByStdio<null, Readable, Readable>

const running = new Set<Program>()
afterEach(() => {
  for (const program of running) program.kill('SIGKILL')
  running.clear()
})

function start(...flags: readonly string[]): Program {
  const program = spawn(process.execPath, ['--import', 'tsx', 'emulator/cli.ts', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(program)
  return program
}

async function end(program: Program) {
  const [out, error, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, 'close'),
  ])
  return { out, error, code: Number(code) }
}

async function greetingOf(program: Program): Promise<string> {
  let out = ''
  for await (const chunk of program.stdout.iterator({ destroyOnReturn: false })) {
    out += String(chunk)
    if (out.includes('/_emulator/statistics')) break
  }
  return out
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'says where it listens and how to use it, answers, and exits 0 on %s',
  async (signal) => {
    const program = start(
      '--port',
      '0',
      '--account-ids',
      '999988887777,888877776666',
      '--regions',
      'sa-east-1',
      '--speed',
      '0',
    )
    const greeting = await greetingOf(program)
    const endpoint = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting)?.[0] ?? ''
    expect(greeting).toContain(`AWS_ENDPOINT_URL_KMS=${endpoint} AWS_ENDPOINT_URL_STS=${endpoint}`)
    expect(greeting).toContain('accounts 999988887777, 888877776666')
    expect(greeting).toContain('--region sa-east-1')
    const authorization = 'AWS4-HMAC-SHA256 Credential=A/20261123/sa-east-1/kms/aws4_request, Signature=00'
    const { Keys } = await (await send(endpoint, 'ListKeys', {}, { authorization })).json()
    expect(Keys[0].KeyArn).toContain('arn:aws:kms:sa-east-1:999988887777:key/')
    const role = await assumeRole(endpoint, { RoleArn: 'arn:aws:iam::888877776666:role/any' })
    expect(role.status).toBe(200)
    expect(await (await fetch(`${endpoint}/_emulator/clock`)).json()).toMatchObject({ speed: 0 })
    program.kill(signal)
    const [code] = await once(program, 'exit')
    expect(code).toBe(0)
  },
)

test.each(['--version', '-v'])('%s prints the version of the package and exits with code 0', async (flag) => {
  expect(await end(start(flag))).toEqual({ out: `${packageJson.version}\n`, error: '', code: 0 })
})

test.each(['--help', '-h'])('%s prints every flag with its default and exits with code 0', async (flag) => {
  const { out, code } = await end(start(flag))
  expect(code).toBe(0)
  for (const [flag, initial] of [
    ['--port', '5600'],
    ['--host', '127.0.0.1'],
    ['--allow-remote', 'off'],
    ['--regions', 'us-east-1,eu-west-1'],
    ['--fleet', 'demo'],
    ['--account-ids', '111122223333'],
    ['--speed', '1'],
  ])
    expect(out).toMatch(new RegExp(`${flag} .*\\(default ${initial}\\)`))
})

test.each([
  [['--prot', '1'], '--prot'],
  [['--port', 'x'], "--port must be a number from 0 to 65535, not 'x'"],
  [['--host', '0.0.0.0'], '--allow-remote'],
  [['--fleet', 'huge'], "--fleet must be demo or empty, not 'huge'"],
  [['--regions', 'here'], "not 'here'"],
  [['--account-ids', '1'], '--account-ids must be a list of different accounts'],
  [['--account-ids', '111122223333,111122223333'], '--account-ids must be a list of different accounts'],
  [['--speed', 'fast'], "--speed must be 0 or more, not 'fast'"],
  [['stray'], 'stray'],
])('%j prints a one-line message and exits with code 2', async (flags, words) => {
  const { out, error, code } = await end(start(...flags))
  expect({ out, code }).toEqual({ out: '', code: 2 })
  expect(error.trimEnd().split('\n')).toHaveLength(1)
  expect(error).toContain(words)
})

test('a port in use prints a one-line message and exits with code 1', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const address = holder.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const { error, code } = await end(start('--port', port))
  holder.close()
  expect(code).toBe(1)
  expect(error).toContain(`cannot listen on 127.0.0.1:${port}`)
  expect(error.trimEnd().split('\n')).toHaveLength(1)
})

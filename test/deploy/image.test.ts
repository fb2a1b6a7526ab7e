import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { post } from '../server/clients.ts'
import { readFinalStage } from './final-stage.ts'
import type { FinalStage } from './final-stage.ts'

// Without a container, the programs run with the commands, the files, the variables and the user of the image.

interface Service {
  readonly entrypoint?: readonly string[]
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly healthcheck?: { readonly test: readonly string[] }
}
const { services }: { services: { readonly emulator: Service; readonly gateway: Service } } = parse(
  readFileSync('compose.yaml', 'utf8'),
)
/** The token that docs/deployment.md has for the demo. */
const [, token = ''] = /Bearer (kmsrg_[\w-]+)/.exec(readFileSync('docs/deployment.md', 'utf8')) ?? []

let image: FinalStage
beforeAll(() => void (image = readFinalStage()))
afterAll(() => image[Symbol.dispose]())

interface Run extends AsyncDisposable {
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly error: string }>
  /** Resolves with the first address in its output. */
  readonly address: Promise<string>
  stop(): void
}

function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Run {
  const [program = '', ...args] = words
  const child = spawn(program, args, {
    cwd: image.workingFolder,
    env: { ...image.environment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...image.user,
  })
  let out = ''
  let error = ''
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, out, error }))
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const [, port] = /http:\/\/[^\s/]+:(\d+)/.exec(out) ?? []
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`)
    })
    ended.then(() => reject(new Error(`${words.join(' ')} ended: ${error}`)), reject)
  })
  address.catch(() => {})
  return {
    ended,
    address,
    stop: () => void child.kill('SIGTERM'),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const filesOfImage = () =>
  readdirSync(image.root, { recursive: true })
    .map(String)
    .filter((name) => !name.startsWith('data'))

test('the services of compose.yaml run from the files of the image, write only to /data and end on SIGTERM', async () => {
  const before = filesOfImage()
  const { emulator, gateway } = services
  await using kms = run([...(emulator.entrypoint ?? []), ...(emulator.command ?? []), '--port', '0'])
  const kmsAddress = await kms.address
  const policy = path.join(image.dataFolder, 'policy.json')
  copyFileSync('deploy/compose/policy.json', policy)
  chmodSync(policy, 0o644)
  await using program = run(image.entrypoint, {
    ...gateway.environment,
    AWS_ENDPOINT_URL_KMS: kmsAddress,
    KMS_GATEWAY_DATA_FOLDER: image.dataFolder,
    KMS_GATEWAY_POLICY_FILE: policy,
    KMS_GATEWAY_PORT: '0',
  })
  const url = `${await program.address}/graphql`

  const query = { query: '{ viewer { subject } keys(first: 1) { nodes { arn } } }' }
  const answer = await fetch(url, post(query, { authorization: `Bearer ${token}` }))
  expect(await answer.json()).toMatchObject({
    data: { viewer: { subject: 'compose-demo' }, keys: { nodes: [{ arn: expect.any(String) }] } },
  })
  expect((await fetch(url, post(query))).status).toBe(401)
  expect(readdirSync(image.dataFolder)).toContain('changes.jsonl')

  const [, ...emulatorCheck] = emulator.healthcheck?.test ?? []
  const check = emulatorCheck.map((word) => word.replace('http://127.0.0.1:5600', kmsAddress))
  expect((await run(check).ended).code).toBe(0)
  program.stop()
  kms.stop()
  expect(await program.ended).toMatchObject({ code: 0 })
  expect(await kms.ended).toMatchObject({ code: 0, error: '' })
  expect((await run(check).ended).code).toBe(1)
  expect(filesOfImage()).toEqual(before)
})

test('the health check of the image uses the port of the gateway, also with a base path, and fails when it has ended', async () => {
  const environment = { KMS_GATEWAY_BASE_PATH: '/kms', HOST: '127.0.0.1', PORT: '0' }
  await using program = run([...image.entrypoint, '--kms', 'emulator'], environment)
  const { port } = new URL(await program.address)
  const check = () => run(image.healthCheck, { PORT: port }).ended
  expect(await check()).toEqual({ code: 0, out: '', error: '' })
  program.stop()
  await program.ended
  expect((await check()).code).toBe(1)
})

test('the image has the console', async () => {
  await using program = run([...image.entrypoint, '--kms', 'emulator'], { HOST: '127.0.0.1', PORT: '0' })
  const url = await program.address
  const page = await (await fetch(`${url}/`, { headers: { accept: 'text/html' } })).text()
  const [, script = ''] = /src="(assets\/[^"]+)"/.exec(page) ?? []
  const { status, headers } = await fetch(`${url}/${script}`, { headers: { 'accept-encoding': 'br' } })
  expect([status, headers.get('content-encoding')]).toEqual([200, 'br'])
})

test('the image does not start without authentication, with exit code 2', async () => {
  const { code, error } = await run([...image.entrypoint, '--kms', 'emulator']).ended
  expect({ code, error }).toEqual({
    code: 2,
    error: expect.stringContaining("'0.0.0.0' can be reached from other machines"),
  })
})

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { post, readySocket } from '../server/clients.ts'
import { samplesOf } from '../telemetry/scraped.ts'
import { atMost } from '../support/at-most.ts'
import { waitUntil } from '../support/wait-until.ts'
import { addressOf, startProgram } from './program.ts'

const FLAGS = ['--kms', 'emulator', '--port', '0', '--metrics-port', '0']
const PROGRAMS = ['dist/cli.js', 'dist/emulator.js']

const ask = async (url: string) =>
  (await fetch(`${url}/graphql`, post({ query: '{ keys(source: KMS, first: 1) { nodes { arn } } }' }))).json()

async function linesLost(metricsUrl: string): Promise<number> {
  const samples = samplesOf(await (await fetch(metricsUrl)).text())
  return samples.get('kms_gateway_log_lines_lost_total') ?? Number.NaN
}

test('a gateway whose output is no longer read answers requests, counts lost lines, and drains', async () => {
  await using program = startProgram(FLAGS)
  const url = await addressOf(program)
  const metricsUrl = await program.says(/Metrics: +(http:\S+)/)
  expect(await linesLost(metricsUrl)).toBe(0)
  program.process.stdout.destroy()
  program.process.stderr.destroy()

  await waitUntil(async () => {
    expect(await ask(url)).toMatchObject({ data: { keys: { nodes: [{}] } } })
    return (await linesLost(metricsUrl)) >= 3
  })
  expect((await fetch(`${url}/health`)).status).toBe(200)
  const ended = once(program.process, 'exit')
  program.process.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('a gateway whose log is not read for a while does not wait, and loses the lines beyond a megabyte', async () => {
  await using program = startProgram([...FLAGS, '--log-level', 'info'])
  const url = await addressOf(program)
  const metricsUrl = await program.says(/Metrics: +(http:\S+)/)
  program.process.stderr.pause()
  using socket = await readySocket(url)
  for (const _ of atMost(500, 'rounds')) {
    const ids = Array.from({ length: 100 }, (_, index) => String(index))
    for (const id of ids) socket.send({ id, type: 'subscribe', payload: { query: '{ __typename }' } })
    // Each is answered and completed.
    for (const _ of [...ids, ...ids]) await socket.next()
    if ((await linesLost(metricsUrl)) > 0) break
  }
  expect((await fetch(`${url}/health`)).status).toBe(200)
  program.process.stderr.resume()
  await waitUntil(() => program.error().includes('log lines were lost'))
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
})

test('a gateway logs the number of lost lines when its log is read again', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'output-'))
  const fifo = path.join(folder, 'log')
  execFileSync('mkfifo', [fifo])
  const readLog = () => {
    const cat = spawn('cat', [fifo], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    cat.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    return { cat, text: () => text }
  }
  const first = readLog()
  await using program = startProgram(FLAGS, {}, { standardErrorFile: fifo })
  const url = await addressOf(program)
  const metricsUrl = await program.says(/Metrics: +(http:\S+)/)
  await waitUntil(async () => {
    await ask(url)
    return first.text().includes('"msg":"operation"')
  })
  first.cat.kill()
  await once(first.cat, 'close')
  await waitUntil(async () => {
    await ask(url)
    return (await linesLost(metricsUrl)) >= 3
  })

  const second = readLog()
  await waitUntil(async () => {
    await ask(url)
    return second.text().includes('log lines were lost')
  })
  const lost = await linesLost(metricsUrl)
  const said = second
    .text()
    .split('\n')
    .filter((line) => line.includes('log lines were lost'))
  expect(said.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      level: 'error',
      lost,
      msg: 'log lines were lost: standard error was not read',
    }),
  ])
  second.cat.kill()
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
  rmSync(folder, { recursive: true })
})

test('a gateway whose log is on a full disk answers requests', async () => {
  await using program = startProgram(FLAGS, {}, { standardErrorFile: '/dev/full' })
  const url = await addressOf(program)
  const metricsUrl = await program.says(/Metrics: +(http:\S+)/)
  for (let count = 0; count < 3; count++) await ask(url)
  await waitUntil(async () => (await linesLost(metricsUrl)) >= 3)
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
})

describe.each(PROGRAMS)('%s', (file) => {
  test.each([['--help'], ['--no-such-flag']])('%s ends as usual if its output is not read', async (flag) => {
    const child = spawn(process.execPath, [file, flag], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    child.stderr.destroy()
    expect(await once(child, 'exit')).toEqual([flag === '--help' ? 0 : 2, null])
  })
})

test('an emulator whose output is not read answers requests, and ends with exit code 0', async () => {
  const port = await freePort()
  const child = spawn(process.execPath, ['dist/emulator.js', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  child.stdout.destroy()
  child.stderr.destroy()
  await waitUntil(() =>
    fetch(`http://127.0.0.1:${port}/_emulator/statistics`).then(
      ({ status }) => status === 200,
      () => false,
    ),
  )
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

async function freePort(): Promise<number> {
  await using server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

import { execFileSync } from 'node:child_process'
import { readFile, readdir, rm, stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { RotateDocument } from '../documents/generated/graphql.ts'
import { openFileRequestStore } from '../../src/store/file-request-store.ts'
import { startGateway } from '../support/gateway.ts'
import { NOW } from '../rotation/kms-values.ts'
import { startChild } from './child.ts'
import { makeDataFolder } from './data-folder.ts'
import { requested } from './requests.ts'

// Simulates a full disk with the limit of the file size, which needs no special rights.
const limitFiles = (pid: number, bytes: number | 'unlimited') =>
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`])

const open = (folder: string) => openFileRequestStore({ folder, now: () => NOW })

/** A folder with a file of `count` requests. */
async function folderWith(requests: number) {
  const data = await makeDataFolder()
  await using store = await open(data.folder)
  for (let count = 0; count < requests; count++) await store.save(requested())
  return data
}

const filesOf = async (folder: string) =>
  (await readdir(folder)).filter((name) => !name.startsWith('gateway.lock'))

test('saves nothing while the disk is full, keeps the file readable, and saves again when there is space', async () => {
  await using data = await makeDataFolder()
  const saved: string[] = []
  {
    await using saver = startChild('saver.ts', [data.folder])
    saved.push(await saver.line())
    // The limit is in the middle of a line.
    limitFiles(saver.pid, (await stat(data.file)).size + 20_050)
    const next = await saver.linesUntil(/^failed/)
    saved.push(...next.slice(0, -1))
    expect(next.at(-1)).toBe('failed: EFBIG')
    expect(await saver.line()).toBe('failed: EFBIG')
    limitFiles(saver.pid, 'unlimited')
    saved.push(...(await saver.linesUntil(/^request-/)).slice(-1))
  }
  await using store = await open(data.folder)
  const kept = new Set((await store.list()).map(({ id }) => id))
  expect(saved.filter((id) => !kept.has(id))).toEqual([])
})

test('a gateway with an existing file starts although the disk is full', async () => {
  await using data = await folderWith(50)
  const before = await readFile(data.file, 'utf8')
  {
    await using saver = startChild('saver.ts', [data.folder], ['prlimit', '--fsize=4096:unlimited'])
    expect(await saver.line()).toBe('failed: EFBIG')
    expect(await filesOf(data.folder)).toEqual(['changes.jsonl'])
    limitFiles(saver.pid, 'unlimited')
    await saver.linesUntil(/^request-/)
  }
  expect((await readFile(data.file, 'utf8')).startsWith(before)).toBe(true)
  expect((await data.lines()).length).toBeGreaterThan(50)
  await using store = await open(data.folder)
  expect((await store.list()).length).toBeGreaterThanOrEqual(50)
})

test('a gateway that cannot start on a full disk says what to do, and leaves no file', async () => {
  await using data = await folderWith(1)
  await rm(data.file)
  await using saver = startChild('saver.ts', [data.folder], ['prlimit', '--fsize=0:unlimited'])
  expect(await saver.line()).toMatch(
    /^not opened: The data folder .* cannot be used: .*EFBIG.*\. Raise the limit of the file size \(ulimit -f\), or use another --data-folder\.$/,
  )
  expect(await filesOf(data.folder)).toEqual([])
  expect((await readdir(data.folder)).length).toBe(1)
})

test('a rotation whose request cannot be saved is rejected with a retryable error, is not sent, and does not stop the gateway', async () => {
  await using data = await makeDataFolder()
  await using requests = await open(data.folder)
  await using gateway = await startGateway({ speed: 0, gateway: { requests } })
  const { arn } = gateway.emulator.createKey()
  await rm(data.file)
  const input = { key: { arn }, idempotencyKey: 'once' }
  for (let attempt = 0; attempt < 2; attempt++) {
    const { rotateKeyOnDemand } = await gateway.ask(RotateDocument, { input })
    expect(rotateKeyOnDemand).toMatchObject({
      __typename: 'StoreUnavailableError',
      code: 'STORE_UNAVAILABLE',
      isRetryable: true,
      message: expect.stringContaining('Nothing was sent.'),
    })
  }
  expect(gateway.emulator.calls('RotateKeyOnDemand')).toBe(0)
  expect(gateway.logger.lines.filter(({ level }) => level === 'error')).toHaveLength(2)
})

import { readFile, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { StartupError } from '../../src/errors/startup-error.ts'
import { openFileRequestStore } from '../../src/store/file-request-store.ts'
import { NOW } from '../rotation/kms-values.ts'
import { startChild } from './child.ts'
import { makeDataFolder } from './data-folder.ts'
import { requested } from './requests.ts'

const at = (folder: string) => openFileRequestStore({ folder, now: () => NOW })

/** The lock of an ended process whose process ID another process has now. */
const gone = async () => {
  const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()
  const pidNamespace = await readlink('/proc/self/ns/pid').catch(() => '')
  return { bootId, pidNamespace, pid: process.pid, startTicks: '1' }
}
/** The lock of a gateway in another container. */
const elsewhere = { bootId: 'another machine', pidNamespace: 'pid:[1]', pid: process.pid, startTicks: '1' }

const leaveLock = (folder: string, identity: object) =>
  writeFile(
    path.join(folder, 'gateway.lock.7'),
    `${JSON.stringify({ word: 'old', host: 'web-1', pid: process.pid, identity, state: '000000000042' })}\n`,
  )

describe('a data folder', () => {
  test('is rejected with the process ID while another process uses it, and opens with all requests after that process was killed', async () => {
    await using data = await makeDataFolder()
    const saved: string[] = []
    {
      await using saver = startChild('saver.ts', [data.folder])
      saved.push(await saver.line())
      const opening = at(data.folder)
      await expect(opening).rejects.toThrow(StartupError)
      await expect(opening).rejects.toThrow(`in use by process ${saver.pid}`)
      for (let more = 1; more < 20; more++) saved.push(await saver.line())
    }
    await using store = await at(data.folder)
    const kept = new Set((await store.list()).map(({ id }) => id))
    expect(saved.filter((id) => !kept.has(id))).toEqual([])
  })

  test('cannot be opened twice by one process', async () => {
    await using data = await makeDataFolder()
    await using store = await at(data.folder)
    await expect(at(data.folder)).rejects.toThrow(StartupError)
    await store.save(requested())
    expect(await data.lines()).toHaveLength(1)
  })

  test('can be opened again immediately after it was closed', async () => {
    await using data = await makeDataFolder()
    for (let time = 0; time < 3; time++) await (await at(data.folder))[Symbol.asyncDispose]()
    await using store = await at(data.folder)
    expect(await store.list()).toEqual([])
    const locks = (await readdir(data.folder)).filter((name) => name.startsWith('gateway.lock'))
    expect(locks).toEqual(['gateway.lock.4'])
  })

  test('opens if the process of its lock has ended, although another process has the same process ID', async () => {
    await using data = await makeDataFolder()
    await leaveLock(data.folder, await gone())
    await using store = await at(data.folder)
    await store.save(requested())
    expect(await data.lines()).toHaveLength(1)
  })

  // The next two tests wait until a heartbeat is stale, which takes 10 seconds.
  test.concurrent('is locked by exactly one of several gateways that open it at the same time', async () => {
    const racers = [1, 2, 3].map(() => startChild('racer.ts', []))
    const folders: Awaited<ReturnType<typeof makeDataFolder>>[] = []
    try {
      for (const racer of racers) expect(await racer.line()).toBe('ready')
      for (let trial = 0; trial < 12; trial++) {
        const data = await makeDataFolder()
        folders.push(data)
        // In the first trial, only the heartbeat, which has stopped, shows that the holder has ended.
        await leaveLock(data.folder, trial === 0 ? elsewhere : await gone())
      }
      for (const { folder } of folders) for (const racer of racers) racer.say(folder)
      const answers: string[] = []
      for (const racer of racers) for (const _ of folders) answers.push(await racer.line())
      for (const [trial, { folder }] of folders.entries()) {
        const ofTrial = answers.filter((answer) => answer.startsWith(`${folder}: `))
        expect(
          ofTrial.filter((answer) => answer.endsWith(': held')),
          `trial ${trial}`,
        ).toHaveLength(1)
        const refused = ofTrial.filter((answer) =>
          /is in use by process \d+ on .*Stop that gateway/.test(answer),
        )
        expect(refused, `trial ${trial}`).toHaveLength(2)
      }
    } finally {
      for (const racer of racers) await racer[Symbol.asyncDispose]()
      for (const data of folders) await data[Symbol.asyncDispose]()
    }
  })

  test.concurrent(
    'accepts no save from a gateway that was suspended while another gateway took over the lock',
    async () => {
      await using data = await makeDataFolder()
      await using saver = startChild('saver.ts', [data.folder])
      const saved = [await saver.line()]
      saver.signal('SIGSTOP')
      await using store = await at(data.folder)
      const own = requested()
      await store.save(own)
      const before = await readFile(data.file, 'utf8')
      saver.signal('SIGCONT')
      const failure = (await saver.linesUntil(/^failed/)).at(-1)
      expect([failure, await saver.line()]).toEqual([
        'failed: FOLDER_TAKEN_OVER',
        'failed: FOLDER_TAKEN_OVER',
      ])
      expect(await readFile(data.file, 'utf8')).toBe(before)
      expect((await store.list()).map(({ id }) => id)).toEqual(expect.arrayContaining([own.id, ...saved]))
    },
  )

  test('accepts no save after its file was replaced', async () => {
    await using data = await makeDataFolder()
    await using store = await at(data.folder)
    await store.save(requested())
    await rm(data.file)
    await writeFile(data.file, '')
    await expect(store.save(requested())).rejects.toThrow('was replaced')
  })
})

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

/** A process that has this number now but was started at another time. */
const gone = async () => {
  const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()
  const pidNamespace = await readlink('/proc/self/ns/pid').catch(() => '')
  return { bootId, pidNamespace, pid: process.pid, startTicks: '1' }
}
/** What a gateway in another container left. */
const elsewhere = { bootId: 'another machine', pidNamespace: 'pid:[1]', pid: process.pid, startTicks: '1' }

const leaveLock = (folder: string, identity: object) =>
  writeFile(
    path.join(folder, 'gateway.lock.7'),
    `${JSON.stringify({ word: 'old', host: 'web-1', pid: process.pid, identity, state: '000000000042' })}\n`,
  )

describe('a data folder', () => {
  test('in use by another process is refused, naming it; once that is killed it is taken over with all that was saved', async () => {
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

  test('opened twice by one process is refused as well', async () => {
    await using data = await makeDataFolder()
    await using store = await at(data.folder)
    await expect(at(data.folder)).rejects.toThrow(StartupError)
    await store.save(requested())
    expect(await data.lines()).toHaveLength(1)
  })

  test('can be opened again at once after it was closed', async () => {
    await using data = await makeDataFolder()
    for (let time = 0; time < 3; time++) await (await at(data.folder))[Symbol.asyncDispose]()
    await using store = await at(data.folder)
    expect(await store.list()).toEqual([])
    const locks = (await readdir(data.folder)).filter((name) => name.startsWith('gateway.lock'))
    expect(locks).toEqual(['gateway.lock.4'])
  })

  test('with the lock of a process that has ended is taken over, although another process has its number', async () => {
    await using data = await makeDataFolder()
    await leaveLock(data.folder, await gone())
    await using store = await at(data.folder)
    await store.save(requested())
    expect(await data.lines()).toHaveLength(1)
  })

  test('that several gateways take over at once is held by exactly one of them', async () => {
    const racers = [1, 2, 3].map(() => startChild('racer.ts', []))
    const folders: Awaited<ReturnType<typeof makeDataFolder>>[] = []
    try {
      for (const racer of racers) expect(await racer.line()).toBe('ready')
      for (let trial = 0; trial < 12; trial++) {
        const data = await makeDataFolder()
        folders.push(data)
        // The first trial has only the heartbeat, which stands still, to say that the holder is gone.
        await leaveLock(data.folder, trial === 0 ? elsewhere : await gone())
        for (const racer of racers) racer.say(data.folder)
        const answers = await Promise.all(racers.map((racer) => racer.line()))
        expect(
          answers.filter((answer) => answer === 'held'),
          `trial ${trial}`,
        ).toHaveLength(1)
        const refused = answers.filter((answer) =>
          /is in use by process \d+ on .*Stop that gateway/.test(answer),
        )
        expect(refused, `trial ${trial}`).toHaveLength(2)
      }
    } finally {
      for (const racer of racers) await racer[Symbol.asyncDispose]()
      for (const data of folders) await data[Symbol.asyncDispose]()
    }
  })

  test('is lost to a gateway that stood still while another took over: it saves nothing more', async () => {
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
    expect([failure, await saver.line()]).toEqual(['failed: FOLDER_TAKEN_OVER', 'failed: FOLDER_TAKEN_OVER'])
    expect(await readFile(data.file, 'utf8')).toBe(before)
    expect((await store.list()).map(({ id }) => id)).toEqual(expect.arrayContaining([own.id, ...saved]))
  })

  test('whose file was replaced takes no further request', async () => {
    await using data = await makeDataFolder()
    await using store = await at(data.folder)
    await store.save(requested())
    await rm(data.file)
    await writeFile(data.file, '')
    await expect(store.save(requested())).rejects.toThrow('was replaced')
  })
})

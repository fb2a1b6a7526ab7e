import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { StartupError } from '../../src/errors.ts'
import { openFileRequestStore } from '../../src/store/file-request-store.ts'
import { NOW } from '../rotation/kms-values.ts'
import { makeDataFolder } from './data-folder.ts'
import { requested } from './requests.ts'

const at = (folder: string) => openFileRequestStore({ folder, now: () => NOW })

/** A process that opens the store, and saves one request after the other; it names each one that is saved. */
function startSaver(folder: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/store/saver.ts', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  return {
    pid: child.pid,
    lines: lines[Symbol.asyncIterator](),
    async kill() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

describe('a data folder', () => {
  test('in use by another process is refused, naming it; once that is killed it is taken over with all that was saved', async () => {
    await using data = await makeDataFolder()
    const saver = startSaver(data.folder)
    const saved: string[] = []
    try {
      saved.push((await saver.lines.next()).value)
      const opening = at(data.folder)
      await expect(opening).rejects.toThrow(StartupError)
      await expect(opening).rejects.toThrow(`in use by process ${saver.pid}`)
      for (let more = 1; more < 20; more++) saved.push((await saver.lines.next()).value)
    } finally {
      await saver.kill()
    }
    await using store = await at(data.folder)
    const kept = new Set((await store.list()).map(({ id }) => id))
    expect(saved.filter((id) => !kept.has(id))).toEqual([])
    // At most the one that was being saved was not yet told of.
    expect(kept.size - saved.length).toBeGreaterThanOrEqual(0)
  })

  test('opened twice by one process is refused as well', async () => {
    await using data = await makeDataFolder()
    await using store = await at(data.folder)
    await expect(at(data.folder)).rejects.toThrow(StartupError)
    await store.save(requested())
    expect(await data.lines()).toHaveLength(1)
  })

  test('can be opened again once it was closed', async () => {
    await using data = await makeDataFolder()
    await (await at(data.folder))[Symbol.asyncDispose]()
    await using store = await at(data.folder)
    expect(await store.list()).toEqual([])
  })

  test.each(['', 'nonsense', '999999999'])('with the lock of nobody, %j, is taken over', async (holder) => {
    await using data = await makeDataFolder()
    const lock = path.join(data.folder, 'gateway.lock')
    await writeFile(lock, holder)
    await using store = await at(data.folder)
    expect(await store.list()).toEqual([])
    expect(await readFile(lock, 'utf8')).toBe(String(process.pid))
  })

  test('with the lock that an earlier process of the same number left, is taken over', async () => {
    await using data = await makeDataFolder()
    await writeFile(path.join(data.folder, 'gateway.lock'), String(process.pid))
    await using store = await at(data.folder)
    expect(await store.list()).toEqual([])
  })
})

import { appendFile, mkdir, open, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { StartupError } from '../../src/errors/startup-error.ts'
import type { RequestRetention } from '../../src/rotation/request-store.ts'
import { openFileRequestStore } from '../../src/store/file-request-store.ts'
import { toJson } from '../../src/store/request-json.ts'
import { KEY_ARN, NOW, PRIMARY_ARN } from '../rotation/kms-values.ts'
import { makeDataFolder } from './data-folder.ts'
import { describeRequestStore } from './request-store-contract.ts'
import { completed, failed, fullRequest, requested } from './requests.ts'

describeRequestStore('in a file', async (retention) => {
  const data = await makeDataFolder()
  const store = await openFileRequestStore({ folder: data.folder, ...retention })
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]()
      await data[Symbol.asyncDispose]()
    },
  }
})

const at = (folder: string, retention: Partial<RequestRetention> = {}) =>
  openFileRequestStore({ folder, now: () => NOW, ...retention })

describe('a file store that is opened again', () => {
  test('returns every request unchanged, in the same order and by every index', async () => {
    await using data = await makeDataFolder()
    const full = fullRequest()
    const requests = [
      full,
      failed(requested({ idempotencyKey: 'failed' })),
      requested({ keyArn: PRIMARY_ARN, idempotencyKey: 'running', status: 'IN_PROGRESS', isAccepted: true }),
    ]
    {
      await using store = await at(data.folder)
      for (const each of requests) await store.save({ ...each, status: 'REQUESTED', rotation: undefined })
      for (const each of requests) await store.save(each)
    }
    await using store = await at(data.folder)
    expect(await store.list()).toEqual(requests.toReversed())
    const again = await store.get(full.id)
    expect(again?.before.rotationIds).toEqual(full.before.rotationIds)
    expect(again?.rotation?.entry.validTo).toEqual(full.rotation?.entry.validTo)
    expect(again?.error).toEqual(full.error)
    expect(await store.latestOf(PRIMARY_ARN)).toEqual(requests[2])
    expect(await store.madeWith('ann', 'running')).toEqual(requests[2])
  })

  test('removes expired requests from its file, which then has one line for each request', async () => {
    await using data = await makeDataFolder()
    const request = requested()
    {
      await using store = await at(data.folder)
      for (const status of ['REQUESTED', 'OUTCOME_UNKNOWN', 'IN_PROGRESS'] as const)
        await store.save({ ...request, status })
      await store.save(completed(request))
      await store.save(requested())
      expect(await data.lines()).toHaveLength(5)
    }
    await using store = await at(data.folder)
    expect(await store.list()).toHaveLength(2)
    expect(await data.lines()).toHaveLength(2)
  })

  test('drops the oldest requests of a file that has more than the maximum', async () => {
    await using data = await makeDataFolder()
    {
      await using store = await at(data.folder, { maxRequests: 3 })
      for (let count = 0; count < 9; count++) await store.save(completed(requested()))
      expect(await data.lines()).toHaveLength(9)
    }
    await using store = await at(data.folder, { maxRequests: 3 })
    expect(await store.list()).toHaveLength(3)
    expect(await data.lines()).toHaveLength(3)
  })

  test('drops an incomplete last line, because its save never resolved', async () => {
    await using data = await makeDataFolder()
    const [first, second] = [requested(), requested()]
    await data.write(`${toJson(first)}\n${toJson(second).slice(0, -20)}`)
    {
      await using store = await at(data.folder)
      expect(await store.list()).toEqual([first])
      await store.save(completed(first))
    }
    await using store = await at(data.folder)
    expect(await store.list()).toEqual([completed(first)])
  })

  test.each([
    ['cut', '{"id":"x",'],
    ['not a request', '{"id":"x"}'],
    ['not JSON', 'hello'],
    ['empty', ''],
  ])(
    'rejects a file with an invalid line, and the error names the file and the line: %s',
    async (_, line) => {
      await using data = await makeDataFolder()
      await data.write(`${toJson(requested())}\n${line}\n${toJson(requested())}\n`)
      const opening = at(data.folder)
      await expect(opening).rejects.toThrow(StartupError)
      await expect(opening).rejects.toThrow(`Line 2 of ${data.file} is not valid`)
      // The file is unchanged, and the folder is not locked.
      expect(await readFile(data.file, 'utf8')).toContain(`\n${line}\n`)
      await data.write('')
      await using store = await at(data.folder)
      expect(await store.list()).toEqual([])
    },
  )

  test('rejects a folder at the path of its file', async () => {
    await using data = await makeDataFolder()
    await mkdir(data.file)
    await expect(at(data.folder)).rejects.toMatchObject({ code: 'EISDIR' })
  })
})

describe('a save to a file store', () => {
  afterEach(() => vi.restoreAllMocks())

  /** The prototype of all file handles. */
  async function handles(file: string): Promise<FileHandle> {
    const handle = await open(file)
    await handle.close()
    return Object.getPrototypeOf(handle)
  }

  test('resolves after the request was written and synced', async () => {
    await using data = await makeDataFolder()
    await using store = await at(data.folder)
    const done: string[] = []
    let releaseSync = () => {}
    const held = new Promise<void>((resolve) => (releaseSync = resolve))
    const prototype = await handles(data.file)
    const syncing = new Promise<void>((resolve) => {
      vi.spyOn(prototype, 'sync').mockImplementation(async () => {
        done.push(`sync with ${(await data.lines()).length} line`)
        resolve()
        await held
      })
    })
    const saving = store.save(requested()).then(() => done.push('saved'))
    await syncing
    expect(done).toEqual(['sync with 1 line'])
    releaseSync()
    await saving
    expect(done).toEqual(['sync with 1 line', 'saved'])
  })

  test.each(['appendFile', 'sync'] as const)(
    'is rejected if %s fails, blocks neither the key nor the idempotency key, and does not damage later lines',
    async (step) => {
      await using data = await makeDataFolder()
      const [before, lost, after] = [requested(), requested({ idempotencyKey: 'key' }), requested()]
      {
        await using store = await at(data.folder)
        await store.save(before)
        const spy = vi.spyOn(await handles(data.file), step).mockImplementationOnce(async () => {
          // A full disk still writes a part of the line.
          await appendFile(data.file, '{"id":"half')
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        })
        await expect(store.save(lost)).rejects.toMatchObject({ code: 'ENOSPC' })
        spy.mockRestore()
        expect(await store.latestOf(KEY_ARN)).toMatchObject({ id: lost.id, status: 'FAILED' })
        expect(await store.madeWith('ann', 'key')).toMatchObject({ status: 'FAILED' })
        await store.save(after)
      }
      await using store = await at(data.folder)
      expect(await store.list()).toEqual([after, before])
    },
  )

  test('keeps a change that it could not write until the store is closed', async () => {
    await using data = await makeDataFolder()
    const request = requested()
    const store = await at(data.folder)
    await store.save(request)
    await store[Symbol.asyncDispose]()
    await expect(store.save(completed(request))).rejects.toThrow('file closed')
    expect(await store.get(request.id)).toMatchObject({ status: 'COMPLETED' })
  })

  test('writes simultaneous saves to one line each', async () => {
    await using data = await makeDataFolder()
    const requests = Array.from({ length: 50 }, () => requested())
    {
      await using store = await at(data.folder)
      await Promise.all(requests.map((each) => store.save(each)))
    }
    await using store = await at(data.folder)
    expect(await store.list()).toEqual(requests.toReversed())
  })
})

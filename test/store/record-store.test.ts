import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { AccessDeniedError } from '../../src/errors/operation-errors.ts'
import { toKeyArn } from '../../src/kms/scopes.ts'
import type { KeyRecord } from '../../src/rotation/inventory/inventory.ts'
import { openDataFolder } from '../../src/store/data-folder.ts'
import { openRecordsIn } from '../../src/store/file-record-store.ts'
import { createMemoryRecordStore } from '../../src/store/memory-record-store.ts'
import { automaticEntry, daysAgo, metadataOf, NOW, statusOn } from '../rotation/kms-values.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import { makeDataFolder } from './data-folder.ts'

const arnOf = (number: number): string =>
  `arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-${String(number).padStart(12, '0')}`

function recordOf(number: number, differences: Partial<KeyRecord> = {}): KeyRecord {
  const keyArn = arnOf(number)
  return {
    key: toKeyArn(keyArn),
    foundAt: NOW - 10,
    listedAt: NOW,
    metadata: { value: metadataOf({ keyArn }), observedAt: NOW },
    status: { value: statusOn(), observedAt: NOW },
    rotations: { value: [automaticEntry(daysAgo(20))], observedAt: NOW },
    materials: { value: [], observedAt: NOW },
    aliases: {
      value: [
        {
          aliasName: 'alias/orders',
          aliasArn: undefined,
          targetKeyId: 'x',
          creationDate: daysAgo(3),
          lastUpdatedDate: daysAgo(2),
        },
      ],
      observedAt: NOW,
    },
    tags: { value: [{ tagKey: 'team', tagValue: 'payments' }], observedAt: NOW },
    lastUsage: undefined,
    ...differences,
  }
}

/** Opens the store of a folder, works with it, and closes it as a restart does. */
async function openAgain<Result>(
  folder: string,
  work: (store: Awaited<ReturnType<typeof openRecordsIn>>) => Promise<Result>,
  logger = createMemoryLogger(),
): Promise<Result> {
  await using data = await openDataFolder(folder)
  await using store = await openRecordsIn(data, logger)
  return await work(store)
}

const load = (folder: string, logger = createMemoryLogger()) =>
  openAgain(folder, (store) => store.load(), logger)

describe('the records of an inventory in a data folder', () => {
  test('are the newest of each key after a restart, with the dates of KMS', async () => {
    await using folder = await makeDataFolder()
    await openAgain(folder.folder, async (store) => {
      await store.save([recordOf(1), recordOf(2), recordOf(3)], [])
      await store.save([recordOf(1, { listedAt: NOW + 5 })], [arnOf(2)])
    })
    expect(await load(folder.folder)).toEqual([recordOf(1, { listedAt: NOW + 5 }), recordOf(3)])
    expect(await load(folder.folder)).toEqual([recordOf(1, { listedAt: NOW + 5 }), recordOf(3)])
  })

  test('do not contain readings that failed', async () => {
    const record = recordOf(1, {
      status: { problem: new AccessDeniedError('Denied.', {}), observedAt: NOW },
    })
    await using folder = await makeDataFolder()
    await openAgain(folder.folder, (store) => store.save([record], []))
    const memory = createMemoryRecordStore()
    await memory.save([record], [])
    for (const records of [await load(folder.folder), await memory.load()])
      expect(records).toEqual([recordOf(1, { status: undefined })])
  })

  test.each([
    [
      'has damaged lines',
      (file: string) => appendFile(file, `${arnOf(3)} {"key":\n${arnOf(4)} 17\n`),
      [1, 2],
    ],
    ['is that of another program', (file: string) => writeFile(file, 'id,name\n1,orders\n'), []],
    ['is of a later version', (file: string) => writeFile(file, 'kms-rotation-gateway inventory 2\nx\n'), []],
  ])('of a file that %s are read as far as they are valid', async (_, damage, left) => {
    await using folder = await makeDataFolder()
    const file = path.join(folder.folder, 'inventory.jsonl')
    await openAgain(folder.folder, (store) => store.save([recordOf(1), recordOf(2)], []))
    await damage(file)
    const damaged = await readFile(file, 'utf8')
    const logger = createMemoryLogger()
    expect(await load(folder.folder, logger)).toEqual(left.map((number) => recordOf(number)))
    expect(logger.lines).toMatchObject([{ level: 'warn', message: expect.stringContaining('not valid') }])
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe(damaged)
    // The next start has a valid file.
    expect(await load(folder.folder)).toHaveLength(left.length)
  })

  test('do not contain one whose saving was cut off', async () => {
    await using folder = await makeDataFolder()
    await openAgain(folder.folder, (store) => store.save([recordOf(1)], []))
    await appendFile(path.join(folder.folder, 'inventory.jsonl'), `${arnOf(3)} {"key":`)
    expect(await load(folder.folder)).toEqual([recordOf(1)])
  })

  test('are kept in memory if the file cannot be used, with a log line', async () => {
    await using folder = await makeDataFolder()
    await mkdir(path.join(folder.folder, 'inventory.jsonl'))
    const logger = createMemoryLogger()
    const loaded = await openAgain(
      folder.folder,
      async (store) => {
        await store.save([recordOf(1)], [])
        return store.load()
      },
      logger,
    )
    expect(loaded).toEqual([recordOf(1)])
    expect(logger.lines).toMatchObject([
      { level: 'warn', message: expect.stringContaining('cannot be used') },
    ])
  })

  test('do not fill the disk: the file is rewritten when it has twice its size', async () => {
    await using folder = await makeDataFolder()
    const big = recordOf(1, {
      metadata: {
        value: metadataOf({ keyArn: arnOf(1), description: 'x'.repeat(1_000_000) }),
        observedAt: NOW,
      },
    })
    await openAgain(folder.folder, async (store) => {
      for (let round = 0; round < 25; round++) await store.save([big, recordOf(2)], [])
    })
    const { size } = await stat(path.join(folder.folder, 'inventory.jsonl'))
    expect(size).toBeLessThan(13_000_000)
    expect(await load(folder.folder)).toEqual([big, recordOf(2)])
  })
})

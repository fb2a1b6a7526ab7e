import { appendFile, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { StartupError } from '../../src/errors/startup-error.ts'
import { openDataFolder } from '../../src/store/data-folder.ts'
import { openSpendingIn } from '../../src/store/file-spending-store.ts'
import type { FileSpendingStore } from '../../src/store/file-spending-store.ts'
import { startChild } from './child.ts'
import { makeDataFolder } from './data-folder.ts'

const NOTHING = { background: 0, interactive: 0 }

async function withStore<Value>(
  folder: string,
  use: (store: FileSpendingStore) => Promise<Value>,
): Promise<Value> {
  await using data = await openDataFolder(folder)
  await using store = await openSpendingIn(data)
  return await use(store)
}

test('the numbers of requests survive a restart, by account and month', async () => {
  await using data = await makeDataFolder()
  await withStore(data.folder, async (store) => {
    await store.add('111122223333', '2026-11', { background: 1_000, interactive: 10 })
    await store.add('111122223333', '2026-11', { background: -1, interactive: 5 })
    await store.add('444455556666', '2026-11', { background: 7, interactive: 0 })
    await store.add('111122223333', '2026-12', { background: 3, interactive: 0 })
  })
  await withStore(data.folder, async (store) => {
    expect(await store.add('111122223333', '2026-11', NOTHING)).toMatchObject({
      background: 999,
      interactive: 15,
    })
    expect(await store.add('444455556666', '2026-11', NOTHING)).toMatchObject({ background: 7 })
    expect(await store.add('111122223333', '2026-12', NOTHING)).toMatchObject({ background: 3 })
    expect(await store.add('111122223333', '2027-01', NOTHING)).toMatchObject(NOTHING)
  })
})

test('no request that was counted is missing after the process was killed', async () => {
  await using data = await makeDataFolder()
  let sent = 0
  {
    await using spender = startChild('spender.ts', [data.folder])
    // The store is written after each 500 requests.
    sent = Number((await spender.linesUntil(/^1700$/)).at(-1))
  }
  await withStore(data.folder, async (store) => {
    const { background } = await store.add('111122223333', '2026-11', NOTHING)
    expect(background).toBeGreaterThanOrEqual(sent)
  })
})

test('the file has one line for each account in the latest two months after a restart', async () => {
  await using data = await makeDataFolder()
  await withStore(data.folder, async (store) => {
    for (const month of ['2026-09', '2026-10', '2026-11'])
      for (let times = 0; times < 3; times++)
        await store.add('111122223333', month, { background: 1, interactive: 0 })
  })
  await withStore(data.folder, async () => {})
  const lines = (await readFile(path.join(data.folder, 'spending.jsonl'), 'utf8')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).month)).toEqual(['2026-10', '2026-11'])
})

test('a file with a line that is not valid prevents the start, and the error names the line', async () => {
  await using data = await makeDataFolder()
  await withStore(data.folder, (store) => store.add('111122223333', '2026-11', NOTHING))
  await appendFile(path.join(data.folder, 'spending.jsonl'), '{"accountId":1}\n')
  const opening = withStore(data.folder, async () => {})
  await expect(opening).rejects.toThrow(StartupError)
  await expect(opening).rejects.toThrow('Line 2 of')
})

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { watchFileContent } from '../../src/auth/watched-file.ts'
import type { WatchedFile } from '../../src/auth/watched-file.ts'
import { StartupError } from '../../src/errors/startup-error.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import type { MemoryLogger } from '../support/memory-logger.ts'
import { waitUntil } from '../support/wait-until.ts'

let folder: string
let file: string
let logger: MemoryLogger
let watched: WatchedFile<string> | undefined
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'watched-file-'))
  file = path.join(folder, 'file')
  logger = createMemoryLogger()
})
afterEach(async () => {
  watched?.[Symbol.dispose]()
  watched = undefined
  await rm(folder, { recursive: true })
})

function parse(text: string): string {
  if (!text.endsWith('.')) throw new StartupError('the file is not whole')
  return text
}

async function watch(): Promise<WatchedFile<string>> {
  watched = await watchFileContent({ path: file, what: 'the file', parse, logger, pollIntervalMs: 5 })
  return watched
}

/** As Kubernetes mounts a ConfigMap: the file is a link through `..data`, which is moved to a new folder. */
async function mountVersion(version: string, text: string): Promise<void> {
  const versionFolder = path.join(folder, version)
  await mkdir(versionFolder)
  await writeFile(path.join(versionFolder, 'file'), text)
  // Every version of a mounted volume can have the same date.
  await utimes(path.join(versionFolder, 'file'), 0, 0)
  await symlink(version, path.join(folder, '..data_tmp'))
  await rename(path.join(folder, '..data_tmp'), path.join(folder, '..data'))
}

const changes: Readonly<Record<string, { start?: () => Promise<void>; change: () => Promise<void> }>> = {
  'is rewritten in place with the same size and date': {
    async change() {
      const { atime, mtime } = await stat(file)
      await writeFile(file, 'two.')
      await utimes(file, atime, mtime)
    },
  },
  'gets an older date than before': {
    async change() {
      await writeFile(file, 'two.')
      await utimes(file, 1, 1)
    },
  },
  'is replaced by another file': {
    async change() {
      await writeFile(`${file}.new`, 'two.')
      await rename(`${file}.new`, file)
    },
  },
  'is reached through a symbolic link that is moved': {
    async start() {
      await mountVersion('..1', 'one.')
      await symlink('..data/file', file)
    },
    change: () => mountVersion('..2', 'two.'),
  },
  'is missing for a while': {
    async change() {
      await rm(file)
      await waitUntil(() => logger.lines.some(({ level }) => level === 'error'))
      await writeFile(file, 'two.')
    },
  },
  'is half written for a while': {
    async change() {
      await writeFile(file, 'tw')
      await waitUntil(() => logger.lines.some(({ level }) => level === 'error'))
      await writeFile(file, 'two.')
    },
  },
  'is a folder for a while': {
    async change() {
      await rm(file)
      await mkdir(file)
      await waitUntil(() => logger.lines.some(({ level }) => level === 'error'))
      await rm(file, { recursive: true })
      await writeFile(file, 'two.')
    },
  },
}

describe('a watched file is read again when it', () => {
  test.each(Object.entries(changes))('%s', async (_, { start, change }) => {
    await (start ?? (() => writeFile(file, 'one.')))()
    const current = await watch()
    const seen: string[] = []
    current.onChange(() => seen.push(current.current))
    expect(current.current).toBe('one.')
    await change()
    await waitUntil(() => current.current === 'two.')
    expect(seen).toEqual(['two.'])
  })
})

test('a file that is readable again with its old content notifies nobody, and the log says that it is', async () => {
  await writeFile(file, 'one.')
  const current = await watch()
  let changed = 0
  current.onChange(() => changed++)
  await rename(file, `${file}.away`)
  await waitUntil(() => logger.lines.some(({ level }) => level === 'error'))
  await rename(`${file}.away`, file)
  await waitUntil(() => logger.lines.some(({ message }) => message === 'the file was read again'))
  expect(changed).toBe(0)
  expect(current.current).toBe('one.')
})

test('a pipe is rejected at the start, without waiting for a writer', async () => {
  await promisify(execFile)('mkfifo', [file])
  await expect(watch()).rejects.toThrow(/is not a regular file/)
})

test('a file that is larger than any policy is rejected at the start', async () => {
  await writeFile(file, Buffer.alloc(16_777_217, '.'))
  await expect(watch()).rejects.toThrow(/has 16777217 bytes\. The maximum is 16777216/)
})

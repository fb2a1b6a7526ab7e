import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import type { KeyRecord } from '../rotation/inventory/inventory.ts'
import type { RecordStore } from '../rotation/inventory/record-store.ts'
import type { Logger } from '../logger.ts'
import type { DataFolder } from './data-folder.ts'
import { FolderTakenOverError } from './folder-lock.ts'
import { openJournal } from './journal.ts'
import type { Journal } from './journal.ts'
import { createMemoryRecordStore } from './memory-record-store.ts'
import { fromJson, toJson } from './record-json.ts'

const FILE = 'inventory.jsonl'
/** The first line. A file with another one is foreign. */
const HEADER = 'kms-rotation-gateway inventory 1'
/** The file is rewritten when this many bytes were appended, and as many as it had. */
const MIN_APPENDED = 10_000_000

export interface FileRecordStore extends RecordStore, AsyncDisposable {}

/**
 * Keeps records in a file of the data folder: a line with the ARN and the record for each change, or with the ARN alone when
 * the key was removed. A file that is damaged, foreign or not readable does not prevent the start: its records are lost, and
 * a copy is kept beside it.
 */
export async function openRecordsIn(folder: DataFolder, logger: Logger): Promise<FileRecordStore> {
  const file = path.join(folder.path, FILE)
  let journal: Journal
  let loaded: readonly KeyRecord[] | undefined
  let size = 0
  let appended = 0

  /** The newest line of each key. */
  async function keep(lines: readonly string[]): Promise<readonly string[]> {
    const newest = new Map<string, string>()
    const [header, ...entries] = lines
    let damaged = header === undefined || header === HEADER ? 0 : 1
    for (const line of damaged ? [] : entries) {
      const end = line.indexOf(' ')
      if (end < 0) newest.delete(line)
      else newest.set(line.slice(0, end), line)
    }
    const kept = [HEADER]
    const records: KeyRecord[] = []
    for (const line of newest.values()) {
      const record = fromJson(line.slice(line.indexOf(' ') + 1))
      if (record) records.push(record)
      else damaged++
      if (record) kept.push(line)
    }
    loaded ??= records
    if (damaged > 0) await reportDamage(damaged)
    size = kept.reduce((total, line) => total + line.length + 1, 0)
    appended = 0
    return kept
  }

  async function reportDamage(lines: number): Promise<void> {
    const copy = `${file}.damaged`
    await copyFile(file, copy)
    logger.warn(
      { file, copy, lines },
      'inventory: a part of the file is not valid, so its keys are read again',
    )
  }

  const open = (): Promise<Journal> => openJournal({ file, keep, check: () => folder.check() })

  async function rewrite(): Promise<void> {
    await journal[Symbol.asyncDispose]()
    journal = await open()
  }

  try {
    journal = await open()
  } catch (error) {
    if (error instanceof FolderTakenOverError) throw error
    logger.warn(
      { file, err: error },
      'inventory: the file cannot be used, so a restart reads every key again',
    )
    return { ...createMemoryRecordStore(), async [Symbol.asyncDispose]() {} }
  }
  return {
    async load() {
      const records = loaded ?? []
      loaded = []
      return records
    },
    async save(changed, removed) {
      if (appended > Math.max(MIN_APPENDED, size)) await rewrite()
      const lines = [...changed.map((record) => `${record.key.arn} ${toJson(record)}`), ...removed]
      if (lines.length === 0) return
      const text = lines.join('\n')
      await journal.append(text)
      appended += text.length
    },
    [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose](),
  }
}

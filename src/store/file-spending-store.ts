import path from 'node:path'
import { createMemorySpendingStore } from '../kms/rate/spending.ts'
import type { Spending, SpendingStore } from '../kms/rate/spending.ts'
import { usable } from './data-folder.ts'
import type { DataFolder } from './data-folder.ts'
import { openJournal, unreadableLine } from './journal.ts'

const FILE = 'spending.jsonl'
/** The file keeps the counts of this number of months. */
const MAX_MONTHS = 2

interface Line extends Spending {
  readonly accountId: string
  readonly month: string
}

export interface FileSpendingStore extends SpendingStore, AsyncDisposable {}

/**
 * Keeps the numbers of requests in a file of the data folder. `add` resolves when they are on the disk.
 *
 * @throws {StartupError} when the file cannot be read
 */
export const openSpendingIn = (folder: DataFolder): Promise<FileSpendingStore> =>
  usable(folder.path, async () => {
    const file = path.join(folder.path, FILE)
    const counts = createMemorySpendingStore()

    async function keep(lines: readonly string[]): Promise<readonly string[]> {
      const newest = new Map<string, Line>()
      for (const [index, text] of lines.entries()) {
        const line = parse(text)
        if (!line) throw unreadableLine(file, index, undefined)
        newest.set(`${line.accountId} ${line.month}`, line)
      }
      const months = [...new Set([...newest.values()].map(({ month }) => month))]
        .toSorted()
        .slice(-MAX_MONTHS)
      const kept = [...newest.values()].filter(({ month }) => months.includes(month))
      for (const { accountId, month, ...spending } of kept) await counts.add(accountId, month, spending)
      return kept.map((line) => JSON.stringify(line))
    }

    const journal = await openJournal({ file, keep, check: () => folder.check() })
    return {
      async add(accountId, month, requests) {
        const { background, interactive } = await counts.add(accountId, month, requests)
        const line: Line = { accountId, month, background, interactive }
        try {
          await journal.append(JSON.stringify(line))
        } catch (error) {
          // The caller adds these requests again later.
          await counts.add(accountId, month, {
            background: -requests.background,
            interactive: -requests.interactive,
          })
          throw error
        }
        return line
      },
      [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose](),
    }
  })

function parse(text: string): Line | undefined {
  try {
    const { accountId, month, background, interactive }: Partial<Record<keyof Line, unknown>> = Object(
      JSON.parse(text),
    )
    if (typeof accountId !== 'string' || typeof month !== 'string') return undefined
    if (typeof background !== 'number' || typeof interactive !== 'number') return undefined
    return { accountId, month, background, interactive }
  } catch {
    return undefined
  }
}

import { randomUUID } from 'node:crypto'
import { open, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StartupError } from '../errors/startup-error.ts'
import { hasEnded, ownIdentity } from './process-identity.ts'
import type { ProcessIdentity } from './process-identity.ts'

// Only one gateway uses a data folder at a time. Gateways may run in different containers or on different machines, where a
// process id identifies nothing and clocks differ. So each holder creates a lock file with its own generation number,
// gateway.lock.1, gateway.lock.2, …, which contains a random token and a heartbeat.
//
//   take     The newest file is the lock. If its heartbeat changes, the folder is in use. If the file is released, its
//            process has ended, or its heartbeat has not changed for STALE_MS on the observer's monotonic clock, the
//            observer creates the file of the next generation. The file system lets exactly one process create a file.
//   hold     The holder changes the heartbeat every BEAT_MS.
//   check    A newer file means that another gateway took the lock because this process was paused for too long.
//   release  The file stays and is marked as released. The newest file is never removed, so generations only grow, and a
//            process that was about to take over an older generation notices.

const BEAT_MS = 1_000
/** A holder whose heartbeat does not change for this time loses the lock. */
const STALE_MS = 10_000
const POLL_MS = 100

export interface FolderLock extends AsyncDisposable {
  /** @throws {FolderTakenOverError} when this process no longer holds the lock */
  check(): Promise<void>
}

/** Another gateway took over the data folder. Later writes of this process may be lost. */
export class FolderTakenOverError extends Error {
  readonly code = 'FOLDER_TAKEN_OVER'

  constructor(folder: string) {
    super(
      `Another gateway has taken over the data folder ${folder}, because this gateway was paused for at least ${STALE_MS / 1_000} seconds. Stop this gateway, or restart it with another --data-folder.`,
    )
  }
}

interface LockFile {
  readonly generation: number
  readonly file: string
  readonly text: string
}

interface Holder {
  readonly token: string
  readonly host: string
  readonly pid: number
  readonly identity: ProcessIdentity | undefined
}

/**
 * Takes the lock of a data folder. Waits up to 10 seconds when only the heartbeat can show whether the holder still runs.
 *
 * @throws {StartupError} that names the gateway that holds the lock
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const holder: Holder = {
    token: randomUUID(),
    host: hostname(),
    pid: process.pid,
    identity: await ownIdentity(),
  }
  for (;;) {
    const current = await newestLock(folder)
    const holding = current && (await readHolder(current))
    if (holding !== undefined) throw inUse(folder, holding)
    const generation = (current?.generation ?? 0) + 1
    if (await create(folder, generation, holder)) return hold(folder, generation, holder)
    // Another process was faster. Its heartbeat ends this loop.
  }
}

/** Whether this process created the file and it is the newest one. */
async function create(folder: string, generation: number, holder: Holder): Promise<boolean> {
  const file = fileOf(folder, generation)
  try {
    await writeFile(file, contentOf(holder, beat(0)), { flag: 'wx' })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    await rm(file, { force: true })
    throw error
  }
  const generations = await generationsIn(folder)
  if (generations.every((other) => other <= generation)) return true
  await rm(file, { force: true })
  return false
}

async function hold(folder: string, generation: number, holder: Holder): Promise<FolderLock> {
  const file = fileOf(folder, generation)
  for (const older of await generationsIn(folder))
    if (older < generation) await rm(fileOf(folder, older), { force: true })
  let beats = 0
  let writing: Promise<void> = Promise.resolve()
  const write = (state: string): Promise<void> => {
    // Overwrites in place, which needs no disk space. The next heartbeat replaces one that could not be written.
    writing = writing.then(() => overwrite(file, contentOf(holder, state))).catch(() => {})
    return writing
  }
  const beating = setInterval(() => void write(beat(++beats)), BEAT_MS)
  beating.unref()

  return {
    async check() {
      const generations = await generationsIn(folder)
      const isNewest = generations.every((other) => other <= generation)
      const text = isNewest ? await readFile(file, 'utf8').catch(() => '') : ''
      if (!text.includes(holder.token)) throw new FolderTakenOverError(folder)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(beating)
      await write(RELEASED)
    },
  }
}

/** The content of a lock that is held. Reads the file until its heartbeat changes or STALE_MS has passed. */
async function readHolder({ file, text }: LockFile): Promise<string | undefined> {
  const holder = holderOf(text)
  if (text.includes(RELEASED) || (holder?.identity && (await hasEnded(holder.identity)))) return undefined
  const since = performance.now()
  while (performance.now() - since < STALE_MS) {
    await delay(POLL_MS)
    const now = await readFile(file, 'utf8').catch(() => undefined)
    // The file is removed or released. The caller starts again with the newest file.
    if (now === undefined || now.includes(RELEASED)) return undefined
    if (now !== text) return now
  }
  return undefined
}

const LOCK = /^gateway\.lock\.([1-9]\d{0,14})$/
const fileOf = (folder: string, generation: number): string => path.join(folder, `gateway.lock.${generation}`)

async function generationsIn(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder)
  return names.map((name) => Number(LOCK.exec(name)?.[1])).filter((generation) => generation > 0)
}

async function newestLock(folder: string): Promise<LockFile | undefined> {
  const generation = Math.max(0, ...(await generationsIn(folder)))
  if (generation === 0) return undefined
  const file = fileOf(folder, generation)
  return { generation, file, text: await readFile(file, 'utf8').catch(() => '') }
}

// All states have the same length, because each one overwrites the previous one.
const RELEASED = 'released    '
const beat = (count: number): string => String(count).padStart(RELEASED.length, '0')
const contentOf = (holder: Holder, state: string): string => `${JSON.stringify({ ...holder, state })}\n`

function holderOf(text: string): Partial<Holder> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

async function overwrite(file: string, text: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.write(text, 0)
  } finally {
    await handle.close()
  }
}

function inUse(folder: string, text: string): StartupError {
  const { pid, host } = holderOf(text) ?? {}
  const holder = pid === undefined ? 'another gateway' : `process ${pid} on ${host}`
  return new StartupError(
    `The data folder ${folder} is in use by ${holder}. Stop that gateway, or use another --data-folder for this one.`,
  )
}

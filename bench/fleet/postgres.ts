import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'

/** A PostgreSQL server in a temporary folder, behind a Unix socket, and one connection to it. */
export interface Postgres extends AsyncDisposable {
  readonly client: Client
  readonly version: string
}

/** The folder in which Debian installs the programs of each version. */
const DEBIAN_FOLDER = '/usr/lib/postgresql'
const CONNECT_TIMEOUT_MS = 30_000

interface Identity {
  readonly uid?: number
  readonly gid?: number
}

export async function startPostgres(): Promise<Postgres> {
  const programs = programsFolder()
  const identity = identityOf()
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-postgres-'))
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(folder, identity.uid, identity.gid)
  const data = path.join(folder, 'data')
  const cluster = ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale', 'C', '--no-sync']
  execFileSync(path.join(programs, 'initdb'), cluster, { ...identity, cwd: folder, stdio: 'ignore' })
  const settings = ['listen_addresses=', 'shared_buffers=256MB', 'fsync=off'].flatMap((each) => ['-c', each])
  const server = spawn(path.join(programs, 'postgres'), ['-D', data, '-k', folder, ...settings], {
    ...identity,
    cwd: folder,
    stdio: 'ignore',
  })
  const ended = once(server, 'close')
  const stop = async (): Promise<void> => {
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true })
  }
  try {
    const client = await connect(folder)
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    return {
      client,
      version: rows[0]?.server_version ?? '',
      async [Symbol.asyncDispose]() {
        await client.end()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function connect(folder: string): Promise<Client> {
  const begun = performance.now()
  for (;;) {
    const client = new Client({ host: folder, user: 'bench', database: 'postgres' })
    try {
      await client.connect()
      return client
    } catch (error) {
      if (performance.now() - begun > CONNECT_TIMEOUT_MS) throw error
      await delay(100)
    }
  }
}

export const isPostgresInstalled = (): boolean => findPrograms() !== undefined

function programsFolder(): string {
  const folder = findPrograms()
  if (folder === undefined)
    throw new Error("PostgreSQL is missing. Install Debian's package: apt-get install postgresql")
  return folder
}

/** The folder of the newest version. */
function findPrograms(): string | undefined {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : []
  return versions
    .toSorted((left, right) => Number(right) - Number(left))
    .map((version) => path.join(DEBIAN_FOLDER, version, 'bin'))
    .find((folder) => existsSync(path.join(folder, 'initdb')))
}

/** PostgreSQL does not run as root. Debian's package creates the user `postgres`. */
function identityOf(): Identity {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

/** A server that is measured: a Node process of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string
  /** Memory it holds, in bytes. */
  residentBytes(): number
  /** Asks it for a garbage collection, and waits until it has given memory back. It has to be started {@link COLLECTABLE}. */
  collect(): Promise<void>
  /** Processor time it has used, in seconds. */
  cpuSeconds(): number
}

/** Arguments of Node's by which a server collects when it is sent SIGUSR2. */
export const COLLECTABLE: readonly string[] = [
  '--expose-gc',
  '--import',
  "data:text/javascript,process.on('SIGUSR2', () => gc())",
]

const COLLECTION_MS = 2_000

/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100

/** Starts a program that prints the address it listens on. */
export async function startServer(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', AWS_EC2_METADATA_DISABLED: 'true', ...environment },
  })
  const ended = once(child, 'close')
  let url = ''
  for await (const line of createInterface({ input: child.stdout })) {
    url = /http:\/\/[\w.:]+/.exec(line)?.[0] ?? ''
    if (url) break
  }
  if (!url) throw new Error(`${args.join(' ')} did not say where it listens.`)
  child.stdout.resume()
  const proc = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8')

  return {
    url,
    residentBytes: () => Number(/VmRSS:\s+(\d+) kB/.exec(proc('status'))?.[1]) * 1_024,
    async collect() {
      child.kill('SIGUSR2')
      // Pages are given back by a thread of their own, some time after.
      await delay(COLLECTION_MS)
    },
    cpuSeconds() {
      // After the name in parentheses: user time is the 12th member, system time the 13th.
      const members = proc('stat').split(') ')[1]?.split(' ') ?? []
      return (Number(members[11]) + Number(members[12])) / TICKS_PER_SECOND
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

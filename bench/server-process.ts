import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

/** A measured server in its own Node process. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string
  /** Resident memory in bytes. */
  residentBytes(): number
  /** The largest resident memory so far, in bytes. */
  peakBytes(): number
  /** Requests a garbage collection and waits until the process has released memory. Start it with {@link COLLECTABLE}. */
  collect(): Promise<void>
  /** CPU time used, in seconds. */
  cpuSeconds(): number
}

/** Node arguments that make a server collect garbage on SIGUSR2. */
export const COLLECTABLE: readonly string[] = [
  '--expose-gc',
  '--import',
  "data:text/javascript,process.on('SIGUSR2', () => gc())",
]

const COLLECTION_MS = 2_000

/** Linux counts CPU time in hundredths of a second. */
const TICKS_PER_SECOND = 100

/** Starts a program that prints its address. */
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
  if (!url) throw new Error(`${args.join(' ')} did not print its address.`)
  child.stdout.resume()
  const proc = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8')

  return {
    url,
    residentBytes: () => Number(/VmRSS:\s+(\d+) kB/.exec(proc('status'))?.[1]) * 1_024,
    peakBytes: () => Number(/VmHWM:\s+(\d+) kB/.exec(proc('status'))?.[1]) * 1_024,
    async collect() {
      child.kill('SIGUSR2')
      // A separate thread releases the pages some time later.
      await delay(COLLECTION_MS)
    },
    cpuSeconds() {
      // After the name in parentheses, field 12 is the user time and field 13 the system time.
      const members = proc('stat').split(') ')[1]?.split(' ') ?? []
      return (Number(members[11]) + Number(members[12])) / TICKS_PER_SECOND
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

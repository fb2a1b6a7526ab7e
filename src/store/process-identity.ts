import { readFile, readlink } from 'node:fs/promises'

/** Names one process of one PID namespace of one run of one machine. */
export interface ProcessIdentity {
  readonly bootId: string
  readonly pidNamespace: string
  readonly pid: number
  /** Since the machine started: another process with the same number has another one. */
  readonly startTicks: string
}

/** The identity of this process. Undefined where the system does not tell it, as outside Linux. */
export async function ownIdentity(): Promise<ProcessIdentity | undefined> {
  try {
    const [bootId, pidNamespace, startTicks] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlink('/proc/self/ns/pid'),
      startTicksOf(process.pid),
    ])
    return { bootId: bootId.trim(), pidNamespace, pid: process.pid, startTicks }
  } catch {
    return undefined
  }
}

/** Whether that process has certainly ended. False where this process cannot know: in another container, for example. */
export async function hasEnded(other: ProcessIdentity): Promise<boolean> {
  const own = await ownIdentity()
  if (own?.bootId !== other.bootId || own.pidNamespace !== other.pidNamespace) return false
  try {
    process.kill(other.pid, 0)
    return (await startTicksOf(other.pid)) !== other.startTicks
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** The name of the program is the second member, in parentheses, and may have spaces; the start is the 22nd. */
async function startTicksOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  if (ticks === undefined) throw new Error(`/proc/${pid}/stat has no start time`)
  return ticks
}

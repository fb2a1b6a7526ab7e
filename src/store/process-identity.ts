import { readFile, readlink } from 'node:fs/promises'

/** Identifies a process by machine boot, PID namespace, process id and start time. */
export interface ProcessIdentity {
  readonly bootId: string
  readonly pidNamespace: string
  readonly pid: number
  /** Start time since boot, which differs between processes with the same id. */
  readonly startTicks: string
}

/** The identity of this process. Undefined when the system does not provide it, as outside Linux. */
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

/** Whether the process has certainly ended. False when this cannot be known, for example in another container. */
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

/** The second field is the program name in parentheses and may contain spaces. The start time is field 22. */
async function startTicksOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  if (ticks === undefined) throw new Error(`/proc/${pid}/stat has no start time`)
  return ticks
}

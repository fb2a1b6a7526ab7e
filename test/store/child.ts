import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { atMost } from '../support/at-most.ts'

/** A process that runs one of the scripts in this folder. Disposing it kills the process. */
export interface Child extends AsyncDisposable {
  readonly pid: number
  /** The next line of its standard output. */
  line(): Promise<string>
  /** The next lines up to the first that matches the pattern. */
  linesUntil(pattern: RegExp): Promise<readonly string[]>
  say(line: string): void
  signal(name: NodeJS.Signals): void
}

const MAX_LINES = 100_000

export function startChild(script: string, args: readonly string[], launcher: readonly string[] = []): Child {
  const command = [...launcher, process.execPath, '--import', 'tsx', `test/store/${script}`, ...args]
  const [program = '', ...rest] = command
  const child = spawn(program, rest, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  async function line(): Promise<string> {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${script} has ended`)
    return value
  }
  return {
    pid: child.pid ?? NaN,
    line,
    async linesUntil(pattern) {
      const read: string[] = []
      for (const _ of atMost(MAX_LINES, 'lines')) {
        const text = await line()
        read.push(text)
        if (pattern.test(text)) break
      }
      return read
    },
    say: (text) => void child.stdin.write(`${text}\n`),
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

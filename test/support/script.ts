import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A file that runs in its own process, in TypeScript or JavaScript. Disposing it kills the process. */
export interface Script extends AsyncDisposable {
  /** Complete lines of standard output so far. */
  readonly lines: readonly string[]
  readonly error: () => string
  /** Resolves with the exit code, or null when a signal ended the process. */
  readonly ended: Promise<number | null>
  /** Resolves with the first line. Rejects when the process ends before. */
  firstLine(): Promise<string>
  /** Resolves when the process has ended. */
  kill(signal: NodeJS.Signals): Promise<number | null>
}

export function startScript(file: string, environment: Readonly<Record<string, string>>): Script {
  const loader = file.endsWith('.ts') ? ['--import', 'tsx'] : []
  const child = spawn(process.execPath, [...loader, file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...environment },
  })
  const lines: string[] = []
  let rest = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const ended = once(child, 'close').then(() => child.exitCode)
  async function kill(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal)
    return ended
  }
  return {
    lines,
    error: () => error,
    ended,
    firstLine: () =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (lines[0] !== undefined) resolve(lines[0])
        }
        check()
        child.stdout.on('data', check)
        void ended.then((code) => reject(new Error(`${file} ended with ${code}: ${error}`)))
      }),
    kill,
    async [Symbol.asyncDispose]() {
      await kill('SIGKILL')
    },
  }
}

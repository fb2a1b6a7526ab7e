import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'

/** The built gateway as a process. Disposing it ends it at once. */
export interface Program extends AsyncDisposable {
  readonly process: ChildProcessByStdio<null, Readable, Readable>
  /** What it has written so far. */
  readonly out: () => string
  readonly error: () => string
  /** Resolves with the exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Resolves once standard output fits, with the match; rejects when the process ends before. */
  says(fits: RegExp): Promise<string>
}

export interface ProgramOptions {
  /** How many files the operating system lets it open. @default as many as the tests */
  readonly maxOpenFiles?: number
  /** The file that it writes its standard error to. @default what `error` returns */
  readonly standardErrorFile?: string
  /** @default 'dist/cli.js' */
  readonly file?: string
}

/** Starts the program with these flags in a clean environment, without the settings of the person who runs the tests. */
export function startProgram(
  flags: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  { maxOpenFiles, standardErrorFile, file = 'dist/cli.js' }: ProgramOptions = {},
): Program {
  const home = mkdtempSync(path.join(tmpdir(), 'gateway-home-'))
  const limit = maxOpenFiles === undefined ? '' : `ulimit -n ${maxOpenFiles} && `
  const redirection = standardErrorFile === undefined ? '' : ` 2>'${standardErrorFile}'`
  const script = `${limit}exec "$@"${redirection}`
  const child = spawn('/bin/sh', ['-c', script, 'sh', process.execPath, file, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...environment },
  })
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const ended = once(child, 'close').then(() => {
    rmSync(home, { recursive: true, force: true })
    return child.exitCode
  })
  return {
    process: child,
    out: () => out,
    error: () => error,
    ended,
    says: (fits) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const match = fits.exec(out)
          if (match) resolve(match[1] ?? match[0])
        }
        check()
        child.stdout.on('data', check)
        void ended.then((code) => reject(new Error(`ended with ${code} before it said ${fits}: ${error}`)))
      }),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Runs it to its end. */
export async function runProgram(
  flags: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly out: string; readonly error: string }> {
  await using program = startProgram(flags, environment)
  const code = await program.ended
  return { code, out: program.out(), error: program.error() }
}

export const addressOf = (program: Program): Promise<string> => program.says(/(http:\S+)\/graphql/)

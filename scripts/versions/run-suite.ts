import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface SuiteOptions {
  /** The folder of the project. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}

export interface SuiteResult {
  /** The tested versions, such as `Node v22.12.0`. */
  readonly name: string
  /** The number of tests that passed and failed. */
  readonly summary: string
  readonly exitCode: number
}

/** Builds the project and runs its tests with the `node` of the environment. `args` are arguments of vitest. */
export function runSuite(name: string, args: readonly string[], { cwd, env }: SuiteOptions): SuiteResult {
  process.stdout.write(`\nRunning on ${name}\n`)
  const folder = mkdtempSync(path.join(tmpdir(), 'suite-'))
  try {
    const report = path.join(folder, 'report.json')
    const run = (...command: readonly string[]) =>
      spawnSync('node', command, { cwd, env: { ...env, TEST_REPORT: report }, stdio: 'inherit' }).status ?? 1
    const exitCode = run('scripts/build.js') || run('node_modules/vitest/vitest.mjs', 'run', ...args)
    const summary = execFileSync('node', ['scripts/test-summary.js', report], { cwd, env, encoding: 'utf8' })
    return { name, summary: summary.trim(), exitCode }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Prints a line for each run. The process fails if one of them failed. */
export function reportResults(results: readonly SuiteResult[]): void {
  for (const { name, summary, exitCode } of results)
    process.stdout.write(`${name}: ${summary}, exit code ${exitCode}\n`)
  if (results.some(({ exitCode }) => exitCode !== 0)) process.exitCode = 1
}

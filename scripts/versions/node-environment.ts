import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { NodeRange } from './node-range.ts'

/**
 * The environment in which `node` is a version of the range, also in npm scripts and child processes. Uses the Node that runs
 * this script if its major version is the same, and otherwise the npm package `node`, which npx installs into npm's cache.
 */
export function nodeEnvironment({ range, major }: NodeRange): NodeJS.ProcessEnv {
  const executable =
    Number.parseInt(process.versions.node) === major
      ? process.execPath
      : execFileSync(
          'npx',
          ['--yes', '--package', `node@${range}`, '--', 'node', '--print', 'process.execPath'],
          { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
        ).trim()
  return { ...process.env, PATH: `${path.dirname(executable)}:${process.env['PATH']}` }
}

/** The version of the `node` that programs get in this environment, such as `v22.12.0`. */
export const versionIn = (env: NodeJS.ProcessEnv): string =>
  execFileSync('node', ['--version'], { env, encoding: 'utf8' }).trim()

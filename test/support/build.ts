import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Builds the package before the tests when `dist` is missing. `npm test` always builds first. */
export default function buildIfAbsent(): void {
  if (!existsSync('dist/index.d.ts'))
    execFileSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' })
}

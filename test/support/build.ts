import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Before all tests: those of the program need it built. `npm test` has built it; here it is for who runs vitest alone. */
export default function buildIfAbsent(): void {
  if (!existsSync('dist/cli.js')) execFileSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' })
}

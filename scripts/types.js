import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'

/** The entries of the package. The last file shows that the package is built. */
const ENTRIES = { client: 'client/index.d.ts', index: 'src/index.d.ts' }

/**
 * Writes one declaration file for each entry, so that a consumer needs no other types than those of Node and graphql. The types
 * of the client need only those of a browser or Node.
 */
export async function writeTypes() {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' })
  for (const [name, file] of Object.entries(ENTRIES)) {
    const types = await rollup({ input: `dist/types/${file}`, plugins: [dts()], external: /^[^./]/ })
    await types.write({ file: `dist/${name}.d.ts` })
  }
  rmSync('dist/types', { recursive: true })
}

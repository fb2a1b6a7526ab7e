import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'

/** Writes one declaration file, so that a consumer needs no other types than those of Node and graphql. */
export async function writeTypes() {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' })
  const types = await rollup({ input: 'dist/types/index.d.ts', plugins: [dts()], external: /^[^./]/ })
  await types.write({ file: 'dist/index.d.ts' })
  rmSync('dist/types', { recursive: true })
}

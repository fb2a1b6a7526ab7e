// Bundles the two programs and the library, so that a consumer installs no dependencies. Then writes the licences of the
// bundled packages and the types.
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'
import { thirdPartyLicenses } from './third-party-licenses.js'

rmSync('dist', { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: { cli: 'src/cli.ts', emulator: 'emulator/cli.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Some bundled packages are CommonJS and call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
  metafile: true,
})
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(metafile))
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' })
// One declaration file, so that a consumer does not need the types of the bundled packages.
const types = await rollup({ input: 'dist/types/index.d.ts', plugins: [dts()], external: /^[^./]/ })
await types.write({ file: 'dist/index.d.ts' })
rmSync('dist/types', { recursive: true })

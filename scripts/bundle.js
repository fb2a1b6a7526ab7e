// Bundles src/, client/ and emulator/ with esbuild.
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { decode, encode } from '@jridgewell/sourcemap-codec'
import { build } from 'esbuild'

const OPTIONS = {
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // `external`: esbuild does not name the map in the file, because not every file keeps its map.
  sourcemap: 'external',
  sourcesContent: false,
  logLevel: 'warning',
  metafile: true,
}

/** The two programs, with every package that they use. They run without `node_modules`. */
export const bundlePrograms = () =>
  bundle({
    entryPoints: { cli: 'src/cli.ts', emulator: 'emulator/cli.ts' },
    chunkNames: 'program/[name]-[hash]',
    // Without this, graphql compares each value with classes of other copies of graphql. A program contains one copy.
    define: { 'process.env.NODE_ENV': '"production"' },
    // Some bundled packages are CommonJS and call require() for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  })

/** The library, which imports the installed packages, so that a program that embeds it has one copy of each. */
export const bundleLibrary = () =>
  bundle({
    entryPoints: { index: 'src/index.ts' },
    chunkNames: 'library/[name]-[hash]',
    packages: 'external',
  })

/** The client, which runs in browsers and on Node.js. It imports graphql-ws and none of Node's modules. */
export const bundleClient = () =>
  bundle({
    entryPoints: { client: 'client/index.ts' },
    platform: 'neutral',
    target: 'es2022',
    splitting: false,
    packages: 'external',
  })

async function bundle(options) {
  const { metafile } = await build({ ...OPTIONS, ...options })
  for (const file of Object.keys(metafile.outputs)) if (file.endsWith('.map')) keepOwnCode(file)
  return metafile
}

/** Limits a source map to the code of this project. Maps of the bundled packages would be ten times as large. */
function keepOwnCode(file) {
  const map = JSON.parse(readFileSync(file, 'utf8'))
  const own = map.sources.filter((source) => !source.includes('node_modules/'))
  if (own.length === 0) {
    rmSync(file)
    return
  }
  const indexes = map.sources.map((source) => own.indexOf(source))
  let isOwn = false
  const lines = decode(map.mappings).map((line) =>
    line.flatMap(([column, source, ...position]) => {
      const wasOwn = isOwn
      isOwn = source !== undefined && indexes[source] >= 0
      if (isOwn) return [[column, indexes[source], ...position]]
      // A position without a source ends the code before it.
      return wasOwn ? [[column]] : []
    }),
  )
  writeFileSync(file, JSON.stringify({ version: 3, sources: own, names: [], mappings: encode(lines) }))
  appendFileSync(file.slice(0, -'.map'.length), `//# sourceMappingURL=${path.basename(file)}\n`)
}

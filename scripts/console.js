// Bundles console/ into dist/console/: index.html, and assets whose names contain a hash, each also compressed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build, transform } from 'esbuild'

const FOLDER = 'dist/console'
const COMPRESSED = /\.(js|css|svg)$/

/** The maximum sizes with brotli, in bytes. The build fails if the console is larger. */
const BUDGETS = { script: 320_000, style: 75_000, fonts: 60_000, lazyPart: 40_000 }

/** The font has eight styles. The console uses these three; the browser derives italics. */
const FONT_WEIGHTS = ['400', '700', '800']

const OPTIONS = {
  outdir: FOLDER,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  entryNames: 'assets/[name]-[hash]',
  chunkNames: 'assets/[name]-[hash]',
  assetNames: 'assets/[name]-[hash]',
  metafile: true,
  write: false,
  logLevel: 'warning',
}

export async function bundleConsole() {
  const [scripts, style] = await Promise.all([bundleScripts(), bundleStyle()])
  const { outputs } = scripts.metafile
  mkdirSync(`${FOLDER}/assets`, { recursive: true })
  const files = [...scripts.outputFiles, ...style.outputFiles.filter(({ path }) => !path.endsWith('.js'))]
  const sizes = new Map(await Promise.all(files.map(writeAsset)))
  const first = {
    script: Object.keys(outputs).find((file) => outputs[file].entryPoint === 'console/main.tsx'),
    style: [...sizes.keys()].find((file) => file.endsWith('.css')),
  }
  writeFileSync(`${FOLDER}/index.html`, page(first, outputs))
  writeFileSync(`${FOLDER}/documents.json`, JSON.stringify(await documents()))
  checkBudgets(first, outputs, sizes)
  // The style sheet's build has every input, also those of lazy parts.
  return style.metafile
}

/** The pages are lazy parts. */
const bundleScripts = () =>
  build({
    ...OPTIONS,
    entryPoints: { console: 'console/main.tsx', icon: 'console/icon.svg' },
    splitting: true,
    loader: { '.svg': 'copy', '.css': 'empty' },
    plugins: [englishOnly],
  })

/** One style sheet for all parts: esbuild loads no style sheet with a lazy part. */
const bundleStyle = () =>
  build({
    ...OPTIONS,
    entryPoints: { console: 'console/main.tsx' },
    plugins: [fontsAsFiles, englishOnly],
  })

/** A strict Content-Security-Policy allows fonts as files only. The style sheet of Cloudscape has them as data. */
const fontsAsFiles = {
  name: 'fonts-as-files',
  setup({ onLoad, onResolve }) {
    const fonts = new Map()
    onResolve({ filter: /^font:/ }, ({ path }) => ({ path, namespace: 'font' }))
    onLoad({ filter: /.*/, namespace: 'font' }, ({ path }) => ({ contents: fonts.get(path), loader: 'file' }))
    onLoad({ filter: /global-styles[\\/]index\.css$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8').replaceAll(/@font-face\s*\{[^}]*\}/g, (rule) => {
        const weight = /font-weight: (\d+)/.exec(rule)?.[1]
        const isItalic = rule.includes('font-style: italic')
        if (isItalic || !FONT_WEIGHTS.includes(weight)) return ''
        return rule.replace(/data:font\/woff2;base64,([^']+)/, (_, data) => {
          const name = `font:open-sans-${weight}.woff2`
          fonts.set(name, Buffer.from(data, 'base64'))
          return name
        })
      })
      return { contents, loader: 'css' }
    })
  },
}

/** The console is in English. Without this, the build has the texts of Cloudscape in 15 more languages. */
const englishOnly = {
  name: 'english-only',
  setup({ onLoad }) {
    onLoad({ filter: /i18n[\\/]dynamic\.js$/ }, () => ({
      contents: 'export const importMessages = async () => []',
    }))
  },
}

async function writeAsset({ path: file, contents }) {
  writeFileSync(file, contents)
  if (!COMPRESSED.test(file)) return [path.relative('.', file), contents.byteLength]
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(contents, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: contents.byteLength },
    }),
    promisify(gzip)(contents, { level: 9 }),
  ])
  writeFileSync(`${file}.br`, brotli)
  writeFileSync(`${file}.gz`, gzipped)
  return [path.relative('.', file), brotli.byteLength]
}

function page({ script, style }, outputs) {
  const name = (file) => path.relative(FOLDER, file)
  const icon = Object.keys(outputs).find((file) => file.endsWith('.svg'))
  return readFileSync('console/index.html', 'utf8')
    .replace('SCRIPT', name(script))
    .replace('STYLE', name(style))
    .replace('ICON', name(icon))
}

/** The texts of the console's operations, which a gateway executes also with `--persisted-documents-only`. */
async function documents() {
  const { code } = await transform(readFileSync('console/generated/graphql.ts', 'utf8'), { loader: 'ts' })
  const generated = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  return Object.values(generated)
    .filter((value) => value instanceof generated.TypedDocumentString)
    .map(String)
}

function checkBudgets({ script, style }, outputs, sizes) {
  const sizeOf = (files) => [...files].reduce((sum, file) => sum + sizes.get(file), 0)
  const firstScripts = importedBy(outputs, script, new Set())
  const lazyParts = Object.keys(outputs).filter(
    (file) => outputs[file].entryPoint && file.endsWith('.js') && file !== script,
  )
  const problems = [
    tooLarge('The scripts of the first page', sizeOf(firstScripts), BUDGETS.script),
    tooLarge('The style sheet', sizes.get(style), BUDGETS.style),
    tooLarge('The fonts', sizeOf([...sizes.keys()].filter((file) => file.endsWith('.woff2'))), BUDGETS.fonts),
    ...lazyParts.map((file) => {
      const files = [...importedBy(outputs, file, new Set(firstScripts))].filter(
        (name) => !firstScripts.has(name),
      )
      return tooLarge(`The part ${outputs[file].entryPoint}`, sizeOf(files), BUDGETS.lazyPart)
    }),
  ].filter(Boolean)
  if (problems.length > 0) throw new Error(`The console is larger than its budgets.\n${problems.join('\n')}`)
}

/** The file and the files that it imports, except lazy parts. */
function importedBy(outputs, file, files) {
  if (files.has(file)) return files
  files.add(file)
  for (const { path, kind } of outputs[file].imports)
    if (kind === 'import-statement') importedBy(outputs, path, files)
  return files
}

function tooLarge(what, size, budget) {
  const text = `${what}: ${Math.ceil(size / 1_000)} kB of ${budget / 1_000} kB with brotli.`
  if (process.env['CONSOLE_SIZES']) process.stderr.write(`${text}\n`)
  return size > budget ? text : undefined
}

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export interface Asset {
  readonly type: string
  readonly body: string | Uint8Array
}

/** The files of the page by path: `index.html`, and the script and style sheet that esbuild bundles. */
export async function buildPage(): Promise<ReadonlyMap<string, Asset>> {
  const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  const { outputFiles } = await build({
    entryPoints: { app: fileOf('app/main.ts'), style: fileOf('style.css') },
    outdir: '/',
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  })
  const contents = (name: string) =>
    outputFiles.find(({ path }) => path.endsWith(name))?.contents ?? new Uint8Array()
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: await readFile(fileOf('index.html')) }],
    ['/app.js', { type: 'text/javascript; charset=utf-8', body: contents('app.js') }],
    ['/style.css', { type: 'text/css; charset=utf-8', body: contents('style.css') }],
  ])
}

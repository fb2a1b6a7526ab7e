import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** A folder like `dist/console`, with a few files. Dispose it. */
export interface TestConsoleFolder extends Disposable {
  readonly folder: string
}

export const SCRIPT = 'document.title = "Loaded"\n'.repeat(50)
export const DOCUMENT = 'query Overview { gateway { version } }'

/** As in `console/index.html`. */
const BASE = '<base href="/" />'

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    ${BASE}
    <title>Console</title>
    <link rel="stylesheet" href="assets/style-11111111.css">
    <script type="module" src="assets/main-22222222.js"></script>
  </head>
  <body><div id="root"></div></body>
</html>
`

/** The page as it is served. */
export const servedPage = (base = '/') => PAGE.replace(BASE, `<base href="${base}">`)

const FILES: Readonly<Record<string, string>> = {
  'index.html': PAGE,
  'documents.json': JSON.stringify([DOCUMENT]),
  'assets/main-22222222.js': SCRIPT,
  'assets/style-11111111.css': '@font-face { font-family: Sans; src: url(sans-33333333.woff2) }',
  'assets/sans-33333333.woff2': 'wOF2',
  'assets/icon-44444444.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
}

/** Replaces `files`; undefined removes a file. */
export function makeConsoleFolder(
  files: Readonly<Record<string, string | undefined>> = {},
): TestConsoleFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'console-'))
  mkdirSync(path.join(folder, 'assets'))
  for (const [name, content] of Object.entries({ ...FILES, ...files })) {
    if (content === undefined) continue
    const file = path.join(folder, name)
    writeFileSync(file, content)
    if (!name.startsWith('assets/')) continue
    writeFileSync(`${file}.br`, brotliCompressSync(content))
    writeFileSync(`${file}.gz`, gzipSync(content))
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

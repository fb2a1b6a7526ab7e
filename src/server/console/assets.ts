import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ConsoleFolder } from './console-folder.ts'
import { acceptsCoding } from './accepts-coding.ts'

/** The files of the console besides the page. */
export interface ConsoleAssets {
  /** Undefined if the console does not have the file. */
  respond(name: string, acceptEncoding: string): Promise<Response | undefined>
}

const CONTENT_TYPES = new Map([
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.woff2', 'font/woff2'],
  ['.svg', 'image/svg+xml'],
])

/** The codings of the compressed files, the smallest one first. */
const CODINGS = [
  { coding: 'br', extension: '.br' },
  { coding: 'gzip', extension: '.gz' },
]

/** Reads a file when it is requested first, and keeps it. The name of a request only selects one of the known files. */
export function createConsoleAssets({ folder, names }: ConsoleFolder['assets']): ConsoleAssets {
  const known = new Set(names)
  const contents = new Map<string, Buffer<ArrayBuffer>>()

  async function contentOf(name: string): Promise<Buffer<ArrayBuffer>> {
    const content = contents.get(name) ?? (await readFile(path.join(folder, name)))
    contents.set(name, content)
    return content
  }

  return {
    async respond(name, acceptEncoding) {
      const contentType = CONTENT_TYPES.get(path.extname(name))
      if (contentType === undefined || !known.has(name)) return undefined
      const compressed = CODINGS.find(
        ({ coding, extension }) => known.has(name + extension) && acceptsCoding(acceptEncoding, coding),
      )
      return new Response(await contentOf(name + (compressed?.extension ?? '')), {
        headers: {
          'content-type': contentType,
          // The name has a hash of the content.
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'accept-encoding',
          ...(compressed ? { 'content-encoding': compressed.coding } : {}),
        },
      })
    },
  }
}

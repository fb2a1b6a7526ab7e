import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { StartupError } from '../../errors/startup-error.ts'

/** The files of the built console. `npm run build` writes them. */
export interface ConsoleFolder {
  /** `index.html`, with {@link BASE}. */
  readonly page: string
  /** The texts of the documents that the console sends. */
  readonly documents: readonly string[]
  /** The folder of the other files, and their names. A file is also there with `.br` and `.gz` at the end of its name. */
  readonly assets: { readonly folder: string; readonly names: readonly string[] }
}

/** The element of the page that the server replaces. */
export const BASE = /<base href="\/"(?: \/)?>/

/** @throws {StartupError} if a file is missing or not valid */
export function readConsoleFolder(folder: string): ConsoleFolder {
  const assets = path.join(folder, 'assets')
  try {
    return {
      page: parsePage(readFileSync(path.join(folder, 'index.html'), 'utf8')),
      documents: parseDocuments(readFileSync(path.join(folder, 'documents.json'), 'utf8')),
      assets: { folder: assets, names: readdirSync(assets) },
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartupError(
      `The console in '${folder}' cannot be used: ${reason}. Run npm run build, or turn the console off with --no-console.`,
      { cause: error },
    )
  }
}

function parsePage(text: string): string {
  if (!BASE.test(text)) throw new Error('index.html does not contain <base href="/">')
  return text
}

function parseDocuments(text: string): readonly string[] {
  const documents: unknown = JSON.parse(text)
  if (!Array.isArray(documents) || !documents.every((each) => typeof each === 'string'))
    throw new Error('documents.json is not an array of strings')
  return documents
}

import { readFile } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { StartupError } from '../errors/startup-error.ts'
import type { GatewayOptions } from '../gateway/options.ts'

/** @throws {StartupError} if the file cannot be read or is not a JSON object */
export async function readPersistedDocuments({
  persistedDocumentsFile: file,
  isPersistedDocumentsOnly: isOnly,
}: Config): Promise<GatewayOptions['persistedDocuments']> {
  if (file === undefined) return undefined
  const wrong = (why: string, cause?: unknown) =>
    new StartupError(`The persisted documents in '${file}' ${why}`, { cause })
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw wrong(`cannot be read: ${error instanceof Error ? error.message : String(error)}.`, error)
  })
  let documents: unknown
  try {
    documents = JSON.parse(text)
  } catch (error) {
    throw wrong('are not valid JSON.', error)
  }
  if (typeof documents !== 'object' || documents === null || Array.isArray(documents))
    throw wrong('are not a JSON object with documents by ID, or an Apollo manifest.')
  return { documents: { ...documents }, isOnly }
}

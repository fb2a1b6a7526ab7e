import { StartupError } from '../../errors/startup-error.ts'

const APOLLO = 'apollo-persisted-query-manifest'

/**
 * Reads documents by ID from a manifest: either an object of IDs and documents, as GraphQL Code Generator's client preset
 * and relay-compiler write it, or Apollo's manifest, an object with a list of operations.
 *
 * @throws {StartupError} that names the invalid part of the manifest
 */
export function readManifest(manifest: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(manifest))
    throw new StartupError(
      "The manifest of persisted documents is not a JSON object. Use an object of IDs and documents, or Apollo's manifest.",
    )
  return manifest['format'] === APOLLO ? readApolloManifest(manifest) : manifest
}

function readApolloManifest({
  version,
  operations,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (version !== 1)
    throw new StartupError(
      `The manifest has the format ${APOLLO} in version ${JSON.stringify(version)}. Only version 1 is supported.`,
    )
  if (!Array.isArray(operations))
    throw new StartupError(`The manifest has the format ${APOLLO}, but its 'operations' are not a list.`)
  const documents = new Map<string, unknown>()
  for (const [index, operation] of operations.entries()) {
    const { id, body } = isObject(operation) ? operation : {}
    if (typeof id !== 'string' || id === '')
      throw new StartupError(`The operation at index ${index} of the manifest has no 'id'.`)
    if (documents.has(id) && documents.get(id) !== body)
      throw new StartupError(
        `The manifest has two operations with the id '${id}'. Their bodies are different.`,
      )
    documents.set(id, body)
  }
  return Object.fromEntries(documents)
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

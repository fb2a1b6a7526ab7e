import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { schemaChanges } from './schema-changes.ts'
import type { SchemaChange } from './schema-changes.ts'
import { readChangelog } from './changelog.ts'

/** A copy of schema.graphql of the last release. It is a file, because a shallow clone has no tags. */
export const RELEASED_SCHEMA = 'scripts/release/released-schema.graphql'

/** The differences between the last released schema and schema.graphql. */
export interface SchemaReport {
  /** Undefined before the first release. */
  readonly changes: readonly SchemaChange[] | undefined
  /** The breaking changes that CHANGELOG.md does not name. */
  readonly unnamed: readonly SchemaChange[]
}

/** Compares the schema of the project in a folder with its last released schema. */
export async function compareWithRelease(folder: string): Promise<SchemaReport> {
  const read = (file: string) => readFile(path.join(folder, file), 'utf8')
  const released = await read(RELEASED_SCHEMA).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (released === undefined) return { changes: undefined, unnamed: [] }
  const changes = await schemaChanges(released, await read('schema.graphql'))
  const { breaking } = readChangelog(await read('CHANGELOG.md'))
  const unnamed = changes.filter(
    ({ effect, element }) => effect === 'breaking' && !breaking.includes(`\`${element}\``),
  )
  return { changes, unnamed }
}

/** The message about a breaking change that CHANGELOG.md does not name. */
export const adviceFor = ({ element, message }: SchemaChange): string =>
  `${message}. This breaks clients of the last release. Undo it, or name \`${element}\` (with the backticks) in ` +
  "CHANGELOG.md, under 'Breaking' of 'Unreleased'."

import { setImmediate } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import type { Context } from '../context.ts'
import { EXPORT_COLUMNS, exportKeys } from '../resolvers/key-export.ts'
import type { ExportArguments, ExportRow, KeyExport } from '../resolvers/key-export.ts'
import type { ExportHost, ExportedFile } from '../server/operation/host.ts'

/** Rows of one chunk. */
const CHUNK_ROWS = 250

interface Format {
  readonly contentType: string
  readonly encode: (rows: readonly ExportRow[], isFirst: boolean) => string
  readonly incompleteRecord: (message: string) => string
}

/** A list or a map in one cell. */
const cellOf = (value: ExportRow[keyof ExportRow]): string | number | null =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value

const csvLines = (rows: readonly (readonly unknown[])[]): string =>
  // A spreadsheet takes a value that begins with = + - @, a tab or a carriage return for a formula.
  stringify([...rows], { escape_formulas: true, record_delimiter: '\r\n' })

const FORMATS: Readonly<Record<string, Format>> = {
  'keys.csv': {
    contentType: 'text/csv; charset=utf-8; header=present',
    encode: (rows, isFirst) =>
      csvLines([
        ...(isFirst ? [EXPORT_COLUMNS] : []),
        ...rows.map((row) => EXPORT_COLUMNS.map((name) => cellOf(row[name]))),
      ]),
    incompleteRecord: (message) => csvLines([[`THIS FILE IS NOT COMPLETE: ${message}`]]),
  },
  'keys.ndjson': {
    contentType: 'application/x-ndjson',
    encode: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    incompleteRecord: (message) => `${JSON.stringify({ error: `This file is not complete: ${message}` })}\n`,
  },
}

/**
 * The exports of keys, as CSV and as NDJSON.
 *
 * @param argumentsOf reads the query parameters of a request
 */
export function createKeyExport(
  argumentsOf: (parameters: URLSearchParams) => ExportArguments,
): ExportHost<Context> {
  return {
    names: Object.keys(FORMATS),
    async open(name, parameters, context) {
      const format = FORMATS[name]
      if (!format) throw new Error(`'${name}' is not an export.`)
      const keys = await exportKeys(argumentsOf(parameters), context)
      return fileOf(name, keys, format)
    },
  }
}

function fileOf(
  name: string,
  keys: KeyExport,
  { contentType, encode, incompleteRecord }: Format,
): ExportedFile {
  async function* chunks(): AsyncGenerator<string, void, undefined> {
    for (let start = 0; start === 0 || start < keys.count; start += CHUNK_ROWS) {
      if (start > 0) await setImmediate()
      const count = Math.min(CHUNK_ROWS, keys.count - start)
      yield encode(
        Array.from({ length: count }, (_, index) => keys.row(start + index)),
        start === 0,
      )
    }
  }
  const fileName = keys.isComplete ? name : name.replace('.', '-incomplete.')
  return {
    headers: { 'content-type': contentType, 'content-disposition': `attachment; filename="${fileName}"` },
    chunks: chunks(),
    incompleteRecord,
  }
}

import { readdir, readFile } from 'node:fs/promises'
import { isEnumType, isUnionType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema } from '../../src/schema/index.ts'

const page = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('| `'))
const rowsOf = (name: string) => rows.filter((row) => row.includes(`\`${name}\``))

const errorTypes = Object.values(schema.getTypeMap())
  .filter(isUnionType)
  .flatMap((union) => union.getTypes())
  .filter((type) => type.getInterfaces().some(({ name }) => name === 'OperationError'))
const errorCode = schema.getType('ErrorCode')
const errorCodes = isEnumType(errorCode) ? errorCode.getValues().map(({ name }) => name) : []

/** The codes in the source. */
async function codesInSource(): Promise<ReadonlySet<string>> {
  const source = new URL('../../src/', import.meta.url)
  const names = await readdir(source, { recursive: true })
  const files = names.filter((name) => /^(errors|server)\/.*\.ts$/.test(name))
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, source), 'utf8')))
  return new Set(texts.flatMap((text) => text.match(/(?<=')[A-Z]+(_[A-Z]+)+(?=')/g) ?? []))
}

/** Codes that never reach a caller: an error between the gateway's layers, and errors of Node's HTTP parser. */
const INTERNAL = new Set(['INVALID_MARKER', 'ERR_HTTP_REQUEST_TIMEOUT', 'HPE_HEADER_OVERFLOW'])

describe('docs/errors.md', () => {
  test.each([...new Set(errorTypes.map(({ name }) => name))])('has a line for %s', (name) => {
    expect(rowsOf(name)).toHaveLength(1)
  })

  test.each(errorCodes)('has a line for the code %s', (code) => {
    expect(rowsOf(code)).toHaveLength(1)
  })

  test('has a line for every other code in the source', async () => {
    const codes = await codesInSource()
    expect(codes.size).toBeGreaterThan(25)
    expect([...codes].filter((code) => !INTERNAL.has(code) && rowsOf(code).length === 0)).toEqual([])
  })
})

import { readFile } from 'node:fs/promises'
import { SourceMap } from 'node:module'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const read = async (name: string) => (await readFile(new URL(name, root), 'utf8')).split('\n')
const FILE = 'src/server/operation/plugin.ts'
const OURS = 'The operation was executed before its context was created.'

/** The place in the source of the first line of a built file that contains a text. */
async function sourceOf(file: string, text: string) {
  const map = new SourceMap(JSON.parse((await read(`${file}.map`)).join('\n')))
  const line = (await read(file)).findIndex((each) => each.includes(text))
  expect(line).toBeGreaterThan(-1)
  const entry = map.findEntry(line, 0)
  return 'originalSource' in entry ? entry : undefined
}

test.each(['dist/cli.js', 'dist/index.js'])(
  'a line of our code in %s has its file and line',
  async (file) => {
    const line = (await read(FILE)).findIndex((each) => each.includes(OURS))
    expect(await sourceOf(file, OURS)).toMatchObject({ originalSource: `../${FILE}`, originalLine: line })
    expect((await read(file)).at(-2)).toBe(`//# sourceMappingURL=${file.slice('dist/'.length)}.map`)
  },
)

test('a line of a bundled package does not have a place in our code', async () => {
  const entry = await sourceOf('dist/cli.js', 'parseVariableDefinitions() {')
  expect(entry?.originalSource).toBeUndefined()
})

test('a source map names files of our code only', async () => {
  const { sources }: { sources: readonly string[] } = JSON.parse((await read('dist/cli.js.map')).join(''))
  expect(sources).toContain(`../${FILE}`)
  expect(sources.filter((source) => !/^\.\.\/(src|emulator|package\.json)/.test(source))).toEqual([])
})

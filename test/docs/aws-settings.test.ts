import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { AWS_SETTINGS } from '../../src/kms/aws/aws-settings.ts'

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8')
const page = await read('docs/aws-settings.md')

/** Rows of the table under a heading, as cells without backquotes around a whole cell. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? ''
  return section
    .split('\n')
    .filter((line) => /^\| +(`|\|)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1')),
    )
}

const honoured = AWS_SETTINGS.filter(({ reason }) => reason === undefined)
const ignored = AWS_SETTINGS.filter(({ reason }) => reason !== undefined)
const names = ({ variable = '', key = '' }: (typeof AWS_SETTINGS)[number]) => [variable, key]

describe('docs/aws-settings.md', () => {
  test('has a line for each setting that is honoured, and for no other', () => {
    expect(honoured.length).toBeGreaterThan(40)
    expect(rowsUnder('Honoured').map((cells) => cells.slice(0, 2))).toEqual(honoured.map(names))
  })

  test('has a line for each setting that is not honoured, with the reason that the log gives', () => {
    expect(rowsUnder('Not honoured')).toEqual(
      ignored.map((setting) => [...names(setting), setting.reason?.replace(/^`([^`]*)`$/, '$1')]),
    )
  })

  test.each(rowsUnder('Honoured'))('names for %s %s a test in which the setting occurs', async (...cells) => {
    const [variable = '', key = '', , file = ''] = cells
    expect(file).toMatch(/^test\/.*\.test\.ts$/)
    const source = await read(file)
    expect([variable, key].filter((name) => !source.includes(name))).toEqual([])
  })

  test('is linked from README.md, docs/deployment.md and docs/iam.md', async () => {
    expect(await read('README.md')).toContain('(docs/aws-settings.md)')
    for (const name of ['deployment', 'iam'])
      expect(await read(`docs/${name}.md`)).toContain('(aws-settings.md)')
  })
})

import { readFile, readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

// Every regular expression of the gateway, not only those that meet what callers send: nobody has to keep a list.

const SOURCE = new URL('../../../src/', import.meta.url)
/** After what a value follows, or at the beginning of a line. */
const LITERAL =
  /(?:[(=,:?&|!]|return|^)\s*\/(?![/*])((?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/gm
/** As long as a body may be. */
const LONGEST = 100_000
/** In CPU time: a linear expression takes a millisecond or two, another one minutes, or half a second at the least. */
const MOST_MS = 200

async function regularExpressions(): Promise<readonly RegExp[]> {
  const files = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith('.ts'))
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, SOURCE), 'utf8')))
  const found = texts.flatMap((text) =>
    [...text.matchAll(LITERAL)].map(([, source = '', flags]) => new RegExp(source, flags)),
  )
  return [...new Map(found.map((each) => [String(each), each])).values()]
}

/** Made of its own words and of every kind of character, again and again, with an end that fits nothing. */
function* hostileTo({ source }: RegExp): Iterable<(length: number) => string> {
  const words = source.match(/[A-Za-z0-9:,./= -]+/g) ?? []
  const seeds = [
    ...words,
    ...Array.from('aA0-.:/=*?"\'[]()<>&@ \t\n\\%,_;'),
    '0.',
    'a-',
    'a:',
    '::',
    ' a',
    '//',
  ]
  for (const prefix of new Set(['', ...words.slice(0, 3), words.slice(0, 2).join('')]))
    for (const seed of new Set(seeds))
      for (const end of ['\u0000', ''])
        yield (length) => prefix + seed.repeat(Math.ceil(length / seed.length)) + end
}

/** Milliseconds of CPU time, to which the other processes of a busy machine do not add. */
function msOf(expression: RegExp, text: string): number {
  const before = process.cpuUsage()
  text.replace(expression, '')
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** From short to long, so that what takes time beyond measure is found before it is asked for it. */
function slowOn(expression: RegExp): string | undefined {
  for (const length of [20, 24, 26, 28, 30, 33, 36, 200, 3_000, 10_000, 30_000, LONGEST])
    for (const make of hostileTo(expression)) {
      const text = make(length)
      if (msOf(expression, text) > MOST_MS) return `${text.slice(0, 40)}… of ${length} characters`
    }
  return undefined
}

const all = await regularExpressions()

describe('a regular expression takes no longer than its input is long:', () => {
  test.each(all.map((expression) => [String(expression), expression] as const))('%s', (_, expression) => {
    expect(slowOn(expression)).toBeUndefined()
  })
})

test('all of them are found', () => {
  expect(all.length).toBeGreaterThan(40)
  for (const known of ['^[A-Za-z0-9._:=+/-]{8,128}$', '^\\[([^\\]]+)\\](?::\\d+)?$', '[&<>"\']'])
    expect(all.map(({ source }) => source)).toContain(known)
})

/** The pattern of `--require-reason`, which runs with a time limit, and the pattern of an account ID of 12 digits. */
const MADE_AT_RUN_TIME = ['push/queue-policy.ts', 'rotation/change/reason-pattern.ts']

test('none is made of text of a caller at run time', async () => {
  const files = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith('.ts'))
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, SOURCE), 'utf8')))
  const found = files.filter((_, index) => /\bRegExp\(/.test(texts[index] ?? ''))
  expect(found.toSorted()).toEqual(MADE_AT_RUN_TIME)
})

test('what is not linear is found by this', () => {
  const bad = [/ Did you mean .*\?$/, /^(a+)+$/, /\s+$/]
  expect(bad.filter((each) => slowOn(each) === undefined)).toEqual([])
})

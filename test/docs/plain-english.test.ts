import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { parse, visit } from 'graphql'
import { describe, expect, test } from 'vitest'

// Documentation, schema descriptions, messages, comments and test names are written in plain English. This test rejects
// words and sentence beginnings for which the glossary or everyday technical English has a better word.

const ROOT = new URL('../../', import.meta.url)

/** Each word, and what to write instead. */
const WORDS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(?:told|tells?|telling)\b/, 'deliver, notify, send, say'],
  [/\breckon\w*/, 'calculate, estimate'],
  [/\bmend(?:s|ed|ing)?\b/, 'fix'],
  [/\banew\b/, 'again'],
  [/\bdear(?:er|est)?\b/, 'expensive'],
  [/\bwhoever\b/i, 'the actor: a client, the caller'],
  [/(?<!\bthere )\b(?:is|are) no (?!longer\b)/i, 'is not'],
  [/\b(?:is|are) none\b/, 'is not'],
  [/\brehears\w*/, 'dry run'],
  [/\btroubled\b/, 'failing'],
  [/\bkept answers?\b/, 'cached response'],
  [/\b(?:let|lets|letting) go\b/, 'release'],
  [/\b(?:go|goes|gone|going) on with\b/, 'continue'],
  [/\bso many\b/, 'a number or the name of a parameter'],
  [/\bfor so long\b/, 'a duration or the name of a parameter'],
  [/\b(?:its|their|whose) turn\b/, 'permit'],
  [/\b(?:on the wire|under way)\b/, 'in flight, in progress'],
  [/\bfront door\b/, 'request handler'],
]

/** A sentence begins with the actor. */
const BEGINNING =
  /(?:^|[.:;!?]\s+|^\s*(?:\/\*\*|\*|\/\/|[-|#>]+)\s*|['"`])(?:Who|Whoever|Whatever|Of|Those)\s(?!(?:course)\b)/

const isText = (name: string) => /\.(?:ts|tsx|js|md)$/.test(name)
const isGenerated = (name: string) => name.includes('generated/') || name.includes('node_modules/')

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(new URL(folder, ROOT), { recursive: true })
  return names
    .map((name) => path.posix.join(folder, name))
    .filter((name) => isText(name) && !isGenerated(name))
}

/** Markdown without code, which may quote anything. */
const proseOf = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '`…`')

/** The problems of a text, each with its line number. */
function problemsIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => [
    ...WORDS.flatMap(([pattern, instead]) => {
      const [found] = pattern.exec(line) ?? []
      return found === undefined ? [] : [`${index + 1}: '${found.trim()}', write: ${instead}`]
    }),
    ...(BEGINNING.test(line) ? [`${index + 1}: begin with the actor: ${line.trim().slice(0, 60)}`] : []),
  ])
}

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...(await filesIn('docs')),
  ...(await filesIn('examples')),
]

describe('plain English', () => {
  test.each(pages)('%s', async (name) => {
    const text = await readFile(new URL(name, ROOT), 'utf8')
    expect(problemsIn(name.endsWith('.md') ? proseOf(text) : text)).toEqual([])
  })

  test.each(['src', 'client', 'console', 'emulator', 'test', 'bench', 'scripts'])(
    'comments, messages and names in %s/',
    async (folder) => {
      const names = (await filesIn(folder)).filter((name) => name !== 'test/docs/plain-english.test.ts')
      expect(names.length).toBeGreaterThan(5)
      const problems = await Promise.all(
        names.map(async (name) =>
          problemsIn(await readFile(new URL(name, ROOT), 'utf8')).map((problem) => `${name}:${problem}`),
        ),
      )
      expect(problems.flat()).toEqual([])
    },
  )

  test('schema descriptions', async () => {
    const descriptions: string[] = []
    visit(parse(await readFile(new URL('schema.graphql', ROOT), 'utf8')), {
      enter: (node) => {
        if ('description' in node && node.description) descriptions.push(node.description.value)
      },
    })
    expect(descriptions.length).toBeGreaterThan(300)
    expect(descriptions.flatMap((text) => problemsIn(proseOf(text)))).toEqual([])
  })

  test.each([
    'A subscriber is told of each event.',
    'The cost is reckoned before the execution.',
    'This document is no GraphQL.',
    'Who asks more is rejected.',
    '// Of each request, in order.',
    "throw new Error('Whoever asks is rejected')",
  ])('rejects: %s', (text) => {
    expect(problemsIn(text)).not.toEqual([])
  })

  test.each([
    'The key is no longer used.',
    'By default there is no authentication.',
    'A list of keys. Of course it is sorted.',
    'The client asks who may read the key.',
  ])('accepts: %s', (text) => {
    expect(problemsIn(text)).toEqual([])
  })
})

import { readFile, readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

const dist = new URL('../../dist/', import.meta.url)
const notices = await readFile(new URL('THIRD-PARTY-LICENSES.txt', dist), 'utf8')
const listed = [...notices.matchAll(/^=== (\S+) \S+ \((.+?)\)/gm)].map(([, name = '', license = '']) => ({
  name,
  license,
}))
const manifest: { devDependencies: Record<string, string> } = JSON.parse(
  await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
)

/** esbuild writes above each module where it is from. */
async function bundledPackages(): Promise<readonly string[]> {
  const files = (await readdir(dist)).filter((name) => name.endsWith('.js'))
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, dist), 'utf8')))
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^ *\/\/ (?:.*\/)?node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(
      ([, name = '']) => name,
    ),
  )
  return [...new Set(names)].toSorted()
}

describe('the bundle', () => {
  test('brings the licence of each package that has code in it, and of no other', async () => {
    const bundled = await bundledPackages()
    expect(bundled).toEqual(expect.arrayContaining(['graphql', 'ws', '@aws-sdk/client-kms', 'jose']))
    expect([...new Set(listed.map(({ name }) => name))].toSorted()).toEqual(bundled)
  })

  test('holds nothing that only development needs', async () => {
    const development =
      /playwright|vitest|fast-check|typescript|prettier|oxlint|esbuild|tsx|codegen|urql|apollo|rxjs|wonka|graphql-http|graphql-sse|^@types/
    expect((await bundledPackages()).filter((name) => development.test(name))).toEqual([])
    // The pattern is about packages that there are.
    expect(
      Object.keys(manifest.devDependencies).filter((name) => development.test(name)).length,
    ).toBeGreaterThan(15)
  })

  test('is under licences that ask for a notice and nothing more, each with its text', () => {
    expect(new Set(listed.map(({ license }) => license))).toEqual(
      new Set(['Apache-2.0', 'MIT', 'ISC', '0BSD']),
    )
    for (const words of ['Permission is hereby granted', 'Apache License', 'Permission to use, copy, modify'])
      expect(notices).toContain(words)
  })
})

import { readFile, readdir } from 'node:fs/promises'
import { build } from 'esbuild'
import * as graphiql from '@graphql-yoga/render-graphiql/graphiql'
import { describe, expect, test } from 'vitest'

const dist = new URL('../../dist/', import.meta.url)
const notices = await readFile(new URL('THIRD-PARTY-LICENSES.txt', dist), 'utf8')
const [own = '', prebuilt = ''] = notices.split(
  '@graphql-yoga/render-graphiql contains code of these packages.',
)
const listedIn = (text: string) =>
  [...text.matchAll(/^=== (\S+) (\S+) \((.+?)\)/gm)].map(([, name = '', version = '', license = '']) => ({
    name,
    version,
    license,
  }))
const listed = listedIn(own)
const manifest: { devDependencies: Record<string, string> } = JSON.parse(
  await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
)

/** The scripts of the console as in `dist`, but not minified. */
async function consoleScripts(): Promise<readonly string[]> {
  const { outputFiles } = await build({
    entryPoints: ['console/main.tsx'],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.css': 'empty' },
    write: false,
  })
  return outputFiles.map(({ text }) => text)
}

/** esbuild writes the path of each module above its code. */
async function bundledPackages(): Promise<readonly string[]> {
  const files = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.js'))
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, dist), 'utf8')))
  const names = [...texts, ...(await consoleScripts())].flatMap((text) =>
    [...text.matchAll(/^ *\/\/ (?:.*\/)?node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(
      ([, name = '']) => name,
    ),
  )
  return [...new Set(names)].toSorted()
}

/** The scripts of GraphiQL, prebuilt by @graphql-yoga/render-graphiql. */
const chunk = Object.values<string>({ ...graphiql }).join('\n')

describe('the prebuilt scripts of GraphiQL', () => {
  test.each([
    ['react-dom', /rendererPackageName:"react-dom"/],
    ['react', /Symbol\.for\("react\.transitional\.element"\)/],
    ['monaco-editor', /monaco-editor\/esm\/vs\//],
    ['monaco-graphql', /monacoGraphQL/],
    ['graphql', /GraphQLNonNull/],
    ['graphiql', /graphiql-session-tab-/],
    ['markdown-it', /Wrong `markdown-it` preset/],
    ['prettier', /@noprettier/],
    ['@radix-ui/react-slot', /radix\.slottable/],
    ['@floating-ui/react', /"floating-ui-"/],
    ['react-compiler-runtime', /react-compiler-runtime/],
    ['@whatwg-node/promise-helpers', /@whatwg-node\/promise-helpers/],
  ])('hold code of %s, and its licence is in the notices', (name, evidence) => {
    expect(chunk).toMatch(evidence)
    expect(listedIn(prebuilt).map((each) => each.name)).toContain(name)
  })

  test('GraphiQL has no banner of a package whose licence is missing from the notices', () => {
    const banners = [...chunk.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+)\/(?:esm|cjs|dist|lib|build)\/\S+\.js:$/gm)]
    expect(banners.length).toBeGreaterThan(0)
    const names = listedIn(prebuilt).map(({ name }) => name)
    expect(banners.map(([, name = '']) => name).filter((name) => !names.includes(name))).toEqual([])
  })

  test('GraphiQL has the version of React that the notices name', () => {
    const [, version] = /version:"([\d.]+)",rendererPackageName:"react-dom"/.exec(chunk) ?? []
    expect(listedIn(prebuilt)).toContainEqual({ name: 'react-dom', version, license: 'MIT' })
  })
})

describe('the bundle', () => {
  test('the bundle has the licences of exactly the bundled packages', async () => {
    const bundled = await bundledPackages()
    expect(bundled).toEqual(expect.arrayContaining(['graphql', 'ws', '@aws-sdk/client-kms', 'jose']))
    expect([...new Set(listed.map(({ name }) => name))].toSorted()).toEqual(bundled)
  })

  test('the bundle does not contain development packages', async () => {
    const development =
      /playwright|vitest|fast-check|typescript|prettier|oxlint|esbuild|tsx|codegen|urql|apollo|rxjs|wonka|graphql-http|graphql-sse|^@types/
    expect((await bundledPackages()).filter((name) => development.test(name))).toEqual([])
    // The pattern matches packages that exist.
    expect(
      Object.keys(manifest.devDependencies).filter((name) => development.test(name)).length,
    ).toBeGreaterThan(15)
  })

  test('every bundled package has a permissive licence with its text', () => {
    expect(new Set(listed.map(({ license }) => license))).toEqual(
      new Set(['Apache-2.0', 'MIT', 'ISC', '0BSD', 'BSD-3-Clause', 'Unlicense']),
    )
    expect(new Set(listedIn(prebuilt).map(({ license }) => license))).toEqual(
      new Set(['Apache-2.0', 'MIT', '0BSD', 'BSD-2-Clause']),
    )
    for (const words of ['Permission is hereby granted', 'Apache License', 'Permission to use, copy, modify'])
      expect(notices).toContain(words)
  })
})

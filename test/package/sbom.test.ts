import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const dist = new URL('../../dist/', import.meta.url)
const bom: {
  readonly serialNumber?: string
  readonly metadata: { readonly timestamp?: string; readonly component: { readonly name: string } }
  readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
} = JSON.parse(await readFile(new URL('sbom.cdx.json', dist), 'utf8'))
const refs = bom.components.map(({ name, version }) => `${name}@${version}`)

async function runtimePackages(): Promise<readonly string[]> {
  const command = ['ls', '--omit=dev', '--all', '--parseable', '--long']
  const [, ...lines] = (await promisify(execFile)('npm', command)).stdout.trim().split('\n')
  return lines.map((line) => line.split(':')[1] ?? '')
}

/** The packages whose code is in the programs and in the scripts of GraphiQL. */
async function bundledPackages(): Promise<readonly string[]> {
  const notices = await readFile(new URL('THIRD-PARTY-LICENSES.txt', dist), 'utf8')
  return [...notices.matchAll(/^=== (\S+) (\S+) \(/gm)].map(
    ([, name = '', version = '']) => `${name}@${version}`,
  )
}

test('the SBOM lists exactly the packages that `npm ls --omit=dev` lists and the bundled packages, each once', async () => {
  const [runtime, bundled] = await Promise.all([runtimePackages(), bundledPackages()])
  expect(runtime).toEqual(expect.arrayContaining([expect.stringMatching(/^graphql@16/)]))
  expect(bundled).toEqual(expect.arrayContaining([expect.stringMatching(/^monaco-editor@/)]))
  expect(refs.toSorted()).toEqual([...new Set([...runtime, ...bundled])].toSorted())
})

test('the SBOM names the package, and a lockfile always gives the same SBOM', () => {
  expect(bom.metadata.component.name).toBe('kms-rotation-gateway')
  expect(bom.metadata.timestamp).toBeUndefined()
  expect(bom.serialNumber).toBeUndefined()
})

test('the SBOM says which packages GraphiQL contains, and each dependency is one of its components', () => {
  const graphiql = bom.dependencies.find(({ ref }) => ref.startsWith('@graphql-yoga/render-graphiql@'))
  expect(graphiql?.dependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^react-dom@/)]))
  const missing = bom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.includes(ref))
  expect(missing).toEqual([])
})

test('each component of the SBOM has a package URL that contains its name and version', () => {
  for (const { name, version, purl } of bom.components)
    expect(decodeURIComponent(purl)).toBe(`pkg:npm/${name}@${version}`)
})

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { nodeRanges } from '../../scripts/versions/node-range.ts'

const read = (file: string) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8')
const page = await read('docs/compatibility.md')
const majors = nodeRanges(packageJson.engines.node).map(({ major }) => major)

test('docs/compatibility.md has the Node.js versions of package.json', () => {
  expect(page).toContain(`the Node.js versions \`${packageJson.engines.node}\``)
  expect([...page.matchAll(/^\| (\d+) +\| \d{4}-\d\d-\d\d/gm)].map(([, major]) => Number(major))).toEqual(
    majors,
  )
})

test('README.md has the Node.js versions of package.json', async () => {
  const versions = /You need Node\.js (.*?)\. /.exec(await read('README.md'))?.[1]?.match(/\d+(?:\.\d+)?/g)
  expect(versions?.map((version) => `^${version}`).join(' || ')).toBe(packageJson.engines.node)
})

test('CI runs on the Node.js versions of package.json', async () => {
  expect(await read('.github/workflows/ci.yml')).toContain(`node: [${majors.join(', ')}]`)
})

test('docs/compatibility.md has the versions of graphql that the gateway is tested with', async () => {
  const [, other] = /'graphql@(.*)'/.exec(await read('scripts/test-graphql-17.ts')) ?? []
  const tested = [...page.matchAll(/^\| (\d+\.\d+\.\d+) /gm)].map(([, version]) => version)
  expect(tested).toEqual([packageJson.devDependencies.graphql, other])
  expect(page).toContain(`the peer dependency is \`${packageJson.peerDependencies.graphql}\``)
})

test('docs/compatibility.md has the versions of the tested clients and of the AWS SDK', () => {
  const versions: Record<string, string> = { ...packageJson.devDependencies, ...packageJson.dependencies }
  const named = [...page.matchAll(/`([\w@/-]+)`[ |]+(\d+\.\d+\.\d+)/g)].map(([, name = '', version]) => [
    name,
    version,
  ])
  expect(named.length).toBeGreaterThan(8)
  expect(named).toEqual(named.map(([name = '']) => [name, versions[name]]))
  expect(page).toContain(`SDK ${versions['@aws-sdk/client-kms']}`)
  expect(page).toContain(`TypeScript ${versions['typescript']}`)
})

import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8')
const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(await read('package.json'))
const { dependencies = {}, peerDependencies = {}, devDependencies = {} } = manifest
const lockfile: { packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }> } =
  JSON.parse(await read('package-lock.json'))

describe('dependencies', () => {
  test('docs/dependencies.md lists each dependency once, with a reason', async () => {
    const rows = (await read('docs/dependencies.md')).split('\n').filter((line) => line.startsWith('| `'))
    const named = rows.flatMap((row) => {
      const [, packages = '', reason = ''] = row.split('|')
      expect(reason.trim()).not.toBe('')
      return [...packages.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    })
    expect(named.toSorted()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).toSorted())
  })

  test('dependencies and development dependencies have exact versions', () => {
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('an embedder provides graphql and @opentelemetry/api, which are also development dependencies', () => {
    expect(Object.keys(peerDependencies)).toEqual(['@opentelemetry/api', 'graphql'])
    expect(devDependencies).toMatchObject({
      '@opentelemetry/api': expect.anything(),
      graphql: expect.anything(),
    })
    expect(dependencies).not.toHaveProperty('graphql')
    expect(dependencies).not.toHaveProperty('@opentelemetry/api')
  })

  test('the lockfile has a hash and no address for each package', () => {
    const packages = Object.entries(lockfile.packages).filter(([path]) => path !== '')
    expect(packages.length).toBeGreaterThan(100)
    expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([])
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
  })

  test('only esbuild runs a script on installation', () => {
    expect(manifest['allowScripts']).toEqual({ esbuild: true })
  })
})

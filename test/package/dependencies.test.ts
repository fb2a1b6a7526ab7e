import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8')
const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(await read('package.json'))
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
    expect(named.toSorted()).toEqual(Object.keys(manifest['devDependencies'] ?? {}).toSorted())
  })

  test('the package has no runtime dependencies, and its development dependencies have exact versions', () => {
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies'])
      expect(manifest[kind]).toBeUndefined()
    for (const version of Object.values(manifest['devDependencies'] ?? {}))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
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

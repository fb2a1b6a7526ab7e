import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { prebuiltPackages } from './third-party-licenses.js'

/**
 * CycloneDX, for the packages that run: the dependencies, the packages of the console, and the packages that GraphiQL contains. It has no serial number and
 * no time, so that a lockfile always gives the same text.
 */
/** @param consolePackages the packages that the build puts into the console. They are development dependencies */
export function sbom(consolePackages) {
  const { packages, ...lockfile } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8'))
  const { metadata, components, dependencies, ...bom } = npmSbom(manifest, {
    ...lockfile,
    packages: {
      ...Object.fromEntries(Object.entries(packages).filter(([, { dev }]) => !dev)),
      '': manifest,
    },
  })
  delete bom.serialNumber
  const prebuilt = prebuiltPackages()
  const listed = new Set(components.map((component) => component['bom-ref']))
  const additional = [...prebuilt.packages, ...consolePackages].map(componentOf).filter((component) => {
    const isNew = !listed.has(component['bom-ref'])
    listed.add(component['bom-ref'])
    return isNew
  })
  return `${JSON.stringify(
    {
      ...bom,
      metadata: { component: { ...metadata.component, name: manifest.name } },
      components: [...components, ...additional],
      dependencies: dependencies.map((entry) => {
        const contained = entry.ref.startsWith(`${prebuilt.name}@`)
          ? prebuilt.packages
          : entry.ref === metadata.component['bom-ref']
            ? consolePackages
            : []
        return { ...entry, dependsOn: [...new Set([...entry.dependsOn, ...contained.map(refOf)])] }
      }),
    },
    null,
    2,
  )}\n`
}

/**
 * `npm sbom` of a project without development dependencies. `npm sbom --omit=dev` leaves out each package that a development
 * dependency needs too: https://github.com/npm/cli/issues/7909
 */
function npmSbom(manifest, lockfile) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sbom-'))
  try {
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest))
    writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify(lockfile))
    const command = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
    return JSON.parse(execFileSync('npm', command, { cwd: folder, encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const refOf = ({ name, version }) => `${name}@${version}`

const componentOf = ({ name, version, license }) => ({
  'bom-ref': refOf({ name, version }),
  type: 'library',
  name,
  version,
  scope: 'required',
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  licenses: [{ license: { id: license } }],
})

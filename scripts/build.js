// Builds the programs and the console, and without the argument `programs` also the rest of the package: library, client, types, licences and SBOM.
import { rmSync, writeFileSync } from 'node:fs'
import { bundleConsole } from './console.js'
import { bundleClient, bundleLibrary, bundlePrograms } from './bundle.js'

const isForPackage = process.argv[2] !== 'programs'
const started = performance.now()
const report = (line) => process.stderr.write(`${line}\n`)
report(
  isForPackage
    ? 'Building the package. This takes about 15 seconds.'
    : 'Building the programs. This takes about 5 seconds.',
)

rmSync('dist', { recursive: true, force: true })
const [programs, console] = await Promise.all([bundlePrograms(), bundleConsole()])
if (isForPackage) {
  const [{ bundledPackages, thirdPartyLicenses }, { sbom }, { writeTypes }] = await Promise.all([
    import('./third-party-licenses.js'),
    import('./sbom.js'),
    import('./types.js'),
  ])
  await Promise.all([bundleLibrary(), bundleClient()])
  writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(programs, console))
  writeFileSync('dist/sbom.cdx.json', sbom(bundledPackages(console)))
  // Last: the tests look for this file to see whether the package is built.
  await writeTypes()
}
report(`Built in ${((performance.now() - started) / 1000).toFixed(1)} seconds.`)

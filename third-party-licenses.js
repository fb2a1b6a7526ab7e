// The licences of the packages whose code is in the bundle: they ask that their notices go where the code goes.
import { readFileSync, readdirSync } from 'node:fs'

/** Other licences ask for other things: look before you add one. */
const ALLOWED = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0']

/** For packages whose archive has no file with it. */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

/** One text for all packages of which a byte is in an output of esbuild's. */
export function thirdPartyLicenses(metafile) {
  const folders = new Set()
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []
      if (folder && bytesInOutput > 0) folders.add(folder)
    }
  // Many have the same text.
  const packages = new Map()
  for (const { heading, text } of [...folders]
    .toSorted((left, right) => (left < right ? -1 : 1))
    .map(licenseOf))
    packages.set(text, [...(packages.get(text) ?? []), heading])
  const entries = [...packages].map(([text, headings]) => `${headings.join('\n')}\n\n${text}`)
  return `kms-rotation-gateway is bundled with code of these packages.\n\n${entries.join('\n\n')}\n`
}

function licenseOf(folder) {
  const { name, version, license, author, repository } = JSON.parse(
    readFileSync(`${folder}/package.json`, 'utf8'),
  )
  if (!ALLOWED.includes(license))
    throw new Error(`${name} has the licence ${license}: see third-party-licenses.js for those it may have.`)
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying|copyright)/i.test(file))
  const texts = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim())
  const home = repository?.url ?? repository
  return {
    heading: `=== ${name} ${version} (${license})${home ? ` ${home}` : ''}`,
    text: texts.join('\n\n') || withoutFile(license, author?.name ?? author ?? `the authors of ${name}`),
  }
}

function withoutFile(license, author) {
  if (license === 'MIT') return `Copyright (c) ${author}\n\n${MIT}`
  if (license === 'Apache-2.0')
    return `Copyright ${author}\n\nThe text of the licence is that of this package's own, in LICENSE.`
  throw new Error(`A package under ${license} comes without its text.`)
}

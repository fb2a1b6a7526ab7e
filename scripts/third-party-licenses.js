// Collects the licences of the bundled packages, which require their notices in every copy of the code.
import { readFileSync, readdirSync } from 'node:fs'

/** Check the conditions of a licence before you add it. */
const ALLOWED = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Unlicense']

/** For packages without a licence file. */
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

/** One text for all packages that esbuild put into an output. */
export function thirdPartyLicenses(...metafiles) {
  const folders = new Set(metafiles.flatMap(packageFolders))
  const own = noticesOf(folders)
  const graphiql = [...folders].some((folder) => folder.endsWith(PREBUILT.name)) ? `\n\n${prebuilt()}` : ''
  return `kms-rotation-gateway is bundled with code of these packages.\n\n${own}${graphiql}`
}

/** The folders of the packages that esbuild put into an output. */
function packageFolders({ outputs }) {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))
  return files.flatMap(([file, { bytesInOutput }]) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []
    return folder && bytesInOutput > 0 ? [folder] : []
  })
}

/** The packages that esbuild put into an output. */
export function bundledPackages(metafile) {
  return [...new Set(packageFolders(metafile))].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
    return { name, version, license }
  })
}

/** The notices of the packages in these folders. Packages with the same text share it. */
export function noticesOf(folders) {
  const packages = new Map()
  for (const { heading, text } of [...folders]
    .toSorted((left, right) => (left < right ? -1 : 1))
    .map(licenseOf))
    packages.set(text, (packages.get(text) ?? new Set()).add(heading))
  return [...packages].map(([text, headings]) => `${[...headings].join('\n')}\n\n${text}`).join('\n\n')
}

/** This package contains prebuilt packages, which the metafile does not name. A file has their notices for one version. */
const PREBUILT = { name: '@graphql-yoga/render-graphiql', version: '5.24.1' }

function prebuilt() {
  const { version } = JSON.parse(readFileSync(`node_modules/${PREBUILT.name}/package.json`, 'utf8'))
  if (version !== PREBUILT.version)
    throw new Error(
      `${PREBUILT.name} ${version} is bundled, and scripts/third-party-licenses-graphiql.txt is about ${PREBUILT.version}. Run scripts/collect-graphiql-licenses.js for the new version.`,
    )
  return `${PREBUILT.name} contains code of these packages.\n\n${prebuiltNotices()}`
}

const prebuiltNotices = () =>
  readFileSync(new URL('third-party-licenses-graphiql.txt', import.meta.url), 'utf8')

/** The prebuilt package, and the packages in it. */
export function prebuiltPackages() {
  const headings = prebuiltNotices().matchAll(/^=== (\S+) (\S+) \((.+?)\)/gm)
  return {
    name: PREBUILT.name,
    packages: [...headings].map(([, name, version, license]) => ({ name, version, license })),
  }
}

function licenseOf(folder) {
  const { name, version, license, author, repository } = JSON.parse(
    readFileSync(`${folder}/package.json`, 'utf8'),
  )
  if (!ALLOWED.includes(license))
    throw new Error(
      `${name} has the licence ${license}: see scripts/third-party-licenses.js for those it may have.`,
    )
  const files = readdirSync(folder).filter((file) =>
    /^(licen[cs]e|notice|copying|copyright|third-?party-?notices)/i.test(file),
  )
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
  if (license === 'Unlicense')
    return `${author} dedicated it to the public domain. See https://unlicense.org.`
  throw new Error(`A package under ${license} comes without its text.`)
}

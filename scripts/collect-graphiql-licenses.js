// Writes scripts/third-party-licenses-graphiql.txt: the notices of the packages that @graphql-yoga/render-graphiql brings prebuilt in one
// script, without their licences. Run it when that package gets another version:
//
//   npm install --ignore-scripts --prefix <empty folder> @graphql-yoga/graphiql@<the version that it was built from>
//   node scripts/collect-graphiql-licenses.js <empty folder>
//
// Build and tests use the written file only.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { noticesOf } from './third-party-licenses.js'

const [, , root = ''] = process.argv
/** Only the command line of markdown-it uses it. */
const NOT_BUNDLED = ['argparse']
const manifestOf = (folder) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))

/** Where Node finds a package from a folder. */
function find(name, from) {
  for (let folder = from; folder.startsWith(root); folder = path.dirname(folder)) {
    const found = path.join(folder, 'node_modules', name)
    if (existsSync(path.join(found, 'package.json'))) return found
  }
  return undefined
}

const folders = new Set()
function visit(folder) {
  if (!folder || folders.has(folder)) return
  folders.add(folder)
  const { dependencies = {}, peerDependencies = {} } = manifestOf(folder)
  for (const name of Object.keys({ ...dependencies, ...peerDependencies }))
    if (!name.startsWith('@types/') && !NOT_BUNDLED.includes(name)) visit(find(name, folder))
}
const start = path.join(root, 'node_modules/@graphql-yoga/graphiql')
visit(start)
folders.delete(start)

writeFileSync(new URL('third-party-licenses-graphiql.txt', import.meta.url), `${noticesOf(folders)}\n`)

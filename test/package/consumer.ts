import { execFile } from 'node:child_process'
import { cp, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')

/**
 * A new folder in which the packed package is installed, without the network. It has copies of exactly the packages that
 * `npm ls --omit=dev` lists, and the types of Node, so a package that is missing from `dependencies` fails here.
 */
export async function installPackage(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'consumer-'))
  const list = await run('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: root })
  const [, ...packages] = list.stdout.trim().split('\n')
  for (const source of packages)
    await cp(source, path.join(folder, path.relative(root, source)), {
      recursive: true,
      filter: (file) => file === source || path.basename(file) !== 'node_modules',
    })
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const [archive] = JSON.parse((await run('npm', pack, { cwd: root })).stdout)
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  await run(
    'npm',
    ['install', '--offline', '--engine-strict', '--no-audit', '--no-fund', `./${archive.filename}`],
    { cwd: folder },
  )
  for (const name of ['@types', 'undici-types'])
    await symlink(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name))
  return folder
}

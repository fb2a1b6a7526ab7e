import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')
const oxlint = path.join(root, 'node_modules/.bin/oxlint')

/** Writes files into an empty project with this project's lint rules. Returns what lint prints for their top-level folders. */
export async function lintFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const project = await mkdtemp(path.join(tmpdir(), 'linted-'))
  try {
    await Promise.all(
      ['.oxlintrc.json', 'scripts', 'tsconfig.json', 'package.json'].map((name) =>
        cp(path.join(root, name), path.join(project, name), { recursive: true }),
      ),
    )
    await symlink(path.join(root, 'node_modules'), path.join(project, 'node_modules'))
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(project, name)
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(file, text)
    }
    const folders = new Set(Object.keys(files).map((name) => name.replace(/\/.*/, '')))
    const { stdout } = await run(oxlint, [...folders], { cwd: project }).catch(
      (error: { stdout: string }) => error,
    )
    return stdout
  } finally {
    await rm(project, { recursive: true })
  }
}

import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

// Git uses the temporary repository and its configuration only, also if the tests run in a git hook.
for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name]
process.env['GIT_CONFIG_GLOBAL'] = '/dev/null'
process.env['GIT_CONFIG_NOSYSTEM'] = '1'

/** A git repository in a temporary folder, with the files that a release changes. Disposing it deletes the folder. */
export interface Repository extends AsyncDisposable {
  readonly folder: string
  readonly git: (...args: readonly string[]) => string
  read(file: string): Promise<string>
  /** Writes files and commits them. */
  commit(files: Readonly<Record<string, string>>): Promise<void>
}

export const SCHEMA = 'type Query {\n  key: ID\n  alias: String\n}\n'
export const CHANGELOG =
  '# Changelog\n\n## Unreleased\n\nThe first release.\n\n### Added\n\n- `key` reads a key.\n'

export async function makeRepository(): Promise<Repository> {
  const folder = await mkdtemp(path.join(tmpdir(), 'release-'))
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim()
  const repository: Repository = {
    folder,
    git,
    read: (file) => readFile(path.join(folder, file), 'utf8'),
    async commit(files) {
      for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text)
      git('add', '.')
      git('commit', '--quiet', '--message', 'a change')
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
  await mkdir(path.join(folder, 'scripts/release'), { recursive: true })
  git('init', '--quiet', '--initial-branch', 'main')
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@example.com')
  const manifest = { name: 'released', version: '0.1.0' }
  await repository.commit({
    'package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
    'package-lock.json': `${JSON.stringify({ ...manifest, lockfileVersion: 3, packages: { '': manifest } })}\n`,
    'schema.graphql': SCHEMA,
    'CHANGELOG.md': CHANGELOG,
  })
  return repository
}

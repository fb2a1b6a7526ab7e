import { execFileSync } from 'node:child_process'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readChangelog, withVersion } from './changelog.ts'
import type { Changelog } from './changelog.ts'
import { adviceFor, compareWithRelease, RELEASED_SCHEMA } from './released-schema.ts'
import { isNewer, mayBreak, parseVersion } from './version.ts'

/** A version of the project in a folder, which is a git repository. */
export interface Release {
  readonly folder: string
  readonly version: string
}

/** The reasons why a version cannot be released now, each with what to do. */
export async function releaseProblems(release: Release): Promise<readonly string[]> {
  const changelog = readChangelog(await readFile(path.join(release.folder, 'CHANGELOG.md'), 'utf8'))
  const { unnamed } = await compareWithRelease(release.folder)
  return [
    ...repositoryProblems(release),
    ...versionProblems(release.version, changelog),
    ...changelogProblems(changelog),
    ...unnamed.map(adviceFor),
  ]
}

/** The notes of a release, in Markdown: the unreleased changes of CHANGELOG.md. */
export async function releaseNotes({ folder }: Release): Promise<string> {
  return readChangelog(await readFile(path.join(folder, 'CHANGELOG.md'), 'utf8')).unreleased ?? ''
}

/** Writes the version, the date and the schema of a release into their files, commits these files and tags the commit. */
export async function makeRelease(release: Release, date: Date): Promise<void> {
  const { folder, version } = release
  const file = path.join(folder, 'CHANGELOG.md')
  const notes = await releaseNotes(release)
  await writeFile(file, withVersion(await readFile(file, 'utf8'), version, date.toISOString().slice(0, 10)))
  await copyFile(path.join(folder, 'schema.graphql'), path.join(folder, RELEASED_SCHEMA))
  run(folder, 'npm', 'version', version, '--no-git-tag-version', '--allow-same-version', '--ignore-scripts')
  run(folder, 'git', 'add', 'CHANGELOG.md', RELEASED_SCHEMA, 'package.json', 'package-lock.json')
  run(folder, 'git', 'commit', '--message', `chore: release ${version}`)
  // By default, git would remove the headings, which begin with #.
  const message = `Version ${version}\n\n${notes}\n`
  run(folder, 'git', 'tag', '--annotate', '--cleanup=verbatim', '--message', message, tagOf(release))
}

export const tagOf = ({ version }: Release): string => `v${version}`

function* repositoryProblems(release: Release): Iterable<string> {
  const git = (...args: readonly string[]) => run(release.folder, 'git', ...args)
  const branch = git('branch', '--show-current')
  if (branch !== 'main')
    yield `Releases are made on the branch main, not on ${branch || 'a detached HEAD'}. Run 'git switch main'.`
  if (git('status', '--porcelain') !== '')
    yield 'The working tree contains changes that are not committed. Commit or remove them.'
  if (git('tag', '--list', tagOf(release)) !== '')
    yield `The tag ${tagOf(release)} exists already. Choose a later version.`
}

function* versionProblems(text: string, { breaking, lastVersion = '' }: Changelog): Iterable<string> {
  const version = parseVersion(text)
  const last = parseVersion(lastVersion)
  if (!version) yield `'${text}' is not a version. Write three numbers, such as 1.2.3.`
  else if (last && !isNewer(version, last))
    yield `${text} is not later than ${lastVersion}, the last version in CHANGELOG.md. Choose a later version.`
  else if (last && breaking && !mayBreak(version, last))
    yield (
      `CHANGELOG.md lists breaking changes, which ${text} may not contain after ${lastVersion}. ` +
      'Choose the next major version, or the next minor version of 0.x.'
    )
}

function* changelogProblems({ unreleased }: Changelog): Iterable<string> {
  if (unreleased === undefined) yield "CHANGELOG.md does not contain the heading '## Unreleased'. Add it."
  else if (!/^- /m.test(unreleased))
    yield "CHANGELOG.md lists no changes under 'Unreleased'. Add what users can notice."
}

function run(folder: string, program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { cwd: folder, encoding: 'utf8' }).trim()
}

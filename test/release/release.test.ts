import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { readChangelog } from '../../scripts/release/changelog.ts'
import { makeRelease, releaseProblems } from '../../scripts/release/release.ts'
import { compareWithRelease } from '../../scripts/release/released-schema.ts'
import { CHANGELOG, makeRepository, SCHEMA } from './repository.ts'
import type { Repository } from './repository.ts'

const SCRIPT = path.resolve('scripts/release.ts')
const DATE = new Date('2026-12-01T23:00:00Z')

const problemsOf = ({ folder }: Repository, version: string) => releaseProblems({ folder, version })
const withChange = (line: string) => CHANGELOG.replace(/- .*/s, `${line}\n`)

/** A repository in which a version is released. CHANGELOG.md then lists one more change. */
async function releasedAs(version: string, section = '### Added'): Promise<Repository> {
  const repository = await makeRepository()
  await makeRelease({ folder: repository.folder, version }, DATE)
  const changelog = await repository.read('CHANGELOG.md')
  const change = `## Unreleased\n\n${section}\n\n- A change to \`Query.alias\`.\n`
  await repository.commit({ 'CHANGELOG.md': changelog.replace('## Unreleased\n', change) })
  return repository
}

test('a release dates the unreleased changes and sets the version', async () => {
  await using repository = await makeRepository()
  expect(await problemsOf(repository, '0.2.0')).toEqual([])
  await makeRelease({ folder: repository.folder, version: '0.2.0' }, DATE)
  expect(await repository.read('CHANGELOG.md')).toBe(
    CHANGELOG.replace('## Unreleased\n', '## Unreleased\n\n## 0.2.0 - 2026-12-01\n'),
  )
  expect(JSON.parse(await repository.read('package.json'))).toMatchObject({ version: '0.2.0' })
  expect(JSON.parse(await repository.read('package-lock.json'))).toMatchObject({
    version: '0.2.0',
    packages: { '': { version: '0.2.0' } },
  })
  expect(await repository.read('scripts/release/released-schema.graphql')).toBe(SCHEMA)
  expect(repository.git('status', '--porcelain')).toBe('')
})

test('the tag of a release is annotated with the notes, including their headings', async () => {
  await using repository = await makeRepository()
  await makeRelease({ folder: repository.folder, version: '0.1.0' }, DATE)
  expect(repository.git('cat-file', '-t', 'v0.1.0')).toBe('tag')
  expect(repository.git('tag', '--list', 'v0.1.0', '--format=%(contents)')).toBe(
    'Version 0.1.0\n\nThe first release.\n\n### Added\n\n- `key` reads a key.',
  )
  expect(repository.git('rev-parse', 'v0.1.0^{commit}')).toBe(repository.git('rev-parse', 'main'))
})

test('a release after another one has only the new notes', async () => {
  await using repository = await releasedAs('0.1.0')
  expect(await problemsOf(repository, '0.1.1')).toEqual([])
  await makeRelease({ folder: repository.folder, version: '0.1.1' }, DATE)
  const notes = repository.git('tag', '--list', 'v0.1.1', '--format=%(contents)')
  expect(notes).toContain('A change to')
  expect(notes).not.toContain('The first release')
})

test.each<readonly [state: string, prepare: (repository: Repository) => unknown, problem: RegExp]>([
  [
    'another branch',
    ({ git }) => git('switch', '--quiet', '--create', 'fix'),
    /on the branch main, not on fix/,
  ],
  [
    'a detached HEAD',
    ({ git }) => git('switch', '--quiet', '--detach'),
    /not on a detached HEAD. Run 'git switch main'/,
  ],
  ['a new file', ({ folder }) => writeFile(path.join(folder, 'new'), ''), /changes that are not committed/],
  ['an existing tag', ({ git }) => git('tag', 'v0.1.0'), /The tag v0.1.0 exists already/],
  ['no unreleased changes', (each) => each.commit({ 'CHANGELOG.md': withChange('') }), /lists no changes/],
  ['no heading', (each) => each.commit({ 'CHANGELOG.md': '# Changelog\n' }), /heading '## Unreleased'. Add/],
])('a release is rejected with %s', async (_, prepare, problem) => {
  await using repository = await makeRepository()
  await prepare(repository)
  expect(await problemsOf(repository, '0.1.0')).toEqual([expect.stringMatching(problem)])
})

test.each(['', 'v1.2.3', '1.2.3-beta'])("a release is rejected with the version '%s'", async (version) => {
  await using repository = await makeRepository()
  expect(await problemsOf(repository, version)).toEqual([expect.stringContaining('is not a version')])
})

test.each(['0.1.9', '0.2.3'])('after 0.2.3, the version %s is rejected', async (version) => {
  await using repository = await releasedAs('0.2.3')
  expect((await problemsOf(repository, version)).join('\n')).toContain(`${version} is not later than 0.2.3`)
  expect(await problemsOf(repository, '0.2.10')).toEqual([])
})

test('a removed field is rejected until CHANGELOG.md lists it as breaking', async () => {
  await using repository = await releasedAs('0.1.0')
  await repository.commit({ 'schema.graphql': SCHEMA.replace('  alias: String\n', '') })
  expect(await problemsOf(repository, '0.2.0')).toEqual([
    "Field 'alias' was removed from object type 'Query'. This breaks clients of the last release. Undo it, or name " +
      "`Query.alias` (with the backticks) in CHANGELOG.md, under 'Breaking' of 'Unreleased'.",
  ])
})

test.each([
  ['0.1.0', '0.1.1', '0.2.0'],
  ['1.1.0', '1.2.0', '2.0.0'],
])('after %s, breaking changes are rejected in %s and accepted in %s', async (from, rejected, accepted) => {
  await using repository = await releasedAs(from, '### Breaking')
  await repository.commit({ 'schema.graphql': SCHEMA.replace('  alias: String\n', '') })
  expect(await problemsOf(repository, rejected)).toEqual([
    expect.stringContaining(`lists breaking changes, which ${rejected} may not contain after ${from}`),
  ])
  expect(await problemsOf(repository, accepted)).toEqual([])
})

test('CHANGELOG.md of the project has the heading for unreleased changes', async () => {
  expect(readChangelog(await readFile('CHANGELOG.md', 'utf8')).unreleased).toBeDefined()
})

test('the project has no breaking schema change that CHANGELOG.md does not list', async () => {
  expect((await compareWithRelease('.')).unnamed).toEqual([])
})

test('the program with --dry-run prints the notes and changes nothing', async () => {
  await using repository = await makeRepository()
  const head = repository.git('rev-parse', 'HEAD')
  const { stdout } = await runScript(repository, '0.1.0', '--dry-run')
  expect(stdout).toContain('- `key` reads a key.\n\nDry run: v0.1.0 can be released.\n')
  expect([repository.git('rev-parse', 'HEAD'), repository.git('status', '--porcelain')]).toEqual([head, ''])
  expect(repository.git('tag')).toBe('')
})

test('the program makes the release, and says what to push', async () => {
  await using repository = await makeRepository()
  const { stdout } = await runScript(repository, '0.1.0')
  expect(stdout).toContain('git push --atomic origin main v0.1.0')
  expect(repository.git('tag')).toBe('v0.1.0')
})

test('the program fails with all reasons why it cannot make the release', async () => {
  await using repository = await makeRepository()
  repository.git('switch', '--quiet', '--create', 'fix')
  await writeFile(path.join(repository.folder, 'new'), '')
  await expect(runScript(repository, '0.1.0')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/not on fix.*\n.*not committed.*\nNothing was changed\.\n$/),
  })
  expect(repository.git('tag')).toBe('')
})

const runScript = ({ folder }: Repository, ...args: readonly string[]) =>
  promisify(execFile)(process.execPath, ['--import', import.meta.resolve('tsx'), SCRIPT, ...args], {
    cwd: folder,
  })

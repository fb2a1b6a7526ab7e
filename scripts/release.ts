// npm run release -- VERSION [--dry-run]
// Commits and tags a version, with the notes from CHANGELOG.md. Pushes and publishes nothing.
import { parseArgs } from 'node:util'
import { makeRelease, releaseNotes, releaseProblems, tagOf } from './release/release.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false } },
})
const release = { folder: process.cwd(), version: positionals[0] ?? '' }
const problems = await releaseProblems(release)

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\nNothing was changed.\n`)
  process.exitCode = 1
} else if (values['dry-run']) {
  process.stdout.write(`${await releaseNotes(release)}\n\nDry run: ${tagOf(release)} can be released.\n`)
} else {
  await makeRelease(release, new Date())
  process.stdout.write(
    `The commit and the tag ${tagOf(release)} exist in this repository only. Review them with ` +
      `'git show ${tagOf(release)}'. Then run: git push --atomic origin main ${tagOf(release)}\n`,
  )
}

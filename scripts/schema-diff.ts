// Prints how schema.graphql differs from the schema of the last release. Fails if a breaking change is not in CHANGELOG.md.
import { adviceFor, compareWithRelease } from './release/released-schema.ts'

const { changes, unnamed } = await compareWithRelease(process.cwd())
const lines = changes?.map(({ effect, message }) => `${effect}: ${message}`) ?? [
  'No version has been released yet.',
]
process.stdout.write(
  `${lines.length > 0 ? lines.join('\n') : 'The schema is the schema of the last release.'}\n`,
)
for (const change of unnamed) process.stderr.write(`${adviceFor(change)}\n`)
process.exitCode = unnamed.length > 0 ? 1 : 0

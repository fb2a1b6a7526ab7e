// Prints how many tests passed and failed, from vitest's JSON report. A report that cannot be read counts as one failure.
import { readFileSync } from 'node:fs'

const [, , file = ''] = process.argv
const { numPassedTests, numFailedTests, testResults } = read()
// A file that cannot be loaded has no tests.
const failedFiles = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
)
process.stdout.write(`${numPassedTests} passed, ${numFailedTests + failedFiles.length} failed\n`)

function read() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] }
  }
}

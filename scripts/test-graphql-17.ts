// Checks the types and runs the suite with graphql 17, in a temporary copy of the project: `npm run test:graphql-17`, or
// `-- 22 test/server`. Not part of `npm test`, because it installs packages from the npm registry.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { nodeEnvironment, versionIn } from './versions/node-environment.ts'
import { nodeRanges, selectNodes } from './versions/node-range.ts'
import { reportResults, runSuite } from './versions/run-suite.ts'

const GRAPHQL = 'graphql@17.1.0'

// @graphql-tools/utils prints schema.graphql without the default values of arguments. Only `npm run codegen` prints it. The SBOM
// lists the packages of the lockfile, which has graphql 16.
const TEST_NAMES = '^(?!schema.graphql equals the printed schema|the SBOM lists exactly the packages)'

// graphql 17 does not support Node 20.
const ranges = nodeRanges(packageJson.engines.node).filter(({ major }) => major >= 22)
const { nodes, filters } = selectNodes(ranges, process.argv.slice(2))
const project = path.join(import.meta.dirname, '..')
const cwd = mkdtempSync(path.join(tmpdir(), 'graphql-17-'))
try {
  cpSync(project, cwd, {
    recursive: true,
    filter: (source) => !['.git', 'node_modules', 'dist'].includes(path.basename(source)),
  })
  reportResults(
    nodes.map((range) => {
      const env = nodeEnvironment(range)
      const npm = (...args: readonly string[]) => execFileSync('npm', args, { cwd, env, stdio: 'inherit' })
      npm('install', '--no-save', '--no-audit', '--no-fund', GRAPHQL)
      npm('run', '--silent', 'check:types')
      return runSuite(`${GRAPHQL}, Node ${versionIn(env)}`, ['-t', TEST_NAMES, ...filters], { cwd, env })
    }),
  )
} finally {
  rmSync(cwd, { recursive: true })
}

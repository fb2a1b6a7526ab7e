// Runs the suite on each version of Node.js in package.json: `npm run test:nodes`, `-- 22`, or `-- 22 24 test/server`. Not part
// of `npm test`, because it downloads Node.js from the npm registry.
import path from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { nodeEnvironment, versionIn } from './versions/node-environment.ts'
import { nodeRanges, selectNodes } from './versions/node-range.ts'
import { reportResults, runSuite } from './versions/run-suite.ts'

const cwd = path.join(import.meta.dirname, '..')
const { nodes, filters } = selectNodes(nodeRanges(packageJson.engines.node), process.argv.slice(2))
reportResults(
  nodes.map((range) => {
    const env = nodeEnvironment(range)
    return runSuite(`Node ${versionIn(env)}`, filters, { cwd, env })
  }),
)

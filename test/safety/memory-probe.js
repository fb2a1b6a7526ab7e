// Loaded into the built gateway before it starts (`--import`): on SIGUSR2 it says on standard error, as one line, what
// memory is in use after a full collection and what still keeps the process busy.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

process.on('SIGUSR2', () => {
  collect()
  collect()
  const resources = {}
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1
  const { heapUsed, external } = process.memoryUsage()
  process.stderr.write(`${JSON.stringify({ probe: { bytes: heapUsed + external, resources } })}\n`)
})

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')

/** Collects all garbage, except objects that the current job has read. */
export const collectGarbage: () => void = runInNewContext('gc')

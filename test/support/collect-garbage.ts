import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')

/** All that nothing refers to is gone when it returns, except what the running job has looked at. */
export const collectGarbage: () => void = runInNewContext('gc')

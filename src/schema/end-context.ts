import { RequestCache } from '@pothos/plugin-scope-auth'
import type { Context } from '../context.ts'

/**
 * Lets go of what Pothos keeps of a context. It does so in a `WeakMap`, whose values a minor collection takes for live:
 * without this, each context grows old with all that it has loaded.
 */
export function endContext(context: Context): void {
  RequestCache.clearForContext(context)
}

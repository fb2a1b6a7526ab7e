import { RequestCache } from '@pothos/plugin-scope-auth'
import type { Context } from '../context.ts'

/**
 * Releases the data that Pothos caches for a context in a `WeakMap`. A minor garbage collection treats the values of a
 * `WeakMap` as live, so without this call each context would survive with everything that it has loaded.
 */
export function releaseContext(context: Context): void {
  RequestCache.clearForContext(context)
}

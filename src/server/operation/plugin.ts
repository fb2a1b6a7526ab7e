import type { Plugin } from 'graphql-yoga'
import type { Operation } from './operation.ts'

/** yoga passes it through all plugins, on every transport. */
export type ServerContext = { readonly operation: Operation }

export type ServerPlugin = Plugin<ServerContext, ServerContext>

/** From the time the context of resolvers is created until it is released. */
export type ResolvingContext<C extends object> = ServerContext & { resolverContext?: C | undefined }

/** A plugin that uses the context of resolvers. */
export type ResolvingPlugin<C extends object> = Plugin<ResolvingContext<C>, ServerContext>

export function resolverContextOf<C extends object>({ resolverContext }: ResolvingContext<C>): C {
  if (!resolverContext) throw new Error('The operation was executed before its context was created.')
  return resolverContext
}

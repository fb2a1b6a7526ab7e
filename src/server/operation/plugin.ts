import type { Plugin } from 'graphql-yoga'
import type { Operation } from './operation.ts'

/** What yoga carries along with each operation, on every transport. */
export type ServerContext = { readonly operation: Operation }

export type ServerPlugin = Plugin<ServerContext, ServerContext>

import * as graphql from 'graphql'
import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql'

type SourceEventStream = AsyncIterable<unknown> | ExecutionResult

/** The functions of graphql 16 and 17 that open a subscription. */
interface Opening {
  createSourceEventStream(args: object): SourceEventStream | Promise<SourceEventStream>
  /** Since graphql 17, `createSourceEventStream` takes the result of this function. */
  validateSubscriptionArgs?(args: ExecutionArgs): object | readonly GraphQLError[]
}

const opening: Opening = graphql

/** The events of a subscription, before its selection is executed, or why it cannot be opened. */
export async function openSourceEventStream(args: ExecutionArgs): Promise<SourceEventStream> {
  const validated = opening.validateSubscriptionArgs?.(args) ?? args
  return Array.isArray(validated) ? { errors: validated } : opening.createSourceEventStream(validated)
}

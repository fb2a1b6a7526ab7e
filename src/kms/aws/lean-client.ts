import { KMSClient } from '@aws-sdk/client-kms'
import type { KMSClientConfig } from '@aws-sdk/client-kms'
import type { Exchange } from './exchange.ts'

const exchanges = new WeakMap<object, Exchange>()

/** Lets an exchange follow the request of a command that is sent by a lean client, and its signal end it. */
export function followed<Command extends { readonly input: object }>(
  command: Command,
  exchange: Exchange,
): Command {
  exchanges.set(command.input, exchange)
  return command
}

/** What KMS has no use for: logging by the SDK, a guard for Lambda functions, a user agent put together for each call. */
export const UNUSED_MIDDLEWARE = [
  'loggerMiddleware',
  'recursionDetectionMiddleware',
  'getUserAgentMiddleware',
]

/**
 * A client whose calls take some two thirds of the usual processor time. The SDK puts its middleware together anew for
 * each call that has options of its own, so `send` is to be called without any: an exchange goes with the command
 * ({@link followed}) and joins its request on the last step to the wire.
 */
export function createLeanClient(config: KMSClientConfig): KMSClient {
  const client = new KMSClient({ ...config, cacheMiddleware: true })
  for (const name of UNUSED_MIDDLEWARE) client.middlewareStack.remove(name)
  client.middlewareStack.add(
    (next) => (args) => {
      const exchange = exchanges.get(args.input)
      return next(exchange ? { ...args, request: Object.assign(Object(args.request), { exchange }) } : args)
    },
    { step: 'deserialize', priority: 'low', name: 'exchangeMiddleware' },
  )
  return client
}

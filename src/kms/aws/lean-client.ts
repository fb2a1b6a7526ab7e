import { KMSClient } from '@aws-sdk/client-kms'
import type { KMSClientConfig } from '@aws-sdk/client-kms'
import type { Exchange } from './exchange.ts'

const exchanges = new WeakMap<object, Exchange>()

/** Connects an exchange to the request of a command: the exchange records its progress, and its signal cancels it. */
export function followed<Command extends { readonly input: object }>(
  command: Command,
  exchange: Exchange,
): Command {
  exchanges.set(command.input, exchange)
  return command
}

/** Middleware that the gateway does not need: the SDK's logging, a guard for Lambda functions, a user agent built per call. */
export const UNUSED_MIDDLEWARE = [
  'loggerMiddleware',
  'recursionDetectionMiddleware',
  'getUserAgentMiddleware',
]

/**
 * A client whose calls take about two thirds of the usual processor time. The SDK builds its middleware stack again for each
 * call that has options, so call `send` without options. Pass an exchange with the command ({@link followed}); the last
 * middleware attaches it to the request.
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

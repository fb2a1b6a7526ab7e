import { KMSClient } from '@aws-sdk/client-kms'
import type { KMSClientConfig } from '@aws-sdk/client-kms'

const signals = new WeakMap<object, AbortSignal>()

/** Lets a signal end the request of a command that is sent by a lean client. */
export function abortable<Command extends { readonly input: object }>(
  command: Command,
  signal: AbortSignal | undefined,
): Command {
  if (signal) signals.set(command.input, signal)
  return command
}

/** What KMS has no use for: logging by the SDK, a guard for Lambda functions, a user agent put together for each call. */
const UNUSED_MIDDLEWARE = ['loggerMiddleware', 'recursionDetectionMiddleware', 'getUserAgentMiddleware']

/**
 * A client whose calls take some two thirds of the usual processor time. The SDK puts its middleware together anew for
 * each call that has options of its own, so `send` is to be called without any: a signal goes with the command
 * ({@link abortable}) and joins its request on the last step to the wire.
 */
export function createLeanClient(config: KMSClientConfig): KMSClient {
  const client = new KMSClient({ ...config, cacheMiddleware: true })
  for (const name of UNUSED_MIDDLEWARE) client.middlewareStack.remove(name)
  client.middlewareStack.add(
    (next) => (args) => {
      const signal = signals.get(args.input)
      return next(signal ? { ...args, request: Object.assign(Object(args.request), { signal }) } : args)
    },
    { step: 'deserialize', priority: 'low', name: 'signalMiddleware' },
  )
  return client
}

import { KMSClient } from '@aws-sdk/client-kms'
import type { KMSClientConfig } from '@aws-sdk/client-kms'
import { SignatureV4 } from '@smithy/signature-v4'
import type { AwsIdentity } from './credentials.ts'
import type { Exchange } from './exchange.ts'

/** By the input of a command, and by its request. */
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

/** The SDK requires credentials. The identity of the exchange signs instead. */
const UNUSED_CREDENTIALS = { accessKeyId: 'unused', secretAccessKey: 'unused' }

/**
 * A client whose calls take about two thirds of the usual processor time. The SDK builds its middleware stack again for each
 * call that has options, so call `send` without options. Pass an exchange with the command ({@link followed}).
 *
 * Each request is signed with the identity of its exchange, because the SDK has one identity per client, and its cached
 * middleware has one context for all calls of an operation.
 */
export function createLeanClient(config: Omit<KMSClientConfig, 'credentials' | 'signer'>): KMSClient {
  const signers = new WeakMap<AwsIdentity, SignatureV4>()

  function signerOf(identity: AwsIdentity): SignatureV4 {
    const known = signers.get(identity)
    if (known) return known
    const { region, sha256 } = client.config
    const signer = new SignatureV4({ credentials: identity, region, service: 'kms', sha256 })
    signers.set(identity, signer)
    return signer
  }

  const client = new KMSClient({
    ...config,
    credentials: UNUSED_CREDENTIALS,
    signer: {
      async sign(request, options) {
        const exchange = exchanges.get(request)
        if (!exchange?.identity) throw new Error('The request has no identity.')
        const signed = await signerOf(exchange.identity).sign(request, options)
        return Object.assign(signed, { exchange })
      },
    },
    cacheMiddleware: true,
  })
  for (const name of UNUSED_MIDDLEWARE) client.middlewareStack.remove(name)
  client.middlewareStack.add(
    (next) => (args) => {
      const exchange = exchanges.get(args.input)
      if (exchange) exchanges.set(Object(args.request), exchange)
      return next(args)
    },
    { step: 'build', priority: 'high', name: 'exchangeMiddleware' },
  )
  return client
}

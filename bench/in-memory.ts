// The same graph over values in memory: the gateway's server and schema with all KMS responses in memory.
import { createAwsKms } from '../src/kms/aws/aws-kms.ts'
import { createCallMeter } from '../src/kms/rate/call-meter.ts'
import type { Context } from '../src/context.ts'
import { systemClock } from '../src/clock.ts'
import { noAuthentication } from '../src/auth/authenticator.ts'
import { defaultLimits, defaultPolicy } from '../src/gateway/options.ts'
import type { Kms } from '../src/kms/kms.ts'
import { createKmsLoaders } from '../src/kms/loaders/kms-loaders.ts'
import { createScopes } from '../src/kms/scopes.ts'
import { createLogger } from '../src/logger.ts'
import { schema } from '../src/schema/index.ts'
import { createServer } from '../src/server/server.ts'

const region = process.env['AWS_REGION'] ?? ''
const kms = remembering(createAwsKms({ region, clock: systemClock }))
const scopes = createScopes([kms])
const viewer = await noAuthentication.authenticate(undefined)

const server = createServer<Context>({
  schema,
  logger: createLogger('error'),
  graphiql: false,
  checkReadiness: async () => undefined,
  sharingKey: () => '',
  contextForEvent: (context) => () => context,
  createContext({ requestId, signal }) {
    const call = { signal }
    const loaders = createKmsLoaders({ scopes, call, kmsPageSize: 100 })
    // The measured queries call no other member.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return {
      scopes,
      clock: systemClock,
      facts: { version: '', mode: 'LIVE', isReadOnly: false, limits: defaultLimits, policy: defaultPolicy },
      requestId,
      viewer,
      signal,
      call,
      bill: { price: undefined, sent: createCallMeter(), budget: () => undefined },
      loaders,
      uncachedLoaders: loaders,
    } as Partial<Context> as Context
  },
})
const { url } = await server.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${url}\n`)

/** Reads each value once and returns it from then on. */
function remembering(kms: Kms): Kms {
  const known = new Map<string, Promise<unknown>>()
  return new Proxy(kms, {
    get(target, name: keyof Kms) {
      const method = target[name]
      if (typeof method !== 'function') return method
      return (...args: readonly unknown[]) => {
        const key = JSON.stringify([name, ...args.slice(0, -1)])
        const answer = known.get(key) ?? Reflect.apply(method, target, args.slice(0, -1))
        known.set(key, answer)
        return answer
      }
    },
  })
}

// The same graph over values in memory: the gateway's own server and schema, with every answer of KMS at hand.
import { createAwsKms } from '../src/kms/aws/aws-kms.ts'
import { createCallMeter } from '../src/kms/rate/call-meter.ts'
import type { Context } from '../src/context.ts'
import { systemClock } from '../src/clock.ts'
import { noAuthentication } from '../src/auth/authenticator.ts'
import { defaultServerLimits } from '../src/defaults.ts'
import { factsOf } from '../src/gateway/facts.ts'
import type { Kms, KmsInput, KmsOperation, KmsOutput } from '../src/kms/kms.ts'
import { createKmsLoaders } from '../src/kms/loaders/kms-loaders.ts'
import { createScopes, scopeOf } from '../src/kms/scopes.ts'
import { createLogger } from '../src/logger.ts'
import { schema } from '../src/schema/index.ts'
import type { RequestFacts } from '../src/server/operation/request-facts.ts'
import { createServer } from '../src/server/server.ts'

const region = process.env['AWS_REGION'] ?? ''
const kms = remembering(createAwsKms({ region, accountId: '111122223333', clock: systemClock }))
const scopes = createScopes([scopeOf(kms)])
const logger = createLogger('error')
const viewer = await noAuthentication().authenticate(() => undefined)

const server = createServer<Context>({
  schema,
  limits: defaultServerLimits,
  logger,
  graphiql: false,
  checkReadiness: async () => undefined,
  host: {
    contexts: {
      create: contextOf,
      forEvents: (context) => () => context,
      sharingKey: () => '',
      release: () => {},
    },
    access: {
      credential: noAuthentication().scheme,
      requiresCredential: false,
      admitConnection: async () => undefined,
      rejectionOf: () => undefined,
      rejectionOfMutations: () => undefined,
      admitSubscription: () => undefined,
      isVisibleTo: () => true,
      watchRights: () => undefined,
      isAdministrator: () => false,
    },
    cost: {
      callerOf: () => '',
      recordCost: () => {},
      actualCost: () => 0,
      detailsOf: () => ({}),
    },
  },
})
const { url } = await server.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${url}\n`)

function contextOf({ requestId, signal }: RequestFacts): Context {
  const call = { signal }
  const loaders = createKmsLoaders({ scopes, call, kmsPageSize: 100 })
  // The measured operations use nothing else.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return {
    scopes,
    clock: systemClock,
    facts: factsOf({ kms: [kms], logger, version: '' }),
    requestId,
    viewer,
    signal,
    call,
    cost: { estimate: undefined, sent: createCallMeter(), budget: () => undefined },
    loaders,
    uncachedLoaders: loaders,
  } as Partial<Context> as Context
}

type Responses<Names extends KmsOperation = KmsOperation> = {
  [Name in Names]?: Map<string, Promise<KmsOutput<Name>>>
}

/** Sends each call once and returns its first response from then on. */
function remembering(kms: Kms): Kms {
  const known: Responses = {}
  return {
    scope: kms.scope,
    call<Name extends KmsOperation>(operation: Name, input: KmsInput<Name>) {
      const ofAll: Responses<Name> = known
      const responses = (ofAll[operation] ??= new Map<string, Promise<KmsOutput<Name>>>())
      const key = JSON.stringify(input)
      const response = responses.get(key) ?? kms.call(operation, input)
      responses.set(key, response)
      return response
    },
  }
}

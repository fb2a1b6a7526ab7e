import { noAuthentication } from './auth/authenticator.ts'
import { createSignInOrigins } from './auth/sign-in-origins.ts'
import { systemClock } from './clock.ts'
import type { Context } from './context.ts'
import { defaultMaxSubscriptionsPerSubject, defaultServerLimits } from './defaults.ts'
import { StartupError } from './errors/startup-error.ts'
import { allObservers } from './gateway/all-observers.ts'
import { budgetsOf } from './gateway/budgets.ts'
import { createReadinessCheck } from './gateway/readiness-check.ts'
import { findConsole } from './gateway/console.ts'
import { createContexts } from './gateway/contexts.ts'
import { createDomain } from './gateway/domain.ts'
import { factsOf } from './gateway/facts.ts'
import { graphiqlOptions } from './gateway/graphiql.ts'
import { createKeyExport } from './gateway/key-export.ts'
import { createOperationHost } from './gateway/operation-host.ts'
import type { GatewayOptions } from './gateway/options.ts'
import { adviceOn } from './schema/advice.ts'
import { exportArguments } from './schema/export-arguments.ts'
import { schema } from './schema/index.ts'
import { ownDocuments } from './schema/own-documents.ts'
import { withoutMutations } from './schema/read-only.ts'
import { createPricing } from './server/cost/pricing.ts'
import type { GatewayServer } from './server/gateway-server.ts'
import { isLoopbackAddress } from './server/http/arrival.ts'
import { createSubscriptionLimits } from './server/limits/subscription-limits.ts'
import { createServer } from './server/server.ts'
import { createTracedLogger } from './telemetry/traced-logger.ts'
import { createTracing } from './telemetry/tracing.ts'

/** Disposing it drains the server first, then ends all background work. */
export type Gateway = GatewayServer

/**
 * Puts the layers together. Serves requests of its own port after `listen`, and requests of your server through
 * `handleRequest` and `handleUpgrade`, or `fetch`.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { clock = systemClock, auth = noAuthentication(options.isReadOnly) } = options
  const logger = createTracedLogger(options.logger)
  const observers = allObservers([...(options.observers ?? []), createTracing(options.version)])
  const facts = factsOf(options)
  const { limits } = facts
  const served = facts.isReadOnly ? withoutMutations(schema) : schema
  const files = findConsole(options.console)
  const budgets = budgetsOf(options.rateLimit, limits.maxQueryCost, clock)

  const domain = createDomain(options, { facts, clock, logger, observers })
  const hasInventory = domain.services.inventory !== undefined
  const contexts = createContexts({
    services: domain.services,
    budgets,
    kmsPageSize: options.kmsPageSize ?? 100,
  })
  const subscriptionLimits = createSubscriptionLimits(
    options.maxSubscriptionsPerSubject ?? defaultMaxSubscriptionsPerSubject,
  )
  const server = createServer<Context>({
    schema: served,
    limits: { ...defaultServerLimits, ...options.serverLimits },
    host: createOperationHost({ auth, contexts, facts, subscriptionLimits, resumed: () => resumed }),
    documents: { limits, hasIntrospection: options.hasIntrospection ?? true },
    // Checked against the whole schema, so that one file serves gateways with and without mutations.
    persistedDocuments: options.persistedDocuments && {
      ...options.persistedDocuments,
      schema,
      ownDocuments: [...ownDocuments, ...(files?.documents ?? [])],
    },
    cost: {
      pricing: createPricing(served, limits, {
        hasInventory,
        scopes: domain.services.scopes,
      }),
      maxCost: limits.maxQueryCost,
      maxNodes: limits.maxQueryNodes,
      budgets,
    },
    adviceOn,
    checkReadiness: createReadinessCheck(domain.services.scopes),
    files: createKeyExport((parameters) => exportArguments(served, parameters)),
    graphiql:
      (options.graphiql ?? true) &&
      graphiqlOptions(facts, auth, { exampleKey: options.exampleKey, hasInventory }),
    console: files && {
      files,
      connectsTo: createSignInOrigins({ clients: () => auth.signInClients ?? [], clock, logger }),
    },
    clock,
    logger,
    observers: observers.servers,
    basePath: options.basePath,
    allowedHosts: options.allowedHosts,
    corsOrigins: options.corsOrigins,
    trustedProxies: options.trustedProxies,
  })

  const resumed = domain.resumeRequests()
  // `listen` and each operation report the error.
  resumed.catch(() => {})
  const pushing = options.push?.start(domain.receiveNotices, observers)

  return {
    ...server,
    async listen(address) {
      if (!auth.requiresCredential && !isLoopbackAddress(address.host) && address.host !== 'localhost')
        throw new StartupError(
          `'${address.host}' can be reached from other machines, and this gateway requires no credential: anyone there could rotate keys. Listen on 127.0.0.1, or require credentials with --auth.`,
        )
      await resumed
      return server.listen(address)
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await pushing?.[Symbol.asyncDispose]()
      domain[Symbol.dispose]()
    },
  }
}

import type { Viewer } from './auth/viewer.ts'
import { noAuthentication } from './auth/authenticator.ts'
import { rightsOf } from './auth/policy.ts'
import { cautiousDateOn, systemClock } from './clock.ts'
import type { Bill, Context, GatewayFacts, GatewayParts } from './context.ts'
import { OperationError } from './errors/operation-errors.ts'
import { BadUserInputError, UnauthenticatedError } from './errors/request-errors.ts'
import { StartupError } from './errors/startup-error.ts'
import { allObservers } from './gateway/all-observers.ts'
import { createKmsLayers } from './gateway/kms-layers.ts'
import { defaultLimits, defaultPolicy, defaultRateLimit, maxAgeList } from './gateway/options.ts'
import type { GatewayOptions } from './gateway/options.ts'
import type { CachedKms } from './kms/cache/cached-kms.ts'
import { createCallMeter } from './kms/rate/call-meter.ts'
import { createKmsLoaders } from './kms/loaders/kms-loaders.ts'
import { defaultMaxAges } from './kms/cache/max-ages.ts'
import type { MaxAges } from './kms/cache/max-ages.ts'
import { createScopes } from './kms/scopes.ts'
import type { Scopes } from './kms/scopes.ts'
import {
  createAutomaticRotationControl,
  defaultReadBack,
} from './rotation/change/automatic-rotation-control.ts'
import { createEventLog } from './rotation/stream/event-log.ts'
import { createEventStreams } from './rotation/stream/event-streams.ts'
import { isRotationUnderway } from './rotation/watch/key-view.ts'
import { createKeyWatches } from './rotation/watch/key-watches.ts'
import { createOnDemandRotations } from './rotation/change/on-demand-rotations.ts'
import { isVisibleTo } from './resolvers/visibility.ts'
import { createRotatingKeys } from './rotation/key-set/rotating-keys.ts'
import type { RotatingKeys } from './rotation/key-set/rotating-keys.ts'
import { createSelectedKeys } from './rotation/key-set/selected-keys.ts'
import { DEFAULT_USD_PER_10000_REQUESTS } from './rotation/watch/polling-cost.ts'
import { createRequestFollower } from './rotation/change/request-follower.ts'
import { createMemoryRequestStore } from './rotation/request-store.ts'
import { isSettled } from './rotation/rotation-request.ts'
import { endContext } from './schema/end-context.ts'
import { exampleDocuments } from './schema/example-documents.ts'
import type { ExampleKey } from './schema/example-documents.ts'
import { schema } from './schema/index.ts'
import { isOpenOperation } from './schema/open-operation.ts'
import { adviceOn } from './schema/advice.ts'
import { withoutMutations } from './schema/read-only.ts'
import { maxAgeOf } from './server/http/cache-control.ts'
import { createBudgets } from './server/cost/budgets.ts'
import { createPricing } from './server/cost/pricing.ts'
import { isLoopbackAddress } from './server/http/cross-origin-check.ts'
import { createServer } from './server/server.ts'
import { createSubscriptionLimits } from './server/limits/subscription-limits.ts'
import type { GatewayServer } from './server/gateway-server.ts'
import { createTracedLogger } from './telemetry/traced-logger.ts'
import { createTracing } from './telemetry/tracing.ts'

/** A gateway as a whole. Disposing it drains the server first, then stops every watch. */
export type Gateway = GatewayServer

/** Puts the layers together: the one place that knows them all. Starts nothing before `listen` or `fetch`. */
export function createGateway(options: GatewayOptions): Gateway {
  const { clock = systemClock, isReadOnly = false, kmsPageSize = 100 } = options
  const logger = createTracedLogger(options.logger)
  const observers = allObservers([...(options.observers ?? []), createTracing(options.version)])
  const maxAges: MaxAges = { ...defaultMaxAges, ...options.maxAges }
  const { auth = noAuthentication } = options
  const facts: GatewayFacts = {
    version: options.version,
    mode: options.mode ?? 'LIVE',
    isReadOnly,
    limits: { ...defaultLimits, maxAges: maxAgeList(maxAges), ...options.limits },
    policy: { ...defaultPolicy, ...options.policy },
    usdPer10000Requests: options.usdPer10000Requests ?? DEFAULT_USD_PER_10000_REQUESTS,
  }

  const served = isReadOnly ? withoutMutations(schema) : schema
  const budgets =
    options.rateLimit === false
      ? undefined
      : createBudgets({ ...defaultRateLimit, ...options.rateLimit }, clock)
  if (budgets && budgets.settings.maximumAvailable < facts.limits.maxQueryCost)
    throw new StartupError(
      `An operation may cost ${facts.limits.maxQueryCost} points, and a caller may spend ${budgets.settings.maximumAvailable} at once: the dearest operations would never be executed. Raise the rate limit or lower the maximum cost.`,
    )

  const { limited, shared } = createKmsLayers(options, { clock, maxAges, observers, logger })
  const scopes = createScopes(shared, { accountId: options.accountId })
  function cacheOf(keyArn: string): CachedKms {
    const { region } = scopes.of(keyArn)
    return shared.find((cache) => cache.region === region) ?? shared[0]
  }
  // Whoever decides by what is read must not be given what was read before.
  const kmsOf = (keyArn: string) => cacheOf(keyArn).fresh
  const isForeign = (keyArn: string) => scopes.isForeign(keyArn)
  const events = createEventLog({ clock, retentionMs: facts.limits.eventRetentionMs })
  const watches = createKeyWatches({
    kmsOf,
    clock,
    logger,
    intervals: options.watchIntervals,
    onObservation: ({ keyArn, view, events: seen }) => {
      const runningSince = view && isRotationUnderway(view) ? view.lastStartedAt : undefined
      // Before any subscriber is notified, who might then read the key.
      cacheOf(keyArn).noteObservation({ keyArn, events: seen, runningSince })
      for (const event of seen) {
        if (event.kind !== 'RotationCompleted') events.add(event)
        observers.onEvent(event.kind)
      }
    },
    onFailure: observers.onPollFailed,
  })
  observers.onWatchesCreated(watches)
  const requests =
    options.requests ??
    createMemoryRequestStore({
      now: () => cautiousDateOn(clock),
      idempotencyWindowMs: facts.limits.idempotencyWindowMs,
    })
  const follower = createRequestFollower({
    watches,
    store: requests,
    clock,
    logger,
    onStatus: observers.onRotationRequestStatus,
    completionTimeoutMs: facts.limits.completionTimeoutMs,
    unknownOutcomeTimeoutMs: options.unknownOutcomeTimeoutMs ?? 5 * 60_000,
  })
  const rotatingKeys = new Map(
    shared.map((kms) => {
      const onListed = (keyArn: string) => scopes.noteListed(keyArn)
      return [kms.region, createRotatingKeys({ kms, clock, logger, onListed })]
    }),
  )
  function rotatingKeysIn(region: string): RotatingKeys {
    const keys = rotatingKeys.get(region)
    if (!keys) throw new Error(`${region} is not served.`)
    return keys
  }
  const selectedKeys = createSelectedKeys({ keysIn: rotatingKeysIn, clock, logger })
  const parts: GatewayParts = {
    scopes,
    kmsBudgets: (inRegion) => limited.find(({ region }) => region === inRegion)?.budgets() ?? [],
    clock,
    watches,
    events,
    streams: createEventStreams({ watches, log: events, clock, maxQueued: options.maxQueuedEvents }),
    selectedKeys,
    contextFor: (viewer, call) =>
      contextOf({ requestId: 'keys', viewer, bill: billOf(viewer), ...callWith(call, viewer) }),
    requests,
    follower,
    facts,
    automaticRotation: createAutomaticRotationControl({
      kmsOf,
      isForeign,
      watches,
      clock,
      logger,
      onAttempt: observers.onChangeAttempt,
      readBack: { ...defaultReadBack, ...options.readBack },
    }),
    onDemandRotations: createOnDemandRotations({
      kmsOf,
      isForeign,
      watches,
      follower,
      store: requests,
      clock,
      logger,
      onAttempt: observers.onChangeAttempt,
      onDemandRotationsPerKey: facts.limits.onDemandRotationsPerKey,
      settleTimeoutMs: options.settleTimeoutMs ?? 10_000,
    }),
  }
  /** What all share is its prototype: were it copied, V8 would make each context a shape of its own, of some 3 kB. */
  function contextOf(own: Omit<Context, keyof GatewayParts>): Context {
    const shared: GatewayParts = Object.create(parts)
    return Object.assign(shared, own)
  }

  function callWith(call: Context['call'], { readableKeys }: Viewer) {
    const loaders = createKmsLoaders({ scopes, call, kmsPageSize })
    const uncachedLoaders =
      readableKeys === 'ALL'
        ? loaders
        : createKmsLoaders({ scopes, call: { ...call, maxAgeMs: 0 }, kmsPageSize })
    return { signal: call.signal, call, loaders, uncachedLoaders }
  }

  function billOf({ subject }: Viewer): Bill {
    return { price: undefined, sent: createCallMeter(), budget: () => budgets?.statusOf(subject) }
  }

  /** A function of its own, because each subscriber keeps what is in scope. */
  function eventContexts(
    request: string,
    viewer: Viewer,
    maxAgeMs: number | undefined,
  ): (signal: AbortSignal) => Context {
    return (signal) =>
      contextOf({
        requestId: request,
        viewer,
        // Events are nobody's to pay: one execution answers all who see them alike.
        bill: billOf(viewer),
        ...callWith({ signal, caller: viewer.subject, request, maxAgeMs }, viewer),
      })
  }

  const subscriptions = createSubscriptionLimits(options.maxSubscriptionsPerSubject ?? 1_000)

  /** The viewer as its credential made it: by this one the authenticator knows it again. */
  const admittedAs = new WeakMap<Viewer, Viewer>()
  const server = createServer<Context>({
    schema: served,
    logger,
    documents: { limits: facts.limits, hasIntrospection: options.hasIntrospection ?? true },
    cost: {
      pricing: createPricing(served, facts.limits),
      maxCost: facts.limits.maxQueryCost,
      maxNodes: facts.limits.maxQueryNodes,
      budgets,
      callerOf: ({ viewer }) => viewer.subject,
      notePrice: ({ bill }, price) => {
        bill.price = price
      },
      spentBy: ({ bill, viewer }) => (seesAllKeys(viewer) ? bill.sent.points() : (bill.price?.cost ?? 0)),
      // What is asked of KMS tells of other callers, whose reads may be shared.
      detailsOf: ({ bill, viewer }) =>
        viewer.permissions.has('ADMIN') && seesAllKeys(viewer) ? { kms: bill.sent.calls() } : {},
    },
    observers: observers.servers,
    graphiql: (options.graphiql ?? true) && graphiqlOf(facts, options.exampleKey),
    async createContext({ requestId, signal, deadline, header }) {
      const admitted = await auth.authenticate(header('authorization'))
      const viewer = viewerHere(admitted, facts)
      admittedAs.set(viewer, admitted)
      const bill = billOf(viewer)
      const call: Context['call'] = {
        signal,
        deadline,
        caller: viewer.subject,
        request: requestId,
        maxAgeMs: maxAgeOf(header('cache-control')),
        onSent: bill.sent.note,
      }
      return contextOf({ requestId, viewer, bill, ...callWith(call, viewer) })
    },
    contextForEvent: ({ requestId, viewer, call }) => eventContexts(requestId, viewer, call.maxAgeMs),
    sharingKey: ({ viewer, call }) => `${rightsOf(viewer)} ${call.maxAgeMs ?? ''}`,
    // Without credentials everybody is one subject, and on this machine.
    ...(auth.asksForCredential
      ? { admitSubscription: ({ viewer }: Context) => subscriptions.admit(viewer.subject) }
      : {}),
    isAdministrator: ({ viewer }) => viewer.permissions.has('ADMIN'),
    mayTell: (context, event) => isVisibleTo(event, context),
    endContext,
    watchRights: ({ viewer }, end) => auth.watch(admittedAs.get(viewer) ?? viewer, end),
    refuse: ({ viewer }, { schema, document, operationName }) =>
      viewer.isAuthenticated || isOpenOperation(schema, document, operationName)
        ? undefined
        : new UnauthenticatedError(
            "This operation needs a credential: send it as 'Authorization: Bearer <token>'.",
          ),
    adviceOn,
    rejectMutation: isReadOnly
      ? () =>
          new BadUserInputError(
            'This gateway is read-only (--read-only). It executes no mutation, and nothing was changed. Send the mutation to a gateway that was started without --read-only.',
          )
      : undefined,
    admitConnection: async (header, end) => auth.watch(await auth.authenticate(header('authorization')), end),
    ...options.serverLimits,
    checkReadiness: (signal) => whatIsMissing(scopes, signal),
    clock,
    // Of the whole graph, so that one file serves gateways with mutations and without.
    persistedDocuments: options.persistedDocuments && { ...options.persistedDocuments, schema },
    basePath: options.basePath,
    allowedHosts: options.allowedHosts,
    corsOrigins: options.corsOrigins,
    trustedProxies: options.trustedProxies,
    requestTimeoutMs: options.requestTimeoutMs,
    drainTimeoutMs: options.drainTimeoutMs,
  })

  const resumed = resumeRequests(parts)
  // Whoever listens or fetches is told; until then nobody has to be.
  resumed.catch(() => {})

  return {
    async fetch(request) {
      await resumed
      return server.fetch(request)
    },
    async listen(address) {
      if (!auth.asksForCredential && !isLoopbackAddress(address.host) && address.host !== 'localhost')
        throw new StartupError(
          `'${address.host}' can be reached from other machines, and this gateway asks nobody for a credential: anyone there could rotate keys. Listen on 127.0.0.1, or ask for credentials with --auth.`,
        )
      await resumed
      return server.listen(address)
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      follower[Symbol.dispose]()
      selectedKeys[Symbol.dispose]()
      watches[Symbol.dispose]()
      for (const kms of limited) kms[Symbol.dispose]()
    },
  }
}

/** Goes on with what an earlier run of the gateway left unsettled: of each key its newest request. */
async function resumeRequests({ requests, follower }: GatewayParts): Promise<void> {
  for (const request of await requests.list()) {
    const latest = await requests.latestOf(request.keyArn)
    if (!isSettled(request) && latest?.id === request.id) await follower.resume(request)
  }
}

/**
 * Whether what is sent to KMS for the viewer may be shown to it. To find the keys that a viewer with patterns may read,
 * the gateway reads the others too: whatever is counted of these requests counts keys that do not exist for the viewer. It
 * pays the price of an operation, which depends on the document alone.
 */
const seesAllKeys = ({ readableKeys }: Viewer): boolean => readableKeys === 'ALL'

/** The viewer, without what this gateway lets nobody do. */
function viewerHere(viewer: Viewer, { isReadOnly }: GatewayFacts): Viewer {
  if (!isReadOnly) return viewer
  const permissions = [...viewer.permissions].filter((permission) => permission !== 'ROTATION_WRITE')
  return { ...viewer, permissions: new Set(permissions) }
}

function graphiqlOf({ mode, isReadOnly }: GatewayFacts, exampleKey: ExampleKey | undefined) {
  return {
    title: mode === 'EMULATED' ? 'KMS rotation gateway (emulated)' : 'KMS rotation gateway',
    ...(mode === 'EMULATED'
      ? {
          banner:
            'Demo: this gateway runs on an embedded KMS emulator with sample keys. It does not use an AWS account.',
        }
      : {}),
    tabs: exampleDocuments(exampleKey).filter(({ query }) => !isReadOnly || !/^mutation /m.test(query)),
  }
}

/** Ready while one Region at least can be listed. */
async function whatIsMissing(scopes: Scopes, signal: AbortSignal): Promise<string | undefined> {
  const problems = await Promise.all(
    scopes.all.map(({ kms }) =>
      kms.listKeys({ limit: 1 }, { signal, maxAgeMs: 0 }).then(
        ({ items }) => {
          for (const { keyArn } of items) scopes.noteListed(keyArn)
          return undefined
        },
        (error: unknown) => {
          if (error instanceof OperationError) return error.message
          throw error
        },
      ),
    ),
  )
  return problems.includes(undefined) ? undefined : problems.join(' ')
}

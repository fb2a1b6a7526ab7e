import type { Viewer } from './auth.ts'
import { noAuthentication } from './auth/authenticator.ts'
import type { Authenticator } from './auth/authenticator.ts'
import { rightsOf } from './auth/policy.ts'
import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import type { Context, GatewayFacts, GatewayLimits, GatewayParts } from './context.ts'
import { OperationError, StartupError, UnauthenticatedError } from './errors.ts'
import type { Kms } from './kms/kms.ts'
import { createKmsLoaders } from './kms/loaders.ts'
import { createScopes } from './kms/scopes.ts'
import type { Scopes } from './kms/scopes.ts'
import type { Logger } from './logger.ts'
import { createAutomaticRotationControl, defaultReadBack } from './rotation/automatic-rotation-control.ts'
import type { ReadBack } from './rotation/automatic-rotation-control.ts'
import type { RotationPolicy } from './rotation/compliance.ts'
import { DEFAULT_EVENT_RETENTION_MS, createEventLog } from './rotation/event-log.ts'
import { createEventStreams } from './rotation/event-streams.ts'
import { createKeyWatches } from './rotation/key-watches.ts'
import { createOnDemandRotations } from './rotation/on-demand-rotations.ts'
import { mayTell } from './resolvers/visibility.ts'
import { createRequestFollower } from './rotation/request-follower.ts'
import { createMemoryRequestStore, DEFAULT_IDEMPOTENCY_WINDOW_MS } from './rotation/request-store.ts'
import type { RequestStore } from './rotation/request-store.ts'
import { isSettled } from './rotation/rotation-request.ts'
import type { WatchIntervals } from './rotation/watch-schedule.ts'
import { exampleDocuments } from './schema/example-documents.ts'
import type { ExampleKey } from './schema/example-documents.ts'
import { schema } from './schema/index.ts'
import { isOpenOperation } from './schema/open-operation.ts'
import { withoutMutations } from './schema/read-only.ts'
import { isLoopbackAddress } from './server/same-origin.ts'
import { createServer } from './server/server.ts'
import type { GatewayServer } from './server/gateway-server.ts'

export interface GatewayOptions {
  /** One per Region. The first is where bare key IDs and aliases are looked up. They stay the caller's to dispose. */
  readonly kms: readonly [Kms, ...Kms[]]
  readonly logger: Logger
  readonly version: string
  /** @default 'LIVE' */
  readonly mode?: GatewayFacts['mode'] | undefined
  /** Says who callers are. It stays the caller's to dispose. @default nobody is asked, and it listens on loopback only */
  readonly auth?: Authenticator | undefined
  /** Hosts the gateway goes by besides its own, such as a reverse proxy's. @default none */
  readonly allowedHosts?: readonly string[] | undefined
  /** Serves the schema without its mutations. @default false */
  readonly isReadOnly?: boolean | undefined
  /** The gateway's own AWS account. @default that of the first key listed */
  readonly accountId?: string | undefined
  /** @default the system's */
  readonly clock?: Clock | undefined
  /** @default in memory, as long as the gateway lives */
  readonly requests?: RequestStore | undefined
  /** @default true */
  readonly graphiql?: boolean | undefined
  /** What GraphiQL's ready-made tabs are about. @default left to be filled in */
  readonly exampleKey?: ExampleKey | undefined
  readonly limits?: Partial<GatewayLimits> | undefined
  readonly policy?: Partial<RotationPolicy> | undefined
  readonly watchIntervals?: Partial<WatchIntervals> | undefined
  /** `Limit` of ListKeys and ListKeyRotations. @default 100 */
  readonly kmsPageSize?: number | undefined
  /** How long an unknown outcome is looked for, in milliseconds. @default 300_000 */
  readonly unknownOutcomeTimeoutMs?: number | undefined
  /** How long a caller waits for an unknown outcome to settle, in milliseconds. @default 10_000 */
  readonly settleTimeoutMs?: number | undefined
  readonly readBack?: Partial<ReadBack> | undefined
  /** How long running work has when the gateway is disposed, in milliseconds. @default 10_000 */
  readonly drainTimeoutMs?: number | undefined
}

/** A gateway as a whole. Disposing it drains the server first, then stops every watch. */
export type Gateway = GatewayServer

export const defaultLimits: GatewayLimits = {
  defaultPageSize: 25,
  maxPageSize: 100,
  maxNodes: 100,
  defaultScanLimit: 200,
  maxScanLimit: 1_000,
  maxSortableKeys: 1_000,
  maxSubscribedKeys: 1_000,
  onDemandRotationsPerKey: 25,
  completionTimeoutMs: 15 * 60_000,
  idempotencyWindowMs: DEFAULT_IDEMPOTENCY_WINDOW_MS,
  eventRetentionMs: DEFAULT_EVENT_RETENTION_MS,
}

export const defaultPolicy: RotationPolicy = {
  maxMaterialAgeInDays: 365,
  warnBeforeDays: 30,
  requireAutomaticRotation: false,
}

/** Puts the layers together: the one place that knows them all. Starts nothing before `listen` or `fetch`. */
export function createGateway(options: GatewayOptions): Gateway {
  const { logger, clock = systemClock, isReadOnly = false, kmsPageSize = 100 } = options
  const { auth = noAuthentication } = options
  const facts: GatewayFacts = {
    version: options.version,
    mode: options.mode ?? 'LIVE',
    isReadOnly,
    limits: { ...defaultLimits, ...options.limits },
    policy: { ...defaultPolicy, ...options.policy },
  }

  const scopes = createScopes(options.kms, { accountId: options.accountId })
  const kmsOf = (keyArn: string) => scopes.of(keyArn).kms
  const isForeign = (keyArn: string) => scopes.isForeign(keyArn)
  const events = createEventLog({ clock, retentionMs: facts.limits.eventRetentionMs })
  const watches = createKeyWatches({
    kmsOf,
    clock,
    logger,
    intervals: options.watchIntervals,
    onObservation: (observation) => {
      for (const event of observation.events) if (event.kind !== 'RotationCompleted') events.add(event)
    },
  })
  const requests =
    options.requests ??
    createMemoryRequestStore({
      now: () => clock.now(),
      idempotencyWindowMs: facts.limits.idempotencyWindowMs,
    })
  const follower = createRequestFollower({
    watches,
    store: requests,
    clock,
    logger,
    completionTimeoutMs: facts.limits.completionTimeoutMs,
    unknownOutcomeTimeoutMs: options.unknownOutcomeTimeoutMs ?? 5 * 60_000,
  })
  const parts: GatewayParts = {
    scopes,
    clock,
    watches,
    events,
    streams: createEventStreams({ watches, log: events, clock }),
    requests,
    follower,
    facts,
    automaticRotation: createAutomaticRotationControl({
      kmsOf,
      isForeign,
      clock,
      logger,
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
      onDemandRotationsPerKey: facts.limits.onDemandRotationsPerKey,
      settleTimeoutMs: options.settleTimeoutMs ?? 10_000,
    }),
  }
  const callWith = (call: Context['call']) => ({
    signal: call.signal,
    call,
    loaders: createKmsLoaders({ scopes, call, kmsPageSize }),
  })

  /** The viewer as its credential made it: by this one the authenticator knows it again. */
  const admittedAs = new WeakMap<Viewer, Viewer>()
  const server = createServer<Context>({
    schema: isReadOnly ? withoutMutations(schema) : schema,
    logger,
    graphiql: (options.graphiql ?? true) && graphiqlOf(facts, options.exampleKey),
    async createContext({ requestId, signal, deadline, header }) {
      const admitted = await auth.authenticate(header('authorization'))
      const viewer = viewerHere(admitted, facts)
      admittedAs.set(viewer, admitted)
      return { ...parts, requestId, viewer, ...callWith({ signal, deadline, caller: viewer.subject }) }
    },
    contextForEvent: (context, signal) => ({
      ...context,
      ...callWith({ ...context.call, signal, deadline: undefined }),
    }),
    sharingKey: ({ viewer }) => rightsOf(viewer),
    mayTell: (context, event) => mayTell(event, context),
    watchRights: ({ viewer }, end) => auth.watch(admittedAs.get(viewer) ?? viewer, end),
    refuse: ({ viewer }, { schema, document, operationName }) =>
      viewer.isAuthenticated || isOpenOperation(schema, document, operationName)
        ? undefined
        : new UnauthenticatedError(
            "This operation needs a credential: send it as 'Authorization: Bearer <token>'.",
          ),
    admitConnection: async (header, end) => auth.watch(await auth.authenticate(header('authorization')), end),
    allowedHosts: options.allowedHosts ?? [],
    checkReadiness: (signal) => whatIsMissing(scopes, signal),
    ...(options.drainTimeoutMs === undefined ? {} : { drainTimeoutMs: options.drainTimeoutMs }),
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
      watches[Symbol.dispose]()
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
      ? { banner: 'Embedded KMS emulator with sample keys: no AWS account is touched.' }
      : {}),
    tabs: exampleDocuments(exampleKey).filter(({ query }) => !isReadOnly || !/^mutation /m.test(query)),
  }
}

/** Ready while one Region at least can be listed. */
async function whatIsMissing({ all }: Scopes, signal: AbortSignal): Promise<string | undefined> {
  const problems = await Promise.all(
    all.map(({ kms }) =>
      kms.listKeys({ limit: 1 }, { signal }).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof OperationError) return error.message
          throw error
        },
      ),
    ),
  )
  return problems.includes(undefined) ? undefined : problems.join(' ')
}

// The defaults of all settings and options, each number once. Times are in milliseconds and sizes in bytes, unless the name
// says otherwise. The defaults of a KMS operation (quota and maximum age) are with the operation, in src/kms.

/**
 * How long the gateway expects a rotation to take at most; KMS documents no maximum. A rotation that no read shows as
 * completed by then counts as over.
 */
export const MAX_ROTATION_MS = 15 * 60_000

/** The limits that `Query.gateway.limits` shows. */
export const defaultLimits = {
  defaultPageSize: 25,
  maxPageSize: 100,
  maxNodes: 100,
  defaultScanLimit: 200,
  maxScanLimit: 1_000,
  maxSortableKeys: 1_000,
  maxSubscribedKeys: 1_000,
  onDemandRotationsPerKey: 25,
  completionTimeoutMs: MAX_ROTATION_MS,
  idempotencyWindowMs: 24 * 60 * 60_000,
  eventRetentionMs: 24 * 60 * 60_000,
  // The points of KMS's default quotas in one Region in 20 seconds.
  maxQueryCost: 20_000,
  maxQueryNodes: 100_000,
  maxQueryTokens: 2_000,
  // The introspection query of graphql-js, the deepest common query, has depth 15.
  maxQueryDepth: 20,
  maxQueryAliases: 50,
  maxQueryDirectives: 50,
  maxQueryRootFields: 20,
}

/** The points of each caller: at first ten of the most expensive operations, then KMS's default quotas in ten Regions. */
export const defaultRateLimit = { maximumAvailable: 200_000, restoreRate: 10_000 }

/** The rotation policy of a query that names none. */
export const defaultPolicy = {
  maxMaterialAgeInDays: 365,
  warnBeforeDays: 30,
  requireAutomaticRotation: false,
}

/**
 * The use of KMS. The share is half for two reasons: other users of the account need the rest, and the network can delay
 * requests so that KMS gets the requests of two seconds in one.
 */
export const defaultKmsLimits = { share: 0.5, maxWaitMs: 30_000 }

/**
 * How long an account or Region that does not answer delays what is shown of the others. While more than one account is served,
 * it is also the time limit for the response to a read that a caller waits for.
 */
export const MAX_SCOPE_DELAY_MS = 2_000

/** Cached KMS responses and keys for each account and Region. */
export const defaultMaxCachedResponses = 50_000

/** How often the inventory reads. */
export const defaultInventory = {
  listEveryMs: 15 * 60_000,
  statusEveryMs: 60 * 60_000,
  restEveryMs: 24 * 60 * 60_000,
}

/** The price of 10,000 KMS requests in us-east-1 in November 2026. */
export const defaultUsdPer10000Requests = 0.03
/** What 100,000 management events cost in each trail of CloudTrail but the first. */
export const defaultTrailUsdPer100000Events = 2
/** What GuardDuty costs for a million management events. */
export const defaultGuardDutyUsdPerMillionEvents = 4

/** For the background requests of each account in a calendar month, at the price above. */
export const defaultBackgroundBudgetUsd = 25

export const defaultMaxSubscriptionsPerSubject = 1_000

/** Limits for clients and their connections. */
export const defaultServerLimits = {
  /** A longer request body is rejected with status 413. */
  maxBodyBytes: 100_000,
  /** A longer WebSocket message closes its connection with code 1009. */
  maxMessageBytes: 65_536,
  /** Concurrent operations of one connection. Another operation is rejected with an error. */
  maxOperationsPerConnection: 100,
  /** Concurrent connections. Requests on another connection are rejected with status 503. */
  maxConnections: 10_000,
  /** Concurrent connections from one address. Requests on another connection are rejected with status 429. */
  maxConnectionsPerAddress: 1_000,
  /** Time limit for `connection_init`. Then the WebSocket is closed with code 4408. */
  connectionInitTimeoutMs: 5_000,
  /**
   * Interval between pings on a WebSocket and between comments on an SSE stream. A WebSocket is closed if a ping is not
   * answered before the next one, an SSE stream if the client reads nothing for two intervals.
   */
  keepAliveIntervalMs: 12_000,
  /**
   * Time limit for the response to a query or mutation, and for opening a subscription. Then the response is
   * REQUEST_TIMEOUT with status 504.
   */
  requestTimeoutMs: 30_000,
  /** Time limit for the headers of a request. Then the connection is closed with status 408. */
  headersTimeoutMs: 10_000,
  /** Time limit for a whole request, including its body. */
  requestArrivalTimeoutMs: 30_000,
  /**
   * How long a connection may be idle between requests. It must be longer than the idle timeout of proxies, which otherwise
   * send requests on a closing connection. Most proxies use 60 seconds.
   */
  keepAliveTimeoutMs: 65_000,
  /** Time limit for a check of the readiness. */
  readinessTimeoutMs: 5_000,
  /** How long the result of a check is reused. */
  readinessReuseMs: 2_000,
  /** Time limit for running work after the server is disposed. Then its connections are destroyed. */
  drainTimeoutMs: 10_000,
}

/** Longer than the gateway takes to drain. A shutdown that takes longer does not end, and the process exits. */
export const SHUTDOWN_TIMEOUT_MS = 15_000

export type ServerLimits = Readonly<typeof defaultServerLimits>

/** The accepted signature algorithms of an issuer's JWTs. */
export const defaultJwtAlgorithms: readonly string[] = ['RS256', 'ES256']

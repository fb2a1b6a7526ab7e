// The defaults of all settings and options, each number once. Times are in milliseconds and sizes in bytes, unless the name
// says otherwise. The defaults of a KMS operation (quota and maximum age) are with the operation, in src/kms.

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
  completionTimeoutMs: 15 * 60_000,
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

/** Cached KMS responses and keys in each Region. */
export const defaultMaxCachedResponses = 50_000

/** The price of 10,000 KMS requests in us-east-1 in November 2026. */
export const defaultUsdPer10000Requests = 0.03

export const defaultMaxSubscriptionsPerSubject = 1_000

/** Connections and requests of clients. */
export const defaultServerLimits = {
  maxBodyBytes: 100_000,
  maxMessageBytes: 65_536,
  maxOperationsPerConnection: 100,
  connectionInitTimeoutMs: 5_000,
  keepAliveIntervalMs: 12_000,
  maxConnections: 10_000,
  maxConnectionsPerAddress: 1_000,
  requestTimeoutMs: 30_000,
}

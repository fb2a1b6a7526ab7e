/** A question, in GraphQL and in SQL. */
export interface Question {
  readonly name: string
  readonly graphql: string
  /** @param condition the condition of the visible keys */
  readonly sql: (condition: string) => string
  /** The number by which the answers of both sides are compared. */
  readonly numberIn: {
    readonly graphql: (data: unknown) => unknown
    readonly sql: (rows: readonly Readonly<Record<string, unknown>>[]) => unknown
  }
}

export const COUNTS: Question = {
  name: 'counts by verdict, state, automatic rotation, origin, account, Region and team',
  graphql: `{
    fleet {
      keyCount
      byVerdict { verdict keyCount }
      byState { state keyCount }
      byAutomaticRotation { automaticRotation keyCount }
      byOrigin { origin keyCount }
      byAccount { value keyCount byVerdict { verdict keyCount } }
      byRegion { value keyCount byVerdict { verdict keyCount } }
      byTag(key: "team") { value keyCount byVerdict { verdict keyCount } }
    }
  }`,
  sql: (condition) => `
    SELECT verdict, state, has_automatic_rotation, origin, account_id, region, tags->>'team' AS team, count(*)::int AS keys,
      grouping(verdict, state, has_automatic_rotation, origin, account_id, region, tags->>'team') AS kind
    FROM assessed WHERE ${condition}
    GROUP BY GROUPING SETS (
      (), (verdict), (state), (has_automatic_rotation), (origin), (account_id, verdict), (region, verdict),
      (tags->>'team', verdict)
    )`,
  numberIn: {
    graphql: (data) => member(data, 'fleet', 'keyCount'),
    sql: (rows) => rows.find(({ kind }) => kind === 0b1111111)?.['keys'],
  },
}

const PAGE_FIELDS = `
  totalCount
  nodes {
    arn displayName accountId region state tag(key: "team")
    lastRotation { rotatedAt type }
    onDemandQuota { used }
    compliance { verdict dueAt }
  }`

export const PAGE: Question = {
  name: 'page of 100 overdue keys without automatic rotation, by due date',
  graphql: `{
    keys(first: 100, filter: { compliance: [OVERDUE], automaticRotation: [DISABLED] }, orderBy: { field: DUE_AT }) {
      ${PAGE_FIELDS}
    }
  }`,
  sql: (condition) => `
    SELECT arn, coalesce(alias, nullif(description, ''), key_id) AS display_name, account_id, region, state,
      tags->>'team' AS team, last_rotated_at, last_rotation_type, on_demand_used, verdict, due_at,
      count(*) OVER ()::int AS total
    FROM assessed
    WHERE ${condition} AND verdict = 'OVERDUE' AND origin = 'AWS_KMS' AND NOT has_automatic_rotation
    ORDER BY due_at, arn LIMIT 100`,
  numberIn: {
    graphql: (data) => member(data, 'keys', 'totalCount'),
    sql: (rows) => rows[0]?.['total'],
  },
}

/** The page from KMS. It ends when the gateway has examined the maximum number of keys. */
export const PAGE_FROM_KMS = `{
  keys(source: KMS, first: 100, scanLimit: 1000, filter: { compliance: [OVERDUE], automaticRotation: [DISABLED] }) {
    scannedCount ${PAGE_FIELDS.replace('totalCount', '')}
  }
}`

/** What a program needs of each key to count the keys itself. */
export const COUNTED_KEYS_FROM_KMS = `query ($after: String) {
  keys(source: KMS, first: 100, after: $after) {
    pageInfo { endCursor }
    nodes { accountId region state origin tag(key: "team") rotationStatus { automatic } compliance { verdict } }
  }
}`

function member(value: unknown, ...names: readonly string[]): unknown {
  let found: unknown = value
  for (const name of names) found = Object(found)[name]
  return found
}

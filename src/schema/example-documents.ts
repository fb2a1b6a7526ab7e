/** The keys that the examples name. */
export interface ExampleKey {
  /** The key that the mutation rotates. */
  readonly keyId: string
  /** Alias, with its `alias/` prefix, of a key that has several pages of rotations. */
  readonly aliasWithHistory: string
}

export interface ExampleDocument {
  readonly query: string
  readonly variables: string
}

/** The tabs that GraphiQL opens with: find the overdue keys, rotate one, follow its rotation; then its history, all keys, their owners, and changes. */
export const exampleDocuments = (key: ExampleKey | undefined): readonly ExampleDocument[] => [
  {
    query: `# Keys that are overdue for rotation. By default, a key is
# overdue when its key material is older than 365 days.
query OverdueKeys($after: String) {
  keys(
    filter: { compliance: [OVERDUE] }
    first: 20
    after: $after
  ) {
    nodes {
      displayName
      accountId
      region
      keyId
      compliance {
        dueAt
        reasons
      }
      lastRotation {
        rotatedAt
        type
      }
      onDemandQuota {
        remaining
      }
    }
    isComplete # whether the gateway has read every key
    observedAt # when it read the oldest data of this answer
    undecidedCount # keys that could not be checked
    unavailableScopes { # accounts and Regions that could not be listed
      scope {
        accountId
        region
      }
      error {
        message
      }
    }
    pageInfo {
      hasNextPage
      endCursor # the value of "after" for the next page
    }
  }
}
`,
    variables: variables({ after: null }),
  },
  {
    query: `# Rotate a key on demand. This is a dry run: the gateway
# checks the key and predicts the result, but changes nothing.
# To rotate the key, write "dryRun: false". This uses one of
# the key's on-demand rotations and cannot be undone. Then
# copy request.id to the tab FollowRotation.
mutation RotateKey($key: KeyForChange!) {
  rotateKeyOnDemand(
    input: {
      key: $key
      dryRun: true
      reason: "Tried in GraphiQL"
    }
  ) {
    __typename
    ... on RotateKeyOnDemandPayload {
      dryRun {
        remainingAfter
        addsMonthlyCharge
        nextAutomaticRotationAt
      }
      request {
        id
        status
        requestedAt
      }
      key {
        displayName
        onDemandQuota {
          remaining
        }
      }
    }
    ... on OperationError {
      code
      message
      isRetryable
    }
  }
}
`,
    variables: variables({ key: { keyId: key?.keyId ?? 'the ID of a key' } }),
  },
  {
    query: `# Follow a rotation until it completes. Set the variable
# "id" to the request.id that the tab RotateKey returned.
subscription FollowRotation($id: ID!) {
  rotationRequest(id: $id) {
    status
    requestedAt
    startedAt
    completedAt
    rotation {
      rotatedAt
      type
      material {
        materialId
      }
    }
    key {
      displayName
      compliance {
        verdict
      }
      onDemandQuota {
        remaining
      }
    }
    error {
      code
      message
    }
  }
}
`,
    variables: variables({ id: 'the ID of a rotation request' }),
  },
  {
    query: `# The rotations of one key, five at a time, and how many
# on-demand rotations the key has left.
query RotationHistory($alias: String!, $after: String) {
  key(by: { alias: $alias }) {
    arn
    onDemandQuota {
      limit
      used
      remaining
    }
    rotations(first: 5, after: $after) {
      totalCount
      nodes {
        rotatedAt
        type
        daysSincePrevious
        material {
          materialId
          materialState
        }
      }
      pageInfo {
        hasNextPage
        endCursor # the value of "after" for the next page
      }
    }
  }
}
`,
    variables: variables({ alias: key?.aliasWithHistory ?? 'alias/…', after: null }),
  },
  {
    query: `# All keys, with their rotation schedule, last rotation
# and compliance. A field is null if it could not be read;
# "problems" gives the reason.
query AllKeys($after: String) {
  keys(first: 20, after: $after) {
    nodes {
      id
      displayName
      accountId
      region
      state
      rotationStatus {
        automatic
        periodInDays
        nextRotationAt
        isOnDemandInProgress
      }
      lastRotation {
        rotatedAt
        type
      }
      onDemandQuota {
        remaining
      }
      compliance {
        verdict
        reasons
      }
      problems {
        metadata {
          message
        }
        rotationStatus {
          message
        }
        rotations {
          message
        }
      }
    }
    unavailableScopes { # accounts and Regions that could not be listed
      scope {
        accountId
        region
      }
      error {
        message
      }
    }
    pageInfo {
      hasNextPage
      endCursor # the value of "after" for the next page
    }
  }
}
`,
    variables: variables({ after: null }),
  },
  {
    query: `# Whose keys are overdue: the number of keys by verdict, and
# the overdue ones by owner. The rotation policy of this
# gateway sets the owners.
query OverdueByOwner {
  fleet {
    keyCount
    byVerdict {
      verdict
      keyCount
    }
    isComplete # whether the gateway has read every key
    missing { # why keys can be missing
      reason
      scope {
        accountId
        region
      }
    }
  }
  overdue: fleet(filter: { compliance: [OVERDUE, MANUAL_DUE] }) {
    keyCount
    undecidedCount # keys that could not be checked
    byOwner {
      kind
      value
      keyCount
    }
  }
}
`,
    variables: variables({}),
  },
  {
    query: `# Who changed which key through this gateway, when and why,
# newest first. A rotation in the tab RotateKey adds one.
query Changes($after: String) {
  changes(first: 20, after: $after) {
    nodes {
      kind
      key {
        displayName
      }
      requestedBy
      requestedAt
      reason
      outcome
      error {
        message
      }
      ... on RotationRequest {
        status
        completedAt
      }
      ... on AutomaticRotationRequest {
        before {
          automatic
          periodInDays
        }
        after {
          automatic
          periodInDays
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor # the value of "after" for the next page
    }
  }
}
`,
    variables: variables({ after: null }),
  },
]

const variables = (values: object): string => JSON.stringify(values, null, 2)

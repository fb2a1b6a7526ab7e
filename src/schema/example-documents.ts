/** The key that the examples use. */
export interface ExampleKey {
  readonly keyId: string
  /** With the `alias/` prefix. The example pages through the history of this key. */
  readonly aliasWithHistory: string
}

export interface ExampleDocument {
  readonly query: string
  readonly variables: string
}

/** The four documents that GraphiQL opens with: the most common tasks, in the usual order. */
export const exampleDocuments = (key: ExampleKey | undefined): readonly ExampleDocument[] => [
  {
    query: `# All keys: whether each key rotates, when it last did
# and how many on-demand rotations it has left.
query Fleet($after: String) {
  keys(first: 20, after: $after) {
    nodes {
      id
      displayName
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
    pageInfo {
      hasNextPage
      endCursor # the next page: copy it to the variable "after"
    }
    unavailableScopes {
      error {
        message
      }
    }
  }
}
`,
    variables: variables({ after: null }),
  },
  {
    query: `# The history of one key, five rotations per page.
# For the next page, copy endCursor to the variable "after".
query History($alias: String!, $after: String) {
  key(by: { alias: $alias }) {
    arn
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
        endCursor
      }
    }
  }
}
`,
    variables: variables({ alias: key?.aliasWithHistory ?? 'alias/…', after: null }),
  },
  {
    query: `# Rotate a key on demand. This example is a dry run: it
# runs every check, reports what a rotation would do and
# changes nothing. To rotate, set "dryRun: false".
# A rotation uses one of the key's on-demand rotations and
# cannot be undone. Copy request.id to the next tab.
# Identify the key by "keyId", "arn" or "id".
mutation Rotate($key: KeyForChange!) {
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
    query: `# Follow a rotation live until it completes. Copy request.id
# from the previous tab to the variable "id".
subscription Follow($id: ID!) {
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
    error {
      code
      message
    }
  }
}
`,
    variables: variables({ id: 'the id of a rotation request' }),
  },
]

const variables = (values: object): string => JSON.stringify(values, null, 2)

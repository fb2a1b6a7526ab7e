/** A key for the examples to be about. */
export interface ExampleKey {
  readonly keyId: string
  /** With its `alias/` prefix; its history is paged. */
  readonly aliasWithHistory: string
}

export interface ExampleDocument {
  readonly query: string
  readonly variables: string
}

/** What GraphiQL opens with: the four things people come for, in the order in which they do them. */
export const exampleDocuments = (key: ExampleKey | undefined): readonly ExampleDocument[] => [
  {
    query: `# The fleet: which keys rotate, when each last did,
# how many on-demand rotations it has left.
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
      endCursor # put it into the variable "after" for the next page
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
    query: `# One key's history, five rotations at a time.
# To go on, put endCursor into the variable "after".
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
    query: `# Rotate a key on demand. As it stands this is a dry run:
# it makes every check, says what a rotation would do,
# and changes nothing. To rotate, write "dryRun: false".
# That uses one of the key's on-demand rotations, which
# cannot be undone. Copy request.id for the next tab.
# Name the key by "keyId", "arn" or "id".
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
    query: `# Follow a rotation to its end, live: put request.id
# of the tab before into the variable "id".
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

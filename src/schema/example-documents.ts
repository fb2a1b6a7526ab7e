/** What GraphiQL opens with: the four things people come for, in the order in which they do them. */
export const exampleDocuments: readonly { readonly query: string; readonly variables?: string }[] = [
  {
    query: `# The fleet: which keys rotate, when each last did, how many on-demand rotations it has left.
query Fleet($after: String) {
  keys(first: 20, after: $after) {
    nodes {
      displayName
      region
      state
      rotation {
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
        rotation {
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
    variables: '{\n  "after": null\n}',
  },
  {
    query: `# One key's history, five rotations at a time: put endCursor into the variable "after" to go on.
query History($alias: String!, $after: String) {
  key(by: { alias: $alias }) {
    arn
    rotations(first: 5, after: $after) {
      totalCount
      edges {
        cursor
        node {
          rotatedAt
          type
          daysSincePrevious
          material {
            materialId
            state
          }
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
    variables: '{\n  "alias": "alias/long-history",\n  "after": null\n}',
  },
  {
    query: `# Rotate a key now. The answer comes at once, as REQUESTED: copy request.id for the next tab.
# Take the id of a key from its "id" field; WhichKey finds it by alias.
query WhichKey {
  key(by: { alias: "alias/orders-api" }) {
    id
    capabilities {
      rotateOnDemand {
        isAllowed
        blockers {
          reason
          message
          clearsAt
        }
      }
    }
  }
}

mutation Rotate($key: KeyForChange!) {
  rotateKeyOnDemand(input: { key: $key, reason: "Tried in GraphiQL" }) {
    __typename
    ... on RotateKeyOnDemandPayload {
      request {
        id
        status
        requestedAt
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
    variables: '{\n  "key": {\n    "id": "the id of a key"\n  }\n}',
  },
  {
    query: `# Follow a rotation to its end, live: put request.id of the tab before into the variable "id".
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

# Or every rotation of every key, however it comes about.
subscription Completed {
  rotationCompleted {
    ... on RotationCompleted {
      eventId
      occurredAt
      durationSeconds
      key {
        displayName
        arn
      }
      rotation {
        type
      }
    }
  }
}
`,
    variables: '{\n  "id": "the id of a rotation request"\n}',
  },
]

import { setTimeout as delay } from 'node:timers/promises'
import { atMost } from '../support/at-most.ts'
import { WAIT_TIMEOUT_MS } from '../support/timeouts.ts'

/** What the graph says of a rotation that was asked for. */
export interface RotateAnswer {
  readonly code?: string
  readonly request?: { readonly id: string; readonly reason: string }
}

/** A rotation request as the gateway lists it. */
export interface ListedRequest {
  readonly id: string
  readonly status: string
  readonly reason: string
  readonly key: { readonly arn: string }
  readonly rotation: { readonly rotatedAt: string } | null
}

const ROTATE = `mutation Rotate($input: RotateKeyOnDemandInput!) {
  rotateKeyOnDemand(input: $input) {
    ... on OperationError { code message }
    ... on RotateKeyOnDemandPayload { isReplay request { id reason } }
  }
}`

const REQUESTS = `query Requests($after: String) {
  rotationRequests(first: 100, after: $after) {
    nodes { id status reason key { arn } rotation { rotatedAt } }
    pageInfo { hasNextPage endCursor }
  }
}`

interface RequestsPage {
  readonly rotationRequests: {
    readonly nodes: readonly ListedRequest[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
  }
}

async function post<Data>(url: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(WAIT_TIMEOUT_MS),
  })
  const { data, errors }: { readonly data?: Data; readonly errors?: readonly object[] } =
    await response.json()
  if (!data || errors) throw new Error(`The gateway answered ${response.status} ${JSON.stringify(errors)}`)
  return data
}

/** Asks for one rotation, again and again with the same idempotency key until there is an answer. */
export async function rotateStubbornly(url: string, arn: string, name: string): Promise<RotateAnswer> {
  const input = { key: { arn }, idempotencyKey: name, reason: name }
  for (let attempts = 0; attempts < 10_000; attempts++) {
    try {
      const { rotateKeyOnDemand } = await post<{ readonly rotateKeyOnDemand: RotateAnswer }>(url, ROTATE, {
        input,
      })
      return rotateKeyOnDemand
    } catch (error) {
      // The gateway must answer with a typed error, except during its shutdown.
      const isExpected = !(error instanceof Error && error.message.startsWith('The gateway answered'))
      const isGoingDown = error instanceof Error && error.message.includes('SERVICE_RESTARTING')
      if (!isExpected && !isGoingDown) throw error
      await delay(50)
    }
  }
  throw new Error('There is no answer after 10,000 attempts.')
}

export async function listRequests(url: string): Promise<readonly ListedRequest[]> {
  const all: ListedRequest[] = []
  let after: string | null = null
  for (const _ of atMost(1_000, 'pages')) {
    const page: RequestsPage = await post(url, REQUESTS, { after })
    all.push(...page.rotationRequests.nodes)
    if (!page.rotationRequests.pageInfo.hasNextPage) break
    after = page.rotationRequests.pageInfo.endCursor
  }
  return all
}

import type { KeysPageQuery, KeysPageQueryVariables } from '../documents/generated/graphql.ts'
import { KeysPageDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { atMost } from '../support/at-most.ts'

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'] as const

/** Three Regions, with five, four and no keys. */
export async function startWithFleet(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startGateway({
    speed: 0,
    regions: REGIONS,
    ...options,
    settings: { isThrottling: false, isMarkerBoundToLimit: true, ...options.settings },
  })
  for (let count = 0; count < 5; count++) gateway.emulator.createKey()
  for (let count = 0; count < 4; count++) gateway.emulator.createKey({ region: 'eu-west-1' })
  return gateway
}

export type KeysPage = KeysPageQuery['keys']

export async function keysPage(gateway: TestGateway, page: KeysPageQueryVariables = {}): Promise<KeysPage> {
  return (await gateway.ask(KeysPageDocument, page)).keys
}

export const arnsOf = ({ edges }: KeysPage): readonly string[] => edges.map(({ node }) => node.arn)

/** The account's keys in the order of KMS's lists, one Region after the other. */
export const arnsOfFleet = ({ emulator }: TestGateway): readonly string[] =>
  emulator.regions.flatMap((region) =>
    emulator
      .keys()
      .filter((key) => key.region === region && key.accountId === emulator.accountId)
      .map(({ arn }) => arn)
      .toSorted(),
  )

/** Reads all pages forward. Each page continues from the previous `endCursor`. */
export async function visitKeys(
  gateway: TestGateway,
  page: KeysPageQueryVariables,
): Promise<readonly KeysPage[]> {
  const visits: KeysPage[] = []
  let after: string | null = null
  for (const _ of atMost(200, 'pages')) {
    const visit: KeysPage = await keysPage(gateway, { ...page, after })
    visits.push(visit)
    after = visit.pageInfo.hasNextPage ? (visit.pageInfo.endCursor ?? null) : null
    if (after === null) break
  }
  return visits
}

/** The error code and message of a rejected page. */
export async function keysError(
  gateway: TestGateway,
  page: KeysPageQueryVariables,
): Promise<{ readonly code: unknown; readonly message: string }> {
  const { errors } = await gateway.answer(KeysPageDocument, page)
  const [error, ...others] = errors ?? []
  if (!error || others.length > 0) throw new Error(`Expected exactly one error: ${JSON.stringify(errors)}`)
  return { code: error.extensions?.['code'], message: error.message }
}

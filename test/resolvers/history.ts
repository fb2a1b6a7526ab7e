import type { KeyReport } from '../../emulator/key-report.ts'
import type { RotationsPageQuery, RotationsPageQueryVariables } from '../documents/generated/graphql.ts'
import { RotationsPageDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { atMost } from '../support/at-most.ts'

export const HISTORY_LENGTH = 11

export interface GatewayWithHistory extends TestGateway {
  readonly key: KeyReport
}

/** A key with eleven rotations, of which every third is automatic. The clock is stopped, and KMS has no quotas. */
export async function startWithHistory(options: TestGatewayOptions = {}): Promise<GatewayWithHistory> {
  const gateway = await startGateway({
    speed: 0,
    ...options,
    settings: { isThrottling: false, isMarkerBoundToLimit: true, ...options.settings },
  })
  const key = gateway.emulator.createKey({
    createdAt: '-900d',
    rotations: Array.from({ length: HISTORY_LENGTH }, (_, index) => ({
      date: `-${800 - index * 10}d`,
      type: index % 3 === 2 ? 'AUTOMATIC' : 'ON_DEMAND',
    })),
  })
  return { ...gateway, key }
}

export type RotationsPage = NonNullable<NonNullable<RotationsPageQuery['key']>['rotations']>
type PageArguments = Omit<RotationsPageQueryVariables, 'by'>

export async function rotationsPage(
  gateway: TestGateway,
  arn: string,
  page: PageArguments,
): Promise<RotationsPage> {
  const { key } = await gateway.ask(RotationsPageDocument, { by: { arn }, ...page })
  if (!key?.rotations) throw new Error('The history is null.')
  return key.rotations
}

/** The error code and message of a rejected page. */
export async function pageError(
  gateway: TestGateway,
  arn: string,
  page: PageArguments,
): Promise<{ readonly code: unknown; readonly message: string }> {
  const { errors } = await gateway.answer(RotationsPageDocument, { by: { arn }, ...page })
  const [error, ...others] = errors ?? []
  if (!error || others.length > 0) throw new Error(`Expected exactly one error: ${JSON.stringify(errors)}`)
  return { code: error.extensions?.['code'], message: error.message }
}

/** The times of the rotations of a page, in its order. */
export const timesOf = ({ edges }: RotationsPage): readonly string[] =>
  edges.map(({ node }) => node.rotatedAt)

/** The times of the key's rotations in the emulator, oldest first. */
export const timesOfKey = ({ rotations }: KeyReport): readonly string[] =>
  rotations.map(({ completedAt }) => completedAt)

export interface Visit {
  readonly page: RotationsPage
  /** ListKeyRotations calls for this page. */
  readonly calls: number
}

/** Reads all pages. Each page continues from the cursor of the previous page. */
export async function visitAll(
  gateway: TestGateway,
  arn: string,
  size: number,
  more: PageArguments = {},
  direction: 'forward' | 'backward' = 'forward',
): Promise<readonly Visit[]> {
  const visits: Visit[] = []
  let at: PageArguments = {}
  for (const _ of atMost(100, 'pages')) {
    const callsBefore = gateway.emulator.calls('ListKeyRotations')
    const length = direction === 'forward' ? { first: size } : { last: size }
    const page = await rotationsPage(gateway, arn, { ...more, ...length, ...at })
    visits.push({ page, calls: gateway.emulator.calls('ListKeyRotations') - callsBefore })
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo
    if (!(direction === 'forward' ? hasNextPage : hasPreviousPage)) break
    at = direction === 'forward' ? { after: endCursor ?? null } : { before: startCursor ?? null }
  }
  return visits
}

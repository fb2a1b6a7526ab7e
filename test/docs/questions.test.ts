import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS } from '../../src/rotation/rotation.ts'
import { DisableDocument, EnableDocument, RotateDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import { trueAnswers } from './audit-answers.ts'
import { auditDemoFleet, auditLargeFleet } from './audited-fleet.ts'
import type { AuditedFleet } from './audited-fleet.ts'

const page = await readFile(new URL('../../docs/questions.md', import.meta.url), 'utf8')
const queries = new Map(
  page.split(/^## /m).flatMap((section) => {
    const query = /^```graphql\n([\s\S]*?)^```$/m.exec(section)?.[1]
    return query === undefined ? [] : [[section.slice(0, section.indexOf('\n')), query] as const]
  }),
)
const LARGE = 10_000

function answerOf(question: string, { now, keys, ask }: AuditedFleet): Promise<Shown> {
  const query = queries.get(question) ?? ''
  const day = (days: number) => new Date(now + days * DAY_MS).toISOString()
  const variables = { now: day(0), since: day(-7), until: day(30), asOf: day(-90) }
  return ask<Shown>(
    // All keys on one page, where the gateway allows it.
    keys.length > 100 ? query.replaceAll('first: 100', `first: ${LARGE}`) : query,
    Object.fromEntries(Object.entries(variables).filter(([name]) => query.includes(`$${name}`))),
  )
}

/** The parts of the answers that the test compares. */
interface Connection {
  readonly totalCount: number | null
  readonly isComplete: boolean
  readonly nodes: readonly Node[]
}
interface Node {
  readonly arn: string
  readonly compliance: { readonly becameOverdueAt: string | null; readonly dueAt: string | null }
  readonly exception: { readonly endsAt: string } | null
  readonly rotatedAt: string
  readonly key: { readonly arn: string }
}
type Row = Readonly<Record<string, unknown>> & { readonly keyCount: number }
interface Shown {
  readonly keys: Connection
  readonly rotations: Connection
  readonly upcoming: {
    readonly isComplete: boolean
    readonly days: readonly { automaticRotationCount: number; dueCount: number }[]
  }
  readonly fleet: Readonly<Record<string, readonly Row[]>> & { readonly keyCount: number }
}

/** Numbers by value, or by kind for keys without a known value. Without values that no key has. */
const counts = (rows: readonly Row[] | undefined, name: string): Record<string, number> =>
  Object.fromEntries(
    (rows ?? [])
      .filter(({ keyCount }) => keyCount > 0)
      .map((row) => [String(row[name] ?? row['kind']), row.keyCount]),
  )

/** The ARNs of a list that is complete. */
function arnsIn({ totalCount, isComplete, nodes }: Connection): readonly string[] {
  expect({ totalCount, isComplete }).toEqual({ totalCount: nodes.length, isComplete: true })
  return nodes.map(({ arn }) => arn).toSorted()
}

/** The answers of the gateway in the form of the true answers. */
const shown: Readonly<Record<string, (answer: Shown) => unknown>> = {
  'Numbers by verdict, account, Region, owner and team': ({ fleet }) => ({
    keyCount: fleet.keyCount,
    unreadableCount: fleet['unreadableCount'],
    byVerdict: counts(fleet['byVerdict'], 'verdict'),
    byAccount: counts(fleet['byAccount'], 'value'),
    byRegion: counts(fleet['byRegion'], 'value'),
    byOwner: counts(fleet['byOwner'], 'value'),
    byTag: counts(fleet['byTag'], 'value'),
  }),
  'Overdue keys, and since when': ({ keys }) => {
    arnsIn(keys)
    return Object.fromEntries(keys.nodes.map(({ arn, compliance }) => [arn, compliance.becameOverdueAt]))
  },
  'Rotated in the last 7 days': ({ rotations: { totalCount, nodes } }) => {
    expect(totalCount).toBe(nodes.length)
    return nodes.map(({ rotatedAt, key }) => `${rotatedAt} ${key.arn}`).toSorted()
  },
  'Due in the next 30 days': ({ upcoming: { days }, keys }) => {
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
    const due = arnsIn(keys)
    expect(sum(days.map(({ dueCount }) => dueCount))).toBe(due.length)
    return { due, rotatingCount: sum(days.map(({ automaticRotationCount }) => automaticRotationCount)) }
  },
  'Keys of one team': ({ fleet, keys: { nodes } }) => {
    expect(fleet.keyCount).toBe(nodes.length)
    return { arns: nodes.map(({ arn }) => arn).toSorted(), byVerdict: counts(fleet['byVerdict'], 'verdict') }
  },
  'Few on-demand rotations left': ({ keys }) => arnsIn(keys),
  'Automatic rotation is off, but possible': ({ keys }) => arnsIn(keys),
  'Unreadable keys, and why': ({ keys }) => arnsIn(keys),
  'Exceptions, and when they end': ({ keys }) => arnsIn(keys),
  'Unused keys': ({ keys }) => arnsIn(keys),
  'Keys that KMS cannot rotate and that are due': ({ keys }) => arnsIn(keys),
  'Search for "api"': ({ keys }) => arnsIn(keys),
  'New keys of this week': ({ keys }) => arnsIn(keys),
  'The state on a past date': ({ fleet }) => ({
    keyCount: fleet.keyCount,
    undecidedCount: fleet['undecidedCount'],
    byVerdict: counts(fleet['byVerdict'], 'verdict'),
  }),
}

/** The question that has no answer in the state of the keys. */
const ABOUT_CHANGES = 'Changes: who, what and why'

test('the page has a query for each question', () => {
  expect([...queries.keys()].filter((question) => question !== ABOUT_CHANGES)).toEqual(
    Object.keys(trueAnswers),
  )
})

describe.each([
  ['the demo fleet', auditDemoFleet],
  [`${LARGE} keys`, () => auditLargeFleet(LARGE)],
])('the queries of the page, asked about %s', (_, start) => {
  let fleet: AuditedFleet
  beforeAll(async () => {
    fleet = await start()
  }, 120_000)
  afterAll(() => fleet[Symbol.asyncDispose]())

  test.each(Object.entries(shown))('answer "%s" with the truth', async (question, inTheFormOfTheTruth) => {
    const truth = trueAnswers[question]?.(fleet)
    expect(inTheFormOfTheTruth(await answerOf(question, fleet))).toEqual(truth)
    expect(truth).not.toEqual([])
  })
})

test(`the query of "${ABOUT_CHANGES}" shows the three kinds of changes with their reasons`, async () => {
  await using gateway = await startGateway({ fleet: 'demo', gateway: { inventory: {} } })
  const keyOf = (alias: string) => ({ arn: gateway.emulator.key(alias).arn })
  const [rotated, enabled, disabled] = [keyOf('invoices-archive'), keyOf('hr-records'), keyOf('search-index')]
  const since = new Date(gateway.emulator.clock.now()).toISOString()
  await gateway.ask(RotateDocument, { input: { key: rotated, reason: 'OPS-1' } })
  // Changes of the same millisecond have no order.
  gateway.emulator.clock.advance(1)
  await gateway.ask(EnableDocument, { input: { key: enabled, reason: 'OPS-2', rotationPeriodInDays: 180 } })
  gateway.emulator.clock.advance(1)
  await gateway.ask(DisableDocument, { input: { key: disabled, reason: 'OPS-3' } })
  const { data } = await gateway.answer<unknown, unknown>(queries.get(ABOUT_CHANGES) ?? '', { since })
  const by = { requestedBy: 'anonymous', outcome: 'MADE' }
  const [off, on] = [{ automatic: 'DISABLED' }, { automatic: 'ENABLED', periodInDays: 180 }]
  expect(data).toMatchObject({
    changes: {
      nodes: [
        {
          ...by,
          kind: 'DISABLE_KEY_ROTATION',
          reason: 'OPS-3',
          key: disabled,
          before: { automatic: 'ENABLED' },
          after: off,
        },
        { ...by, kind: 'ENABLE_KEY_ROTATION', reason: 'OPS-2', key: enabled, before: off, after: on },
        { ...by, kind: 'ROTATE_KEY_ON_DEMAND', reason: 'OPS-1', key: rotated },
      ],
    },
  })
})

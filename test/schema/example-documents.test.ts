import { Kind, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { exampleDocuments } from '../../src/schema/example-documents.ts'
import type { ExampleDocument, ExampleKey } from '../../src/schema/example-documents.ts'
import { schema } from '../../src/schema/index.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { DEMO, reachableKeys } from '../support/demo.ts'
import { startInventory } from '../resolvers/fleet-questions.ts'
import { waitUntil } from '../support/wait-until.ts'
import { atMost } from '../support/at-most.ts'

/** The tabs, by the name of their operation. */
const operationsAbout = (key: ExampleKey | undefined): Readonly<Record<string, ExampleDocument>> =>
  Object.fromEntries(
    exampleDocuments(key).map((tab) => {
      const names = parse(tab.query).definitions.map((each) => 'name' in each && each.name?.value)
      return [names.join(), tab]
    }),
  )

/** The tabs of the demo gateway. */
function operationsOn({ emulator }: TestGateway): Readonly<Record<string, ExampleDocument>> {
  return operationsAbout({
    keyId: emulator.key('invoices-archive').keyId,
    aliasWithHistory: 'alias/long-history',
  })
}

async function run<Data>(
  it: TestGateway,
  operation: string,
  changed: object = {},
  edit = (query: string) => query,
): Promise<Data> {
  const tab = operationsOn(it)[operation]
  const variables: Record<string, unknown> = { ...JSON.parse(tab?.variables ?? '{}'), ...changed }
  const { data, errors } = await it.answer<Data, Record<string, unknown>>(edit(tab?.query ?? ''), variables)
  expect(errors).toBeUndefined()
  if (!data) throw new Error('the response has no data')
  return data
}

/** Subscribes over SSE and returns the data of all events, until the subscription ends. */
async function follow(it: TestGateway, operation: string, variables: object): Promise<unknown[]> {
  const response = await it.gateway.fetch(
    new Request('http://127.0.0.1:4000/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: operationsOn(it)[operation]?.query, variables }),
    }),
  )
  const text = await response.text()
  return [...text.matchAll(/^event: next\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ''))
}

describe('the tabs of GraphiQL', () => {
  test.each(exampleDocuments(undefined).map(({ query }) => [query.split('\n')[0], query]))(
    '"%s" is valid against the schema',
    (_, query) => {
      expect(validate(schema, parse(query ?? '')).map(({ message }) => message)).toEqual([])
    },
  )

  test('have one operation each, and a value for each variable', () => {
    const operations = operationsAbout(undefined)
    expect(Object.keys(operations)).toEqual([
      'OverdueKeys',
      'RotateKey',
      'FollowRotation',
      'RotationHistory',
      'AllKeys',
      'OverdueByOwner',
      'Changes',
    ])
    for (const { query, variables } of Object.values(operations)) {
      const declared = parse(query).definitions.flatMap((each) =>
        each.kind === Kind.OPERATION_DEFINITION ? (each.variableDefinitions ?? []) : [],
      )
      expect(Object.keys(JSON.parse(variables))).toEqual(declared.map(({ variable }) => variable.name.value))
    }
  })

  test('start with the overdue keys, which include the key that RotateKey names', async () => {
    await using it = await startGateway({ ...DEMO, speed: 0 })
    const { keys } = await run<OverdueKeys>(it, 'OverdueKeys')
    expect(keys.nodes.map(({ displayName }) => displayName)).toEqual(
      expect.arrayContaining(['hr-records', 'invoices-archive', 'legacy-crm', 'marketing-mail']),
    )
    expect(keys.nodes.map(({ displayName }) => displayName)).not.toContain('orders-api')
    expect(keys).toMatchObject({ undecidedCount: 2, pageInfo: { hasNextPage: false } })
    const denied = DEMO.accountIds.at(-1)
    expect(keys.unavailableScopes).toMatchObject(
      it.emulator.regions.map((region) => ({ scope: { accountId: denied, region } })),
    )
  })

  test('list all keys, a page at a time, to the end', async () => {
    await using it = await startGateway({ ...DEMO, speed: 0 })
    const names: string[] = []
    let after: string | null = null
    for (const _ of atMost(100, 'pages')) {
      const { keys }: AllKeys = await run<AllKeys>(it, 'AllKeys', { after })
      names.push(
        ...keys.nodes.map(({ displayName, accountId, region }) => `${accountId} ${region} ${displayName}`),
      )
      after = keys.pageInfo.hasNextPage ? keys.pageInfo.endCursor : null
      if (after === null) break
    }
    expect(names).toHaveLength(reachableKeys(it.emulator).length)
    expect(new Set(names).size).toBe(names.length)
  })

  test('show whose keys are overdue, if the gateway keeps an inventory', async () => {
    await using it = await startInventory({ ...DEMO, speed: 0 })
    const answer = () => run<OverdueByOwner>(it, 'OverdueByOwner')
    await waitUntil(async () => (await answer()).fleet.keyCount === reachableKeys(it.emulator).length)
    await waitUntil(async () => (await answer()).overdue.keyCount > 0)
    const { overdue } = await answer()
    expect(overdue.byOwner.reduce((sum, { keyCount }) => sum + keyCount, 0)).toBe(overdue.keyCount)
  })

  test('show a change that the tab RotateKey made, with who and why', async () => {
    await using it = await startGateway({ ...DEMO, speed: 0 })
    await run(it, 'RotateKey', {}, (query) => query.replace('dryRun: true', 'dryRun: false'))
    expect(await run(it, 'Changes')).toMatchObject({
      changes: {
        nodes: [
          {
            kind: 'ROTATE_KEY_ON_DEMAND',
            key: { displayName: 'invoices-archive' },
            requestedBy: 'anonymous',
            reason: 'Tried in GraphiQL',
            outcome: 'MADE',
          },
        ],
      },
    })
  })

  test('show a history of several pages', async () => {
    await using it = await startGateway({ ...DEMO, speed: 0 })
    const data = await run(it, 'RotationHistory')
    const total = it.emulator.key('long-history').rotations.length
    expect(total).toBeGreaterThan(35)
    expect(data).toMatchObject({ key: { rotations: { totalCount: total, pageInfo: { hasNextPage: true } } } })
  })

  test('make a dry run of a rotation until the document is edited', async () => {
    await using it = await startGateway({ ...DEMO, speed: 0 })
    expect(await run(it, 'RotateKey')).toMatchObject({
      rotateKeyOnDemand: {
        __typename: 'RotateKeyOnDemandPayload',
        dryRun: { remainingAfter: 24 },
        request: null,
      },
    })
    expect(it.emulator.calls('RotateKeyOnDemand')).toBe(0)
    const changing = exampleDocuments(undefined).filter(({ query }) => query.includes('\nmutation '))
    for (const { query } of changing) {
      expect(query).toContain('dryRun: true')
      expect(query).toContain('# To rotate the key, write "dryRun: false".')
    }
  })

  test('rotate an overdue key and follow the rotation until the key is compliant', async () => {
    await using it = await startGateway(DEMO)
    const { rotateKeyOnDemand } = await run<Rotated>(it, 'RotateKey', {}, (query) =>
      query.replace('dryRun: true', 'dryRun: false'),
    )
    expect(rotateKeyOnDemand).toMatchObject({
      __typename: 'RotateKeyOnDemandPayload',
      request: { status: 'REQUESTED' },
    })

    const events = await follow(it, 'FollowRotation', { id: rotateKeyOnDemand.request.id })
    expect(events.at(-1)).toMatchObject({
      data: {
        rotationRequest: {
          status: 'COMPLETED',
          error: null,
          rotation: { type: 'ON_DEMAND' },
          key: {
            displayName: 'invoices-archive',
            compliance: { verdict: 'COMPLIANT' },
            onDemandQuota: { remaining: 24 },
          },
        },
      },
    })
  })
})

interface OverdueKeys {
  readonly keys: {
    readonly nodes: readonly { readonly displayName: string }[]
    readonly unavailableScopes: readonly unknown[]
  }
}

interface OverdueByOwner {
  readonly fleet: { readonly keyCount: number }
  readonly overdue: {
    readonly keyCount: number
    readonly byOwner: readonly { readonly keyCount: number }[]
  }
}

interface AllKeys {
  readonly keys: {
    readonly nodes: readonly {
      readonly displayName: string
      readonly accountId: string
      readonly region: string
    }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
  }
}

interface Rotated {
  readonly rotateKeyOnDemand: { readonly __typename: string; readonly request: { readonly id: string } }
}

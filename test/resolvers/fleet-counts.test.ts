import { describe, expect, test } from 'vitest'
import { startGuardedGateway } from '../support/guarded-gateway.ts'
import { answering, dataOf, startInventory } from './fleet-questions.ts'

const fleetOf = (selection: string) => /* GraphQL */ `
  query ($scopes: [ScopeInput!], $filter: KeyFilter, $policy: RotationPolicyInput, $asOf: DateTime) {
    fleet(scopes: $scopes, filter: $filter, policy: $policy, asOf: $asOf) { ${selection} }
  }
`
const TOTALS = fleetOf(
  'keyCount examinedCount undecidedCount unreadableCount isComplete missing { reason scope { region } }',
)
const VERDICTS = fleetOf('keyCount byVerdict { verdict keyCount }')

/** The rows of `byVerdict` that have keys. */
function verdictsIn(fleet: unknown): unknown {
  if (typeof fleet !== 'object' || fleet === null || !('byVerdict' in fleet)) throw new Error('No verdicts.')
  const { byVerdict } = fleet
  return Array.isArray(byVerdict) ? byVerdict.filter(({ keyCount }) => keyCount > 0) : undefined
}

describe('fleet', () => {
  test('counts the keys by each of their values, and what could not be read as unknown', async () => {
    await using gateway = await startInventory()
    const { emulator } = gateway
    emulator.createKey({ createdAt: '-400d', tags: { team: 'payments' } })
    emulator.createKey({ createdAt: '-10d', tags: { team: 'payments' }, automaticRotation: {} })
    emulator.createKey({ region: 'eu-west-1', createdAt: '-10d', state: 'Disabled' })
    emulator.createKey({ denies: ['ListResourceTags', 'DescribeKey'] })
    await gateway.inventory()
    const fleet = await dataOf(
      answering(gateway),
      fleetOf(
        'keyCount unreadableCount isComplete byVerdict { verdict keyCount } byState { state keyCount } byAutomaticRotation { automaticRotation keyCount } byOrigin { origin keyCount } byRegion { value keyCount byVerdict { verdict keyCount } } byAccount { value keyCount } byTag(key: "team") { kind value keyCount }',
      ),
    )
    expect(fleet).toMatchObject({
      keyCount: 4,
      unreadableCount: 1,
      isComplete: true,
      byVerdict: [
        { verdict: 'COMPLIANT', keyCount: 1 },
        { verdict: 'DUE_SOON', keyCount: 0 },
        { verdict: 'OVERDUE', keyCount: 1 },
        { verdict: 'MANUAL_DUE', keyCount: 0 },
        { verdict: 'EXCEPTED', keyCount: 0 },
        { verdict: 'NOT_APPLICABLE', keyCount: 1 },
        { verdict: 'UNKNOWN', keyCount: 1 },
      ],
      byState: [
        { state: 'ENABLED', keyCount: 2 },
        { state: 'DISABLED', keyCount: 1 },
        { state: null, keyCount: 1 },
      ],
      byAutomaticRotation: [
        { automaticRotation: 'DISABLED', keyCount: 2 },
        { automaticRotation: 'ENABLED', keyCount: 1 },
        { automaticRotation: 'UNKNOWN', keyCount: 1 },
      ],
      byOrigin: [
        { origin: 'AWS_KMS', keyCount: 3 },
        { origin: null, keyCount: 1 },
      ],
      byAccount: [{ value: '111122223333', keyCount: 4 }],
      byTag: [
        { kind: 'VALUE', value: 'payments', keyCount: 2 },
        { kind: 'NO_VALUE', value: null, keyCount: 1 },
        { kind: 'UNREADABLE', value: null, keyCount: 1 },
      ],
    })
  })

  test('counts only keys that match, and counts apart the keys that the filter cannot decide', async () => {
    await using gateway = await startInventory()
    gateway.emulator.createKey({ tags: { team: 'payments' } })
    gateway.emulator.createKey({ tags: { team: 'orders' } })
    gateway.emulator.createKey({ denies: ['ListResourceTags'] })
    gateway.emulator.createKey({ region: 'eu-west-1', tags: { team: 'payments' } })
    await gateway.inventory()
    const variables = {
      scopes: [{ region: 'us-east-1' }],
      filter: { tags: [{ key: 'team', values: ['payments'] }] },
    }
    expect(await dataOf(answering(gateway), TOTALS, variables)).toMatchObject({
      keyCount: 1,
      examinedCount: 3,
      undecidedCount: 1,
      isComplete: true,
    })
  })

  test('checks the keys against the policy of the argument', async () => {
    await using gateway = await startInventory()
    gateway.emulator.createKey({ createdAt: '-100d' })
    await gateway.inventory()
    const policy = { maxMaterialAgeInDays: 90 }
    expect(verdictsIn(await dataOf(answering(gateway), VERDICTS, { policy }))).toEqual([
      { verdict: 'OVERDUE', keyCount: 1 },
    ])
  })

  test('is not complete while a scope cannot be listed, and names the scope', async () => {
    await using gateway = await startInventory({ speed: 1_000 })
    gateway.emulator.createKey()
    const { id } = gateway.emulator.addFault({ kind: 'error', operation: 'ListKeys', region: 'eu-west-1' })
    const answer = answering(gateway)
    await expect
      .poll(() => dataOf(answer, TOTALS), { timeout: 20_000 })
      .toMatchObject({
        isComplete: false,
        missing: expect.arrayContaining([{ reason: 'SCOPE_UNREACHABLE', scope: { region: 'eu-west-1' } }]),
      })
    gateway.emulator.clearFaults(id)
    await gateway.inventory()
    expect(await dataOf(answer, TOTALS)).toMatchObject({ keyCount: 1, isComplete: true, missing: [] })
  })

  test('costs nothing and sends no request to KMS', async () => {
    await using gateway = await startInventory()
    gateway.emulator.createKey()
    await gateway.inventory()
    expect(await answering(gateway)(TOTALS, {})).toMatchObject({ extensions: { cost: { kms: [] } } })
  })

  test('needs an inventory, and says how to get one', async () => {
    await using gateway = await startInventory({ gateway: { inventory: undefined } })
    const { errors } = await answering(gateway)(TOTALS, {})
    expect(errors).toMatchObject([
      { message: expect.stringContaining('--no-inventory'), extensions: { code: 'INVENTORY_REQUIRED' } },
    ])
  })

  test.each([
    ['fleet', TOTALS],
    ['upcoming', `{ upcoming(until: "${new Date(Date.now() + 1e8).toISOString()}") { keyCount } }`],
    ['rotations', '{ rotations { totalCount } }'],
  ])(
    '%s rejects a request that accepts no older data, and does not name an argument that it lacks',
    async (_, query) => {
      await using gateway = await startInventory({ cacheControl: 'no-cache' })
      const { errors } = await answering(gateway)(query, {})
      expect(errors).toMatchObject([
        { message: expect.stringContaining('without Cache-Control'), extensions: { code: 'BAD_USER_INPUT' } },
      ])
      expect(JSON.stringify(errors)).not.toContain('source: KMS')
    },
  )
})

describe('fleet of a past date', () => {
  test('counts the keys that existed, by the age of their key material then', async () => {
    await using gateway = await startInventory()
    const { emulator } = gateway
    emulator.createKey({ createdAt: '-900d', rotations: [{ date: '-500d' }, { date: '-5d' }] })
    emulator.createKey({ createdAt: '-100d' })
    emulator.createKey({ createdAt: '-10d' })
    emulator.createKey({ createdAt: '-900d', state: 'Disabled' })
    await gateway.inventory()
    const asOf = new Date(emulator.clock.now() - 20 * 86_400_000).toISOString()
    const fleet = await dataOf(
      answering(gateway),
      fleetOf('keyCount isComplete missing { reason } byVerdict { verdict keyCount } byState { keyCount }'),
      { asOf },
    )
    expect(fleet).toMatchObject({
      keyCount: 3,
      isComplete: false,
      missing: [{ reason: 'DELETED_KEYS' }, { reason: 'PAST_SETTINGS' }],
      byState: null,
    })
    expect(verdictsIn(fleet)).toEqual([
      { verdict: 'COMPLIANT', keyCount: 1 },
      { verdict: 'OVERDUE', keyCount: 1 },
      { verdict: 'UNKNOWN', keyCount: 1 },
    ])
  })

  test('rejects a date in the future', async () => {
    await using gateway = await startInventory()
    const { errors } = await answering(gateway)(TOTALS, { asOf: '2999-01-01T00:00:00Z' })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

describe('fleet of a viewer who may read some keys', () => {
  const roles = {
    orders: { permissions: ['ROTATION_READ'], keys: [{ tag: 'team=orders' }] },
    region: { permissions: ['ROTATION_READ'], keys: [{ region: 'us-east-1' }] },
  }
  const start = () =>
    startGuardedGateway({
      speed: 0,
      cacheControl: null,
      roles,
      callers: { orders: ['orders'], region: ['region'] },
      gateway: { inventory: {} },
    })

  test('has the same numbers with and without hidden keys', async () => {
    const answers = await Promise.all(
      [0, 3].map(async (hidden) => {
        await using gateway = await start()
        gateway.emulator.createKey({ tags: { team: 'orders' } })
        for (let index = 0; index < hidden; index++)
          gateway.emulator.createKey({ tags: { team: 'secret' }, denies: ['DescribeKey'] })
        await gateway.inventory()
        return dataOf((document, variables) => gateway.as('orders').answer(document, variables), TOTALS)
      }),
    )
    expect(answers[0]).toMatchObject({ keyCount: 1, examinedCount: 1, isComplete: true })
    expect(answers[1]).toEqual(answers[0])
  })

  test('stays complete while a key is read that its ARN hides', async () => {
    await using gateway = await start()
    gateway.emulator.createKey()
    await gateway.inventory()
    gateway.emulator.createKey({ region: 'eu-west-1' })
    gateway.emulator.addFault({ kind: 'error', operation: 'DescribeKey', region: 'eu-west-1' })
    const answer = (document: string, variables: Record<string, unknown>) =>
      gateway.as('region').answer<Record<string, unknown>, Record<string, unknown>>(document, variables)
    for (let minutes = 0; minutes < 20; minutes++) {
      gateway.passTime(60_000)
      expect(await dataOf(answer, TOTALS)).toMatchObject({ keyCount: 1, isComplete: true })
    }
  })
})

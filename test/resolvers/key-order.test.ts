import { describe, expect, test } from 'vitest'
import type { KeyOrderField } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { arnsOf, keysPage, keysError, visitKeys } from './fleet.ts'

/** Keys whose order differs by each field. KMS denies all reads of the last key. */
async function startWithOrder(): Promise<TestGateway & { readonly names: ReadonlyMap<string, string> }> {
  const gateway = await startGateway({ speed: 0, settings: { isThrottling: false } })
  const { emulator } = gateway
  const id = (digit: number) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`
  const denies = ['DescribeKey', 'GetKeyRotationStatus', 'ListKeyRotations'] as const
  const keys = {
    ant: emulator.createKey({
      keyId: id(4),
      aliases: ['ant'],
      createdAt: '-10d',
      automaticRotation: { nextRotationDate: '+9d' },
    }),
    bee: emulator.createKey({
      keyId: id(3),
      aliases: ['bee'],
      createdAt: '-30d',
      rotations: [{ date: '-5d' }],
      automaticRotation: { nextRotationDate: '+5d' },
    }),
    cat: emulator.createKey({
      region: 'eu-west-1',
      keyId: id(1),
      description: 'cat',
      createdAt: '-20d',
      rotations: [{ date: '-15d' }, { date: '-1d', type: 'ON_DEMAND' }],
    }),
    dog: emulator.createKey({
      keyId: id(2),
      aliases: ['dog'],
      denies,
      rotations: [{ date: '-2d' }],
      createdAt: '-9d',
    }),
  }
  return { ...gateway, names: new Map(Object.entries(keys).map(([name, { arn }]) => [arn, name])) }
}

const ORDERS: readonly (readonly [KeyOrderField, string])[] = [
  ['ARN', 'cat dog bee ant'],
  ['DISPLAY_NAME', 'ant bee cat dog'],
  // Keys whose value is absent or could not be read come first, sorted by ARN.
  ['CREATED_AT', 'dog bee cat ant'],
  ['NEXT_ROTATION_AT', 'cat dog bee ant'],
  ['LAST_ROTATED_AT', 'dog ant bee cat'],
]

describe('ordered keys', () => {
  test.each(ORDERS)('are sorted by %s with every page size and in both directions', async (field, names) => {
    await using gateway = await startWithOrder()
    for (const direction of ['ASC', 'DESC'] as const)
      for (let first = 1; first <= 5; first++) {
        const visits = await visitKeys(gateway, { first, orderBy: { field, direction } })
        const found = visits.flatMap(arnsOf).map((arn) => gateway.names.get(arn) ?? arn)
        expect(found).toEqual(direction === 'ASC' ? names.split(' ') : names.split(' ').toReversed())
        expect(visits.map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual(
          visits.map((_, page) => page > 0),
        )
      }
  })

  test('are ascending by default, and filtered if a filter is given', async () => {
    await using gateway = await startWithOrder()
    const page = await keysPage(gateway, {
      orderBy: { field: 'DISPLAY_NAME' },
      filter: { states: ['ENABLED'] },
    })
    expect(arnsOf(page).map((arn) => gateway.names.get(arn))).toEqual(['ant', 'bee', 'cat'])
    expect([page.scannedCount, page.undecidedCount]).toEqual([4, 1])
  })

  test('by ARN cause no reads except the listing', async () => {
    await using gateway = await startWithOrder()
    await keysPage(gateway, { orderBy: { field: 'ARN' } })
    expect(gateway.emulator.calls()).toBe(2)
  })

  test('are rejected if there are too many keys, and the message says what to do', async () => {
    await using gateway = await startGateway({ speed: 0, gateway: { limits: { maxSortableKeys: 3 } } })
    for (let count = 0; count < 3; count++) gateway.emulator.createKey()
    const orderBy = { field: 'ARN' as const }
    expect((await keysPage(gateway, { orderBy })).edges).toHaveLength(3)
    gateway.emulator.createKey({ region: 'eu-west-1' })
    expect(await keysError(gateway, { orderBy })).toEqual({
      code: 'SORT_TOO_LARGE',
      message: expect.stringMatching(/more than 3 keys\. Narrow 'scopes', or omit orderBy\.$/),
    })
    expect((await keysPage(gateway, { orderBy, scopes: [{ region: 'us-east-1' }] })).edges).toHaveLength(3)
  })
})

import { describe, expect, test } from 'vitest'
import type { Emulator } from '../../emulator/emulator.ts'
import type { KeyRecord } from '../../src/rotation/inventory/inventory.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGatewayOptions } from '../support/gateway.ts'
import { waitUntil } from '../support/wait-until.ts'

const HOME = '111122223333/us-east-1'
const OTHER = '111122223333/eu-west-1'

const start = (options: TestGatewayOptions = {}) =>
  startGateway({ speed: 0, ...options, gateway: { inventory: {}, ...options.gateway } })

/** The operations that the emulator answered about a key. */
const callsAbout = (emulator: Emulator, keyArn: string) =>
  emulator
    .callLog()
    .filter((call) => call.keyArn === keyArn)
    .map(({ operation }) => operation)
    .toSorted()

const valuesOf = ({ metadata, status, rotations, materials, aliases, tags }: KeyRecord) => ({
  state: metadata?.value?.keyState,
  isOn: status?.value?.keyRotationEnabled,
  rotations: rotations?.value?.length,
  materials: materials?.value?.length,
  aliases: aliases?.value?.map(({ aliasName }) => aliasName),
  tags: tags?.value,
})

describe('an inventory', () => {
  test('is filled with every reading of every listed key', async () => {
    await using gateway = await start()
    const { arn } = gateway.emulator.createKey({
      aliases: ['orders', 'orders-old'],
      tags: { team: 'payments' },
      automaticRotation: {},
      rotations: [{ date: '-10d' }],
    })
    const inventory = await gateway.inventory()
    const record = inventory.recordOf(arn)
    expect(record && valuesOf(record)).toEqual({
      state: 'Enabled',
      isOn: true,
      rotations: 1,
      materials: 2,
      aliases: ['alias/orders', 'alias/orders-old'],
      tags: [{ tagKey: 'team', tagValue: 'payments' }],
    })
    expect([...inventory.recordsIn(HOME)]).toEqual([record])
    expect([...inventory.recordsIn(OTHER)]).toEqual([])
    expect(inventory.stateOf(HOME)).toMatchObject({ state: 'CURRENT', keyCount: 1, readCount: 1 })
  })

  test('reads each key with five calls and the aliases of all keys with one', async () => {
    await using gateway = await start()
    const arns = ['a', 'b', 'c'].map((alias) => gateway.emulator.createKey({ aliases: [alias] }).arn)
    await gateway.inventory()
    for (const arn of arns)
      expect(callsAbout(gateway.emulator, arn)).toEqual([
        'DescribeKey',
        'GetKeyRotationStatus',
        'ListKeyRotations',
        'ListKeyRotations',
        'ListResourceTags',
      ])
    expect(gateway.emulator.calls('ListAliases', 'us-east-1')).toBe(1)
    expect(gateway.emulator.calls('ListKeys', 'us-east-1')).toBe(1)
  })

  test.each([
    ['an RSA key', { spec: 'RSA_2048' }, ['DescribeKey', 'GetKeyRotationStatus', 'ListResourceTags']],
    ['a key in AWS CloudHSM', { origin: 'AWS_CLOUDHSM' }, ['DescribeKey', 'ListResourceTags']],
    [
      'an AWS managed key',
      { manager: 'AWS' },
      ['DescribeKey', 'ListKeyRotations', 'ListKeyRotations', 'ListResourceTags'],
    ],
  ] as const)('reads of %s only what KMS has', async (_, blueprint, calls) => {
    await using gateway = await start()
    const { arn } = gateway.emulator.createKey(blueprint)
    await gateway.inventory()
    expect(callsAbout(gateway.emulator, arn)).toEqual(calls)
  })

  test('has the problem of what a key policy denies, and the values of the rest', async () => {
    await using gateway = await start()
    const { arn } = gateway.emulator.createKey({ denies: ['ListKeyRotations', 'GetKeyRotationStatus'] })
    const record = (await gateway.inventory()).recordOf(arn)
    expect(record?.metadata?.value?.keyState).toBe('Enabled')
    expect(record?.status?.problem?.code).toBe('ACCESS_DENIED')
    expect(record?.rotations?.problem?.code).toBe('ACCESS_DENIED')
    expect(record?.tags?.value).toEqual([])
  })

  test('has the error as the aliases of each key while the aliases of the scope cannot be listed', async () => {
    await using gateway = await start({ speed: 1_000 })
    const { arn } = gateway.emulator.createKey({ aliases: ['orders'], tags: { team: 'payments' } })
    const { id } = gateway.emulator.addFault({
      kind: 'error',
      operation: 'ListAliases',
      region: 'us-east-1',
      code: 'AccessDeniedException',
    })
    const inventory = await gateway.inventory()
    const record = inventory.recordOf(arn)
    expect(record?.aliases?.problem?.code).toBe('ACCESS_DENIED')
    expect(record?.tags?.value).toEqual([{ tagKey: 'team', tagValue: 'payments' }])
    expect(inventory.stateOf(HOME)).toMatchObject({ state: 'CURRENT', readCount: 1 })
    gateway.emulator.clearFaults(id)
    await waitUntil(() => inventory.recordOf(arn)?.aliases?.value)
  })

  test('repeats reads that fail', async () => {
    await using gateway = await start({ speed: 1_000 })
    const { arn } = gateway.emulator.createKey({ tags: { team: 'payments' } })
    gateway.emulator.addFault({ kind: 'error', operation: 'ListResourceTags', times: 4 })
    const record = (await gateway.inventory()).recordOf(arn)
    expect(record?.tags?.value).toEqual([{ tagKey: 'team', tagValue: 'payments' }])
  })

  test('keeps the error of a read that fails again and again, until the read succeeds', async () => {
    await using gateway = await start({ speed: 1_000 })
    const { arn } = gateway.emulator.createKey()
    const { id } = gateway.emulator.addFault({ kind: 'error', operation: 'ListResourceTags' })
    const inventory = await gateway.inventory()
    expect(inventory.recordOf(arn)?.tags?.problem?.code).toBe('KMS_UNAVAILABLE')
    gateway.emulator.clearFaults(id)
    await waitUntil(() => inventory.recordOf(arn)?.tags?.value)
  })

  test('keeps its records and is UNREACHABLE while its scope cannot be listed', async () => {
    await using gateway = await start({ speed: 1_000 })
    gateway.emulator.createKey()
    const inventory = await gateway.inventory()
    const { id } = gateway.emulator.addFault({
      kind: 'error',
      operation: 'ListKeys',
      region: 'us-east-1',
    })
    await waitUntil(() => inventory.stateOf(HOME).state === 'UNREACHABLE')
    expect(inventory.stateOf(HOME)).toMatchObject({
      unreachable: { problem: { code: 'KMS_UNAVAILABLE' } },
      keyCount: 1,
    })
    expect([...inventory.recordsIn(HOME)]).toHaveLength(1)
    expect(inventory.stateOf(OTHER).state).toBe('CURRENT')
    gateway.emulator.clearFaults(id)
    await waitUntil(() => inventory.stateOf(HOME).state === 'CURRENT')
    expect(inventory.stateOf('999999999999/us-east-1')).toMatchObject({ state: 'FILLING', keyCount: 0 })
  })

  test('has a key that is created later, and not one that two listings did not contain', async () => {
    await using gateway = await start({ speed: 1_000 })
    const inventory = await gateway.inventory()
    const { arn } = gateway.emulator.createKey()
    await waitUntil(() => inventory.recordOf(arn)?.tags)
    gateway.emulator.removeKey(arn)
    await waitUntil(() => !inventory.recordOf(arn))
    expect(inventory.stateOf(HOME).keyCount).toBe(0)
  })

  test('shows what a client reads at once', async () => {
    await using gateway = await start()
    const { arn } = gateway.emulator.createKey({ tags: { team: 'payments' } })
    const inventory = await gateway.inventory()
    gateway.emulator.changeKey(arn, { tags: { team: 'orders' } })
    await gateway.answer(`{ key(by: { arn: "${arn}" }) { tags { key value } state } }`)
    expect(inventory.recordOf(arn)?.tags?.value).toEqual([{ tagKey: 'team', tagValue: 'orders' }])
  })
})

import { DescribeKeyCommand, ListKeysCommand, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRule } from '../faults.ts'
import { kmsOverSocket, refusalOf, send } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket({ settings: { isThrottling: false } })
})
afterEach(() => server[Symbol.asyncDispose]())

const listKeys = (region?: string) => server.kms(region).send(new ListKeysCommand({}))
const rotate = (keyId: string) => server.kms().send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
const outcomesOf = (operation: string) =>
  server.emulator.statistics().calls.find((count) => count.operation === operation)?.outcomes

describe('kinds', () => {
  test('a throttle fault answers ThrottlingException without effect', async () => {
    server.emulator.addFault({ kind: 'throttle' })
    expect(await refusalOf(listKeys())).toMatchObject({ name: 'ThrottlingException', status: 400 })
  })

  test.each([
    [{}, 'KMSInternalException', 500],
    [{ code: 'DependencyTimeoutException' }, 'DependencyTimeoutException', 503],
    [{ code: 'AccessDeniedException' }, 'AccessDeniedException', 400],
    [{ code: 'InventedException', status: 418 }, 'InventedException', 418],
  ])('an error fault %j answers its error', async (rule, name, status) => {
    server.emulator.addFault({ kind: 'error', ...rule })
    expect(await refusalOf(listKeys())).toMatchObject({ name, status, message: 'UnknownError' })
  })

  test('an error fault can have a message', async () => {
    server.emulator.addFault({ kind: 'error', code: 'ExpiredTokenException', message: 'too old' })
    expect(await refusalOf(listKeys())).toMatchObject({ name: 'ExpiredTokenException', message: 'too old' })
  })

  test('an error fault prevents the effect, unless isAfterEffect is set', async () => {
    const { keyId } = server.emulator.createKey()
    server.emulator.addFault({ kind: 'error', times: 1 })
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'KMSInternalException' })
    expect(server.emulator.key(keyId).rotations).toHaveLength(0)
    server.emulator.addFault({ kind: 'error', isAfterEffect: true })
    expect(await refusalOf(rotate(keyId))).toMatchObject({ name: 'KMSInternalException' })
    expect(server.emulator.key(keyId).rotations).toHaveLength(1)
  })

  test('dropBefore closes the connection without effect', async () => {
    const { keyId } = server.emulator.createKey()
    server.emulator.addFault({ kind: 'dropBefore' })
    await expect(rotate(keyId)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(server.emulator.key(keyId).rotations).toHaveLength(0)
    expect(outcomesOf('RotateKeyOnDemand')).toEqual({ droppedBefore: 1 })
  })

  test('dropAfter closes the connection after the rotation happened', async () => {
    const { keyId } = server.emulator.createKey()
    server.emulator.addFault({ kind: 'dropAfter' })
    await expect(rotate(keyId)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(server.emulator.key(keyId)).toMatchObject({ onDemandUsed: 1, isOnDemandRunning: true })
    expect(outcomesOf('RotateKeyOnDemand')).toEqual({ droppedAfter: 1 })
  })

  test('truncate cuts the body short after the rotation happened', async () => {
    const { keyId } = server.emulator.createKey()
    server.emulator.addFault({ kind: 'truncate' })
    const answer = await send(server.endpoint, 'RotateKeyOnDemand', { KeyId: keyId })
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow('terminated')
    expect(server.emulator.key(keyId).rotations).toHaveLength(1)
    expect(outcomesOf('RotateKeyOnDemand')).toEqual({ truncated: 1 })
  })

  test('a latency fault delays the call before or after its effect', async () => {
    const { keyId } = server.emulator.createKey()
    server.emulator.addFault({ kind: 'latency', latencyMs: 1_000 })
    server.emulator.addFault({ kind: 'latency', latencyMs: 5_000, isAfterEffect: true })
    const answer = rotate(keyId)
    await expect.poll(() => server.emulator.statistics().inFlight).toBe(1)
    expect(server.emulator.key(keyId).rotations).toHaveLength(0)
    server.clock.advance(1_000)
    await expect.poll(() => server.emulator.key(keyId).rotations.length).toBe(1)
    expect(server.emulator.statistics().inFlight).toBe(1)
    server.clock.advance(5_000)
    expect((await answer).KeyId).toContain(keyId)
  })

  test('a client that disconnects during a latency fault does not cancel its call', async () => {
    const { keyId } = server.emulator.createKey()
    server.emulator.addFault({ kind: 'latency', latencyMs: 1_000 })
    const impatience = new AbortController()
    const answer = server
      .kms()
      .send(new RotateKeyOnDemandCommand({ KeyId: keyId }), { abortSignal: impatience.signal })
    await expect.poll(() => server.emulator.statistics().inFlight).toBe(1)
    impatience.abort()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    server.clock.advance(1_000)
    await expect.poll(() => server.emulator.key(keyId).rotations.length).toBe(1)
  })
})

describe('calls that a fault affects', () => {
  const appliesTo = async (rule: FaultRule, call: () => Promise<unknown>) => {
    server.emulator.clearFaults()
    const { id } = server.emulator.addFault(rule)
    await call().catch(() => undefined)
    return (server.emulator.faults().find((fault) => fault.id === id)?.applied ?? 0) > 0
  }

  test('a fault affects only the Region, operation or key that it names', async () => {
    const { keyId, arn } = server.emulator.createKey({ aliases: ['applied'] })
    const other = server.emulator.createKey()
    const describeKey = (KeyId: string) => () => server.kms().send(new DescribeKeyCommand({ KeyId }))
    expect(await appliesTo({ kind: 'throttle', region: 'eu-west-1' }, () => listKeys('eu-west-1'))).toBe(true)
    expect(await appliesTo({ kind: 'throttle', region: 'eu-west-1' }, () => listKeys())).toBe(false)
    expect(await appliesTo({ kind: 'throttle', operation: 'ListKeys' }, () => listKeys())).toBe(true)
    expect(await appliesTo({ kind: 'throttle', operation: 'ListKeys' }, describeKey(keyId))).toBe(false)
    for (const named of [keyId, arn, 'alias/applied'])
      for (const asked of [keyId, arn, 'alias/applied'])
        expect(await appliesTo({ kind: 'throttle', keyId: named }, describeKey(asked))).toBe(true)
    expect(await appliesTo({ kind: 'throttle', keyId }, describeKey(other.keyId))).toBe(false)
    expect(await appliesTo({ kind: 'throttle', keyId }, () => listKeys())).toBe(false)
  })

  test('a fault affects as many calls as `times`, the oldest fault first', async () => {
    server.emulator.addFault({ kind: 'error', times: 2 })
    server.emulator.addFault({ kind: 'throttle', times: 1 })
    const names: string[] = []
    for (let call = 0; call < 3; call += 1) names.push((await refusalOf(listKeys())).name)
    expect(names).toEqual(['KMSInternalException', 'KMSInternalException', 'ThrottlingException'])
    expect((await listKeys()).Keys).toEqual([])
    expect(server.emulator.faults()).toEqual([])
  })

  test('a fault with a probability affects the same calls for the same seed', async () => {
    const applied = async (seed: number) => {
      server.emulator.clearFaults()
      server.emulator.addFault({ kind: 'throttle', probability: 0.5, seed })
      const calls: boolean[] = []
      for (let call = 0; call < 20; call += 1)
        calls.push(
          await listKeys().then(
            () => false,
            () => true,
          ),
        )
      return calls
    }
    const first = await applied(7)
    expect(first).toContain(true)
    expect(first).toContain(false)
    expect(await applied(7)).toEqual(first)
    expect(await applied(8)).not.toEqual(first)
  })

  test('faults can be cleared one by one or all together', async () => {
    const { id } = server.emulator.addFault({ kind: 'throttle' })
    server.emulator.addFault({ kind: 'error' })
    server.emulator.clearFaults(id)
    expect(await refusalOf(listKeys())).toMatchObject({ name: 'KMSInternalException' })
    server.emulator.clearFaults()
    expect((await listKeys()).Keys).toEqual([])
  })
})

import {
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { kmsOverSocket, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
beforeEach(async () => {
  server = await kmsOverSocket()
})
afterEach(() => server[Symbol.asyncDispose]())

const rotate = (keyId: string) => server.kms().send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
const status = (keyId: string) => server.kms().send(new GetKeyRotationStatusCommand({ KeyId: keyId }))
const history = async (keyId: string) =>
  (await server.kms().send(new ListKeyRotationsCommand({ KeyId: keyId }))).Rotations ?? []

describe('stale reads', () => {
  test('every second read shows the old state until staleReadWindowMs has passed', async () => {
    server.emulator.settings({ staleReadEvery: 2, staleReadWindowMs: 10_000 })
    const { keyId } = server.emulator.createKey()
    await rotate(keyId)
    const starts: boolean[] = []
    for (let read = 0; read < 4; read += 1)
      starts.push((await status(keyId)).OnDemandRotationStartDate !== undefined)
    expect(starts).toEqual([true, false, true, false])
    server.clock.advance(30_000)
    const entries: number[] = []
    for (let read = 0; read < 4; read += 1) entries.push((await history(keyId)).length)
    expect(entries).toEqual([1, 0, 1, 0])
    server.clock.advance(10_001)
    for (let read = 0; read < 3; read += 1) expect(await history(keyId)).toHaveLength(1)
  })

  test('with staleReadEvery 1 all reads show the old state for a while', async () => {
    server.emulator.settings({ staleReadEvery: 1, staleReadWindowMs: 5_000 })
    const { keyId } = server.emulator.createKey()
    await rotate(keyId)
    expect((await status(keyId)).OnDemandRotationStartDate).toBeUndefined()
    server.clock.advance(5_001)
    expect((await status(keyId)).OnDemandRotationStartDate?.getTime()).toBe(START)
  })
})

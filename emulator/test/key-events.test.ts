import { EnableKeyRotationCommand, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KeyChange } from '../key-blueprint.ts'
import type { KeyEvent } from '../key-events.ts'
import { ACCOUNT, DAY, kmsOverSocket, refusalOf, START } from './kms-over-socket.ts'
import type { KmsOverSocket } from './kms-over-socket.ts'

let server: KmsOverSocket
let events: KeyEvent[]
let listening: Disposable
beforeEach(async () => {
  server = await kmsOverSocket()
  events = []
  listening = server.emulator.onChange((event) => events.push(event))
})
afterEach(() => server[Symbol.asyncDispose]())

const names = () => events.map(({ detailType, eventName }) => eventName ?? detailType)
const rotate = (keyId: string) => server.kms().send(new RotateKeyOnDemandCommand({ KeyId: keyId }))
/** Moves the clock and lets the timers of the emulator run. */
async function advance(ms: number): Promise<void> {
  server.clock.advance(ms)
  await new Promise(setImmediate)
}

test('an on-demand rotation is reported when it is requested, and when it completes on the clock', async () => {
  const { keyId, arn } = server.emulator.createKey({ accountId: ACCOUNT })
  events.length = 0
  await rotate(keyId)
  await advance(29_999)
  expect(events).toEqual([
    {
      at: START,
      accountId: ACCOUNT,
      region: 'us-east-1',
      keyArn: arn,
      detailType: 'AWS API Call via CloudTrail',
      eventName: 'RotateKeyOnDemand',
    },
  ])
  await advance(1)
  expect(events.slice(1)).toEqual([
    {
      at: START + 30_000,
      accountId: ACCOUNT,
      region: 'us-east-1',
      keyArn: arn,
      detailType: 'KMS CMK Rotation',
    },
  ])
})

test('an automatic rotation is reported when it completes, also if a read sees it first', async () => {
  server.emulator.settings({ automaticRotationMs: 5_000 })
  const { keyId } = server.emulator.createKey({
    automaticRotation: { periodInDays: 90, nextRotationDate: '+1h' },
  })
  await advance(3_600_000)
  expect(names()).toEqual(['CreateKey'])
  await advance(5_000)
  expect(names()).toEqual(['CreateKey', 'KMS CMK Rotation'])
  server.clock.advance(90 * DAY + 5_000)
  expect(server.emulator.key(keyId).rotations).toHaveLength(2)
  await advance(0)
  expect(names().slice(2)).toEqual(['KMS CMK Rotation'])
})

test('the rotation with the earliest date is reported first, whatever the order in which the keys were created', async () => {
  const minutes = [30, 10, 20]
  const arns = minutes.map(
    (after) => server.emulator.createKey({ automaticRotation: { nextRotationDate: `+${after}m` } }).arn,
  )
  events.length = 0
  for (let passed = 0; passed < 3; passed += 1) await advance(600_000)
  expect(events.map(({ keyArn }) => keyArn)).toEqual([arns[1], arns[2], arns[0]])
})

test('a rotation in progress and a rotation added by a test are reported; earlier rotations are not', async () => {
  const { keyId } = server.emulator.createKey({
    rotations: [{ date: '-10d' }],
    rotationInProgress: { startedAt: '-1m', completesAt: '+1h' },
  })
  await advance(3_600_000)
  server.emulator.addRotation(keyId, { date: '-3d' })
  expect(names()).toEqual(['CreateKey', 'KMS CMK Rotation', 'KMS CMK Rotation'])
})

test('a multi-Region key is reported in each of its Regions', async () => {
  const { keyId } = server.emulator.createKey({ replicaRegions: ['eu-west-1'] })
  expect(names()).toEqual(['CreateKey', 'ReplicateKey'])
  events.length = 0
  await rotate(keyId)
  await advance(30_000)
  expect(events.filter(({ eventName }) => !eventName).map(({ region }) => region)).toEqual([
    'us-east-1',
    'eu-west-1',
  ])
})

test('a disabled key is not reported until it is enabled after its rotation date', async () => {
  const { keyId } = server.emulator.createKey({
    state: 'Disabled',
    automaticRotation: { nextRotationDate: '+1h' },
  })
  await advance(7_200_000)
  expect(names()).toEqual(['CreateKey'])
  server.emulator.changeKey(keyId, { state: 'Enabled' })
  expect(names().slice(1)).toEqual(['EnableKey', 'KMS CMK Rotation'])
})

test.each<[KeyChange, readonly string[]]>([
  [{ state: 'Disabled' }, ['DisableKey']],
  [{ state: 'PendingDeletion' }, ['ScheduleKeyDeletion']],
  [{ description: 'new' }, ['UpdateKeyDescription']],
  [{ aliases: ['b', 'c'] }, ['CreateAlias', 'DeleteAlias']],
  [{ tags: { team: 'x' } }, ['TagResource', 'UntagResource']],
  [{ denies: ['DescribeKey'] }, ['PutKeyPolicy']],
  [{ automaticRotation: {} }, ['EnableKeyRotation']],
  [{ automaticRotation: null }, ['DisableKeyRotation']],
  [{ pendingMaterial: {} }, ['ImportKeyMaterial']],
  [{ pendingMaterial: null }, ['DeleteImportedKeyMaterial']],
  [{}, []],
])('the change %j is reported as %j', (change, expected) => {
  const { keyId } = server.emulator.createKey({
    origin: 'EXTERNAL',
    aliases: ['a', 'b'],
    tags: { env: 'test' },
  })
  expect(names()).toEqual(['CreateKey', 'CreateAlias', 'CreateAlias'])
  events.length = 0
  server.emulator.changeKey(keyId, change)
  expect(names()).toEqual(expected)
})

test('a key whose deletion is cancelled, and a deleted key, are reported', () => {
  const { keyId } = server.emulator.createKey({ state: 'PendingDeletion' })
  server.emulator.changeKey(keyId, { state: 'Disabled' })
  server.emulator.removeKey(keyId)
  expect(names()).toEqual(['CreateKey', 'CancelKeyDeletion', 'KMS CMK Deletion'])
})

test('a call is reported only if it succeeds', async () => {
  const { keyId } = server.emulator.createKey({ denies: ['RotateKeyOnDemand'] })
  await refusalOf(rotate(keyId))
  await server.kms().send(new EnableKeyRotationCommand({ KeyId: keyId }))
  await server.kms().send(new EnableKeyRotationCommand({ KeyId: keyId }))
  expect(names()).toEqual(['CreateKey', 'EnableKeyRotation', 'EnableKeyRotation'])
})

test('a reset is not reported, and the keys that exist after it are followed', async () => {
  await using demo = await kmsOverSocket({ fleet: 'demo' })
  demo.emulator.onChange((event) => events.push(event))
  demo.emulator.reset()
  demo.clock.advance(5 * 60_000)
  await expect.poll(() => events.map(({ keyArn }) => keyArn)).toEqual([demo.emulator.key('audit-log').arn])
})

test('a listener that is disposed is not notified any more', async () => {
  const { keyId } = server.emulator.createKey()
  await rotate(keyId)
  listening[Symbol.dispose]()
  await advance(30_000)
  expect(names()).toEqual(['CreateKey', 'RotateKeyOnDemand'])
})

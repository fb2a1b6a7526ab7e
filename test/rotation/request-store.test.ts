import { expect, test } from 'vitest'
import { ThrottledError } from '../../src/errors/operation-errors.ts'
import { createMemoryRequestStore } from '../../src/rotation/request-store.ts'
import { newRequest } from '../../src/rotation/rotation-request.ts'
import type { RotationRequest } from '../../src/rotation/rotation-request.ts'
import { rotationId, toRotation } from '../../src/rotation/rotation.ts'
import { KEY_ARN, NOW, onDemandEntry } from './kms-values.ts'

const OTHER_ARN = KEY_ARN.replace('0d1e', '0000')
const requestOf = (id: string, differences: Partial<RotationRequest> = {}): RotationRequest => ({
  ...newRequest({
    id,
    keyArn: KEY_ARN,
    requestedAt: new Date(NOW),
    kmsTime: new Date(NOW),
    requestedBy: 'tester',
    reason: undefined,
    idempotency: undefined,
    rotations: [],
    startDates: [],
  }),
  ...differences,
})
const storeOf = (maxRequests?: number) => createMemoryRequestStore({ now: () => NOW, maxRequests })

test('finds a request as it was last saved', async () => {
  const store = storeOf()
  await store.save(requestOf('a'))
  await store.save(requestOf('a', { status: 'IN_PROGRESS' }))
  expect(await store.get('a')).toMatchObject({ status: 'IN_PROGRESS' })
  expect(await store.get('b')).toBeUndefined()
})

test('knows the newest request of each key, also when an older one changes', async () => {
  const store = storeOf()
  await store.save(requestOf('old'))
  await store.save(requestOf('new'))
  await store.save(requestOf('other', { keyArn: OTHER_ARN }))
  await store.save(requestOf('old', { status: 'COMPLETED' }))
  expect(await store.latestOf(KEY_ARN)).toMatchObject({ id: 'new' })
  expect(await store.latestOf(OTHER_ARN)).toMatchObject({ id: 'other' })
})

test('knows the request behind a rotation', async () => {
  const store = storeOf()
  const rotation = toRotation(KEY_ARN, onDemandEntry(new Date(NOW)))
  if (!rotation) throw new Error('no rotation')
  await store.save(requestOf('a'))
  expect(await store.behind(rotationId(rotation))).toBeUndefined()
  await store.save(requestOf('a', { status: 'COMPLETED', rotation }))
  expect(await store.behind(rotationId(rotation))).toMatchObject({ id: 'a' })
})

test('forgets the oldest that is final when it is full, and all that led to it', async () => {
  const store = storeOf(2)
  const rotation = toRotation(KEY_ARN, onDemandEntry(new Date(NOW)))
  if (!rotation) throw new Error('no rotation')
  await store.save(requestOf('running', { keyArn: OTHER_ARN }))
  await store.save(requestOf('final', { status: 'COMPLETED', rotation }))
  await store.save(requestOf('new', { keyArn: `${OTHER_ARN}1` }))
  expect(await store.get('final')).toBeUndefined()
  expect(await store.latestOf(KEY_ARN)).toBeUndefined()
  expect(await store.behind(rotationId(rotation))).toBeUndefined()
  expect(await store.get('running')).toBeDefined()
})

test('full of requests that are not settled, it refuses a new one and keeps the others up to date', async () => {
  const store = storeOf(1)
  await store.save(requestOf('running'))
  await expect(store.save(requestOf('new'))).rejects.toThrow(ThrottledError)
  await store.save(requestOf('running', { status: 'IN_PROGRESS' }))
  expect(await store.get('running')).toMatchObject({ status: 'IN_PROGRESS' })
})

import { expect, test } from 'vitest'
import { AccessDeniedError } from '../../src/errors/operation-errors.ts'
import { toKeyArn } from '../../src/kms/scopes.ts'
import { KeyRecords } from '../../src/rotation/inventory/key-records.ts'
import { automaticEntry, daysAgo, entryOf, metadataOf } from '../rotation/kms-values.ts'
import { arnOf } from './fake-fleet.ts'

function listedKey() {
  const records = new KeyRecords()
  const key = toKeyArn(arnOf(0))
  records.noteListed(key, 1)
  return { records, key }
}

test('a record keeps its value when a newer reading has an equal one', () => {
  const { records, key } = listedKey()
  const read = () => metadataOf({ keyArn: key.arn, keyId: key.keyId })
  records.note(key, 'metadata', { value: read(), observedAt: 1 })
  const before = records.of(key)?.metadata
  const noted = records.note(key, 'metadata', { value: read(), observedAt: 2 })
  expect(noted).toEqual({ value: before?.value, observedAt: 2 })
  expect(records.of(key)?.metadata?.value).toBe(before?.value)
})

test('the two histories of a record share their entries', () => {
  const { records, key } = listedKey()
  const entry = () => automaticEntry(daysAgo(10))
  const first = entryOf({ keyMaterialId: 'first' })
  records.note(key, 'rotations', { value: [entry()], observedAt: 1 })
  records.note(key, 'materials', { value: [entry(), first], observedAt: 2 })
  const { rotations, materials } = records.of(key) ?? {}
  expect(materials?.value).toEqual([entry(), first])
  expect(materials?.value?.[0]).toBe(rotations?.value?.[0])
})

test('a reading that a record does not need is returned as it is', () => {
  const { records, key } = listedKey()
  records.note(key, 'tags', { value: [{ tagKey: 'team', tagValue: 'payments' }], observedAt: 2 })
  const older = { value: [{ tagKey: 'team', tagValue: 'orders' }], observedAt: 1 }
  expect(records.note(key, 'tags', older)).toBe(older)
  expect(records.note(toKeyArn(arnOf(1)), 'tags', older)).toBe(older)
})

test('the error of a record and its cause do not keep the functions that they were created in', () => {
  const { records, key } = listedKey()
  const cause = new Error('403')
  records.note(key, 'tags', { problem: new AccessDeniedError('KMS denied it.', { cause }), observedAt: 1 })
  expect(records.of(key)?.tags?.problem?.stack).toBe('AccessDeniedError: KMS denied it.')
  expect(cause.stack).toBe('Error: 403')
})

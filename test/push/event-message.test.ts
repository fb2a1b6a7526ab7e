import { describe, expect, test } from 'vitest'
import { parseEventMessage } from '../../src/push/event-message.ts'
import { API_CALLS, SERVICE_EVENTS } from '../../src/push/event-patterns.ts'
import { ACCOUNT, apiCallEvent, KEY_ARN, KEY_ID, rotationEvent } from './aws-events.ts'

const parse = (event: unknown) => parseEventMessage(JSON.stringify(event))

describe('an event that KMS sends', () => {
  test('names the key, the account and the Region', () => {
    expect(parse(rotationEvent())).toEqual({
      id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
      accountId: ACCOUNT,
      region: 'us-west-2',
      keys: [KEY_ARN],
      isRejectedCall: false,
      isAboutRotation: true,
      changedList: undefined,
    })
  })

  test('in the shape of the years before 2025 has only the key ID in its detail', () => {
    expect(parse(rotationEvent({ detail: { 'key-id': KEY_ID } }))?.keys).toEqual([KEY_ARN])
    expect(parse(rotationEvent({ resources: [], detail: { 'key-id': KEY_ID } }))?.keys).toEqual([KEY_ID])
  })

  test('can name several keys', () => {
    const other = KEY_ARN.replace('ab', 'cd')
    expect(parse(rotationEvent({ resources: [KEY_ARN, other, KEY_ARN] }))?.keys).toEqual([KEY_ARN, other])
  })

  test.each(Object.keys(SERVICE_EVENTS))('%s is accepted', (detailType) => {
    expect(parse(rotationEvent({ 'detail-type': detailType }))).toMatchObject({ isAboutRotation: true })
  })
})

describe('an API call from CloudTrail', () => {
  test.each(Object.entries(API_CALLS))('%s is accepted', (name, effect) => {
    expect(parse(apiCallEvent(name))).toMatchObject({ keys: [KEY_ARN], ...effect })
  })

  test.each([
    ['a key ID', KEY_ID, [KEY_ID]],
    ['an ARN', KEY_ARN, [KEY_ARN]],
    ['an alias', 'alias/orders', []],
    ['the ARN of an alias', `arn:aws:kms:us-west-2:${ACCOUNT}:alias/orders`, []],
  ])('without resources has the key of its parameters: %s', (_, keyId, keys) => {
    const event = apiCallEvent('RotateKeyOnDemand', {
      requestParameters: { keyId },
      responseElements: null,
      resources: null,
    })
    expect(parse(event)?.keys).toEqual(keys)
  })

  test('about an alias names the key that the alias points to', () => {
    const event = apiCallEvent('UpdateAlias', {
      requestParameters: { aliasName: 'alias/orders', targetKeyId: KEY_ID },
      responseElements: null,
      resources: [
        { ARN: KEY_ARN, accountId: ACCOUNT, type: 'AWS::KMS::Key' },
        { ARN: `arn:aws:kms:us-west-2:${ACCOUNT}:alias/orders`, accountId: ACCOUNT, type: 'AWS::KMS::Alias' },
      ],
    })
    expect(parse(event)).toMatchObject({ keys: [KEY_ARN], changedList: 'ALIASES', isAboutRotation: false })
  })

  test('that AWS rejected is recognized', () => {
    expect(parse(apiCallEvent('RotateKeyOnDemand', { errorCode: 'AccessDenied' }))?.isRejectedCall).toBe(true)
    expect(parse(apiCallEvent('RotateKeyOnDemand', { errorCode: null }))?.isRejectedCall).toBe(false)
  })
})

describe('another message is not an event of KMS:', () => {
  test.each([
    ['text', 'Hello'],
    ['nothing', ''],
    ['a number', '7'],
    ['a list', '[]'],
    ['null', 'null'],
    ['deeply nested JSON', '['.repeat(200_000)],
    ['an SNS envelope', JSON.stringify({ Type: 'Notification', Message: JSON.stringify(rotationEvent()) })],
    ['a long message', JSON.stringify(rotationEvent({ padding: 'x'.repeat(300_000) }))],
  ])('%s', (_, text) => {
    expect(parseEventMessage(text)).toBeUndefined()
  })

  test.each([
    ['another source', { source: 'aws.s3' }],
    ['an unknown detail type', { 'detail-type': 'KMS Key Used' }],
    ['a detail type that is a property of every object', { 'detail-type': 'constructor' }],
    ['a missing ID', { id: undefined }],
    ['an empty ID', { id: '' }],
    ['an ID of 200 characters', { id: 'x'.repeat(200) }],
    ['a malformed account', { account: '1234' }],
    ['a malformed Region', { region: 'moon' }],
    ['a detail that is text', { detail: 'text' }],
  ])('an event with %s', (_, members) => {
    expect(parse(rotationEvent(members))).toBeUndefined()
  })

  test.each(['Decrypt', 'toString', 'RotateKey', ''])('the API call "%s"', (name) => {
    expect(parse(apiCallEvent(name))).toBeUndefined()
  })

  test('an API call of another service', () => {
    expect(parse(apiCallEvent('TagResource', { eventSource: 's3.amazonaws.com' }))).toBeUndefined()
  })
})

test('an event names at most 20 keys', () => {
  const arns = Array.from({ length: 1_000 }, (_, index) =>
    KEY_ARN.replace(/.{4}$/, String(index).padStart(4, '0')),
  )
  expect(parse(rotationEvent({ resources: arns }))?.keys).toHaveLength(20)
})

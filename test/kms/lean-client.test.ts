import { KMSClient } from '@aws-sdk/client-kms'
import { expect, test } from 'vitest'
import { createLeanClient, UNUSED_MIDDLEWARE } from '../../src/kms/aws/lean-client.ts'

const config = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
const namesIn = ({ middlewareStack }: KMSClient): readonly (string | undefined)[] =>
  middlewareStack.identify().map((line) => line.split(' ')[0])

test.each(UNUSED_MIDDLEWARE)('the lean client does not have the SDK’s %s', (name) => {
  expect(namesIn(new KMSClient(config))).toContain(name)
  expect(namesIn(createLeanClient(config))).not.toContain(name)
})

// One that a new version of the SDK adds, or renames, is to be looked at: is it needed for KMS?
test('the lean client has only the middleware in this list', () => {
  expect(namesIn(createLeanClient(config))).toEqual([
    'serializerMiddleware',
    'exchangeMiddleware',
    'contentLengthMiddleware',
    'hostHeaderMiddleware',
    'retryMiddleware',
    'httpSigningMiddleware',
    'deserializerMiddleware',
  ])
})

import { expect, test } from 'vitest'
import { parseQueueAddress } from '../../src/push/queue-address.ts'

test.each([
  ['https://sqs.us-east-1.amazonaws.com/111122223333/kms-events', 'us-east-1'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/111122223333/kms-events', 'cn-north-1'],
  ['https://sqs-fips.us-gov-west-1.amazonaws.com/111122223333/kms-events', 'us-gov-west-1'],
  ['https://sqs.eu-west-1.api.aws/111122223333/kms-events', 'eu-west-1'],
  ['https://eu-west-1.queue.amazonaws.com/111122223333/kms-events', 'eu-west-1'],
  ['https://vpce-0a1b-2c3d.sqs.eu-central-1.vpce.amazonaws.com/111122223333/kms-events', 'eu-central-1'],
  ['us-east-1=http://127.0.0.1:5600/111122223333/kms-events', 'us-east-1'],
])('%s is a queue in %s', (text, region) => {
  expect(parseQueueAddress(text)).toEqual({
    url: text.replace(/^us-east-1=/, ''),
    region,
    accountId: '111122223333',
    name: 'kms-events',
  })
})

test.each([
  'kms-events',
  'arn:aws:sqs:us-east-1:111122223333:kms-events',
  'https://sqs.us-east-1.amazonaws.com/',
  'https://sqs.us-east-1.amazonaws.com/kms-events',
  'https://sqs.us-east-1.amazonaws.com/111122223333/kms-events.fifo',
  'https://user:word@sqs.us-east-1.amazonaws.com/111122223333/kms-events',
  'https://sqs.us-east-1.amazonaws.com/111122223333/kms-events?x=1',
  'ftp://sqs.us-east-1.amazonaws.com/111122223333/kms-events',
  'http://127.0.0.1:5600/111122223333/kms-events',
  '=http://127.0.0.1:5600/111122223333/kms-events',
])('%s is not the URL of a queue with a Region', (text) => {
  expect(parseQueueAddress(text)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { KmsUnavailableError, UnsupportedKeyError } from '../../src/errors/operation-errors.ts'
import { createAwsKms } from '../../src/kms/aws/aws-kms.ts'
import { withMethods } from '../../src/kms/kms-client.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import { startBabblingKms, wellFormed } from '../safety/babbling-kms.ts'
import { keyArnOf, rightAnswers } from '../safety/kms-answers.ts'
import { rejectionOf } from './rejection.ts'

const ARN = keyArnOf(1)
const right = (operation: string) => rightAnswers(ARN)[operation] ?? {}
const metadataWith = (changed: object) => ({
  KeyMetadata: { ...Object(Reflect.get(right('DescribeKey'), 'KeyMetadata')), ...changed },
})
const rotations = (kms: KmsClient) => kms.listKeyRotations(ARN, { includeKeyMaterial: 'ROTATIONS_ONLY' })

async function rejectionTo(
  body: object,
  ask: (kms: KmsClient) => Promise<unknown>,
  status = 200,
): Promise<unknown> {
  await using server = await startBabblingKms(() => ({ ...wellFormed(body), status }))
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  using kms = withMethods(
    createAwsKms({
      accountId: '111122223333',
      region: 'us-east-1',
      clock: systemClock,
      endpoint: server.url,
      credentials,
    }),
  )
  return await rejectionOf(ask(kms))
}

test.each<readonly [string, object, (kms: KmsClient) => Promise<unknown>, string]>([
  [
    'a status without KeyRotationEnabled, which would read as "off"',
    {},
    (kms) => kms.getKeyRotationStatus(ARN),
    'KeyRotationEnabled',
  ],
  ['a history without its list, which would read as "never rotated"', {}, rotations, 'Rotations'],
  ['tags without their list', {}, (kms) => kms.listResourceTags(ARN, {}), 'Tags'],
  ['a truncated list without a NextMarker', { Rotations: [], Truncated: true }, rotations, 'NextMarker'],
  [
    'a list whose NextMarker is the Marker of the request',
    { Rotations: [], NextMarker: 'M', Truncated: true },
    (kms) => kms.listKeyRotations(ARN, { includeKeyMaterial: 'ROTATIONS_ONLY', marker: 'M' }),
    'NextMarker',
  ],
  ['an entry that is not an object', { Keys: [null] }, (kms) => kms.listKeys({}), 'Keys'],
  ['a key without an ARN', { Keys: [{ KeyId: 'x' }] }, (kms) => kms.listKeys({}), 'KeyArn'],
  [
    'a date outside the calendar',
    { ...right('GetKeyRotationStatus'), NextRotationDate: 1e300 },
    (kms) => kms.getKeyRotationStatus(ARN),
    'NextRotationDate',
  ],
  ['a state that is not text', metadataWith({ KeyState: 5 }), (kms) => kms.describeKey(ARN), 'KeyState'],
  [
    'metadata that does not name a key',
    metadataWith({ Arn: undefined, KeyId: undefined }),
    (kms) => kms.describeKey(ARN),
    'Arn',
  ],
  [
    'metadata of another key by its ID',
    metadataWith({ Arn: undefined, KeyId: '0f0f0f0f-1111-4222-8333-444455556666' }),
    (kms) => kms.describeKey(ARN),
    'KeyId',
  ],
  [
    'a status of another key',
    { ...right('GetKeyRotationStatus'), KeyId: keyArnOf(2) },
    (kms) => kms.getKeyRotationStatus(ARN),
    'KeyId',
  ],
  [
    'a last use without its time, which would read as "not used"',
    { KeyLastUsage: { Operation: 'Decrypt' }, TrackingStartDate: 1 },
    (kms) => kms.getKeyLastUsage(ARN),
    'Timestamp',
  ],
  [
    'no last use and no start of the tracking, which would read as "never used"',
    {},
    (kms) => kms.getKeyLastUsage(ARN),
    'TrackingStartDate',
  ],
  [
    'a last use of another key',
    { ...right('GetKeyLastUsage'), KeyId: keyArnOf(2) },
    (kms) => kms.getKeyLastUsage(ARN),
    'KeyId',
  ],
  ['a history of another key', { Rotations: [{ KeyId: keyArnOf(2), RotationDate: 1 }] }, rotations, 'KeyId'],
  ['metadata of another key', right('DescribeKey'), (kms) => kms.describeKey(keyArnOf(2)), 'Arn'],
])('rejects %s as malformed', async (_, body, ask, name) => {
  const error = await rejectionTo(body, ask)
  expect(error).toBeInstanceOf(KmsUnavailableError)
  expect(error).toMatchObject({ isRetryable: true, message: expect.stringContaining(`(${name} `) })
})

test.each([{ toString: 1 }, 5, ['x'], null])(
  'an error whose message is %j has a message',
  async (message) => {
    const body = { __type: 'UnsupportedOperationException', message }
    const error = await rejectionTo(body, (kms) => kms.getKeyRotationStatus(ARN), 400)
    expect(error).toBeInstanceOf(UnsupportedKeyError)
  },
)

test('stops reading a response without end', async () => {
  const error = await rejectionTo({ Tags: [], more: 'x'.repeat(17_000_000) }, (kms) =>
    kms.listResourceTags(ARN, {}),
  )
  expect(error).toBeInstanceOf(KmsUnavailableError)
})

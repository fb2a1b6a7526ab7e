import { describe, expect, test } from 'vitest'
import type { KeyBlueprint } from '../../emulator/key-blueprint.ts'
import type { KmsClient } from '../../src/kms/kms-client.ts'
import { startAwsKms } from './aws-kms-on-emulator.ts'
import { expectFitForAll, rejectionOf } from './rejection.ts'

const UNKNOWN_ID = '0f0f0f0f-1111-4222-8333-444455556666'

describe('an error of KMS keeps KMS’s message', () => {
  const rotate = (kms: KmsClient, arn: string) => kms.rotateKeyOnDemand(arn)
  const enable = (kms: KmsClient, arn: string) => kms.enableKeyRotation(arn, undefined)
  const status = (kms: KmsClient, arn: string) => kms.getKeyRotationStatus(arn)
  const history = (kms: KmsClient, arn: string) =>
    kms.listKeyRotations(arn, { includeKeyMaterial: 'ROTATIONS_ONLY' })
  const spent = Array.from({ length: 25 }, (_, day) => ({
    date: `-${30 - day}d`,
    type: 'ON_DEMAND' as const,
  }))

  test.each<
    readonly [
      what: string,
      KeyBlueprint,
      (kms: KmsClient, arn: string) => Promise<unknown>,
      code: string,
      message: string,
    ]
  >([
    [
      'an unknown key',
      {},
      (kms) => kms.describeKey(UNKNOWN_ID),
      'KEY_NOT_FOUND',
      `/${UNKNOWN_ID}' does not exist`,
    ],
    ['no key ID', {}, (kms) => kms.describeKey('nonsense'), 'KEY_NOT_FOUND', "Invalid keyId 'nonsense'"],
    [
      'a key of another Region',
      {},
      (kms, arn) => kms.describeKey(arn.replace('us-east-1', 'eu-west-1')),
      'KEY_NOT_FOUND',
      'Invalid arn eu-west-1',
    ],
    ['an unknown alias', {}, (kms) => kms.describeKey('alias/x'), 'KEY_NOT_FOUND', ':alias/x is not found.'],
    [
      'a malformed ARN',
      {},
      (kms) => kms.describeKey('arn:aws:nonsense'),
      'INVALID_INPUT',
      'arn:aws:nonsense',
    ],
    ['a disabled key', { state: 'Disabled' }, rotate, 'KEY_STATE', ' is disabled.'],
    ['a key pending deletion', { state: 'PendingDeletion' }, enable, 'KEY_STATE', ' is pending deletion.'],
    [
      'a key pending import',
      { origin: 'EXTERNAL', state: 'PendingImport' },
      rotate,
      'KEY_STATE',
      ' is pending import.',
    ],
    ['a key being created', { state: 'Creating' }, rotate, 'KEY_STATE', ' is creating.'],
    [
      'an asymmetric key, of which KMS says nothing',
      { spec: 'RSA_2048' },
      rotate,
      'UNSUPPORTED_KEY',
      'does not support kms:RotateKeyOnDemand for arn:',
    ],
    [
      'imported material',
      { origin: 'EXTERNAL' },
      status,
      'UNSUPPORTED_KEY',
      'origin is EXTERNAL which is not valid',
    ],
    ['a custom key store', { origin: 'AWS_CLOUDHSM' }, history, 'UNSUPPORTED_KEY', 'AWS_CLOUDHSM'],
    [
      'nothing imported to rotate to',
      { origin: 'EXTERNAL' },
      rotate,
      'NO_PENDING_MATERIAL',
      'Import new key material first.',
    ],
    [
      'a used-up key',
      { createdAt: '-90d', rotations: spent },
      rotate,
      'ON_DEMAND_QUOTA_EXCEEDED',
      'AWS does not increase it.',
    ],
    [
      'a key about to rotate by itself',
      { automaticRotation: { nextRotationDate: '+10m' } },
      rotate,
      'ROTATION_CONFLICT',
      'Try again in 20 minutes.',
    ],
    [
      'a key that denies it',
      { denies: ['ListKeyRotations'] },
      history,
      'ACCESS_DENIED',
      'denied the gateway kms:ListKeyRotations on arn:aws:kms',
    ],
    [
      'a period too short',
      {},
      (kms, arn) => kms.enableKeyRotation(arn, 89),
      'INVALID_INPUT',
      "Value '89' at 'rotationPeriodInDays'",
    ],
  ])('%s', async (_, blueprint, ask, code, message) => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey(blueprint)
    const error = await rejectionOf(ask(it.kms, arn))
    expect(error).toMatchObject({
      code,
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      cause: expect.any(Error),
    })
    expect(error.message).toContain(message)
    expectFitForAll(error)
  })

  test('a replica', async () => {
    await using it = await startAwsKms({ regions: ['eu-west-1', 'us-east-1'] })
    const { arn } = it.emulator.createKey({ region: 'us-east-1', replicaRegions: ['eu-west-1'] })
    const replicaArn = arn.replace('us-east-1', 'eu-west-1')
    const error = await rejectionOf(rotate(it.kms, replicaArn))
    expect(error).toMatchObject({ code: 'UNSUPPORTED_KEY', keyArn: replicaArn })
    expect(error.message).toContain('is not a multi-region primary key.')
    expectFitForAll(error)
  })

  test('an unknown Marker', async () => {
    await using it = await startAwsKms()
    expect(await rejectionOf(it.kms.listKeys({ marker: 'x' }))).toMatchObject({ code: 'INVALID_MARKER' })
    expect(await rejectionOf(it.kms.listKeys({ marker: 'x'.repeat(1_025) }))).toMatchObject({
      code: 'INVALID_MARKER',
    })
  })

  test('a call over the quota', async () => {
    await using it = await startAwsKms({ settings: { isThrottling: true, quotas: { RotateKeyOnDemand: 0 } } })
    const { arn } = it.emulator.createKey()
    expect(await rejectionOf(rotate(it.kms, arn))).toMatchObject({
      code: 'THROTTLED',
      operation: 'RotateKeyOnDemand',
      retryAfterSeconds: 1,
      isRetryable: true,
      message: 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
    })
  })
})

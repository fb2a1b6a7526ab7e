import { describe, expect, test } from 'vitest'
import { GatewayError } from '../../src/errors/gateway-error.ts'
import { InvalidMarkerError } from '../../src/errors/invalid-marker-error.ts'
import { KmsUnavailableError } from '../../src/errors/operation-errors.ts'
import { toGatewayError } from '../../src/kms/aws/aws-error.ts'
import { CredentialsUnavailableError } from '../../src/kms/aws/credentials-unavailable.ts'
import { startAwsKms } from './aws-kms-on-emulator.ts'
import { expectFitForAll, refusalOf } from './refusal.ts'

const PRINCIPAL = 'arn:aws:iam::111122223333:user/someone'

/** Every error that KMS documents for any of the nine operations, and those it does not model. */
const ERRORS: readonly Expected[] = [
  { name: 'NotFoundException', ofRead: { code: 'KEY_NOT_FOUND', isRetryable: false } },
  {
    name: 'InvalidArnException',
    ofRead: { code: 'INVALID_INPUT', issues: [{ path: ['keyId'], message: expect.any(String) }] },
  },
  {
    name: 'DependencyTimeoutException',
    ofRead: { code: 'KMS_UNAVAILABLE', isRetryable: true },
    ofChange: { code: 'OUTCOME_UNKNOWN', isRetryable: false },
  },
  {
    name: 'KMSInternalException',
    ofRead: { code: 'KMS_UNAVAILABLE', isRetryable: true },
    ofChange: { code: 'OUTCOME_UNKNOWN', isRetryable: false },
  },
  { name: 'KMSInvalidStateException', ofRead: { code: 'KEY_STATE', isRetryable: false } },
  { name: 'DisabledException', ofRead: { code: 'KEY_STATE', isRetryable: false } },
  { name: 'UnsupportedOperationException', ofRead: { code: 'UNSUPPORTED_KEY', isRetryable: false } },
  { name: 'LimitExceededException', ofRead: { code: 'ON_DEMAND_QUOTA_EXCEEDED', isRetryable: false } },
  {
    name: 'ConflictException',
    ofRead: { code: 'ROTATION_CONFLICT', isRetryable: true, retryAfterSeconds: 1_200 },
  },
  { name: 'ThrottlingException', ofRead: { code: 'THROTTLED', isRetryable: true, retryAfterSeconds: 1 } },
  { name: 'AccessDeniedException', ofRead: { code: 'ACCESS_DENIED', isRetryable: false } },
  { name: 'ValidationException', ofRead: { code: 'INVALID_INPUT', isRetryable: false } },
  { name: 'UnrecognizedClientException', ofRead: { code: 'ACCESS_DENIED', isRetryable: true } },
  { name: 'ExpiredTokenException', ofRead: { code: 'ACCESS_DENIED', isRetryable: true } },
  { name: 'InvalidSignatureException', ofRead: { code: 'ACCESS_DENIED', isRetryable: true } },
  { name: 'OptInRequired', ofRead: { code: 'ACCESS_DENIED', isRetryable: true } },
  {
    name: 'SomethingNewException',
    ofRead: { code: 'KMS_UNAVAILABLE', wasRefused: true },
    ofChange: { code: 'OUTCOME_UNKNOWN' },
  },
]

interface Expected {
  readonly name: string
  readonly ofRead: object
  /** @default as of a read */
  readonly ofChange?: object
}

describe.each([
  ['with a message', { message: `Words of KMS about ${PRINCIPAL}` }],
  ['without a message', {}],
])('an error of KMS %s', (_, words) => {
  test.each(ERRORS)('$name is an error of ours, of a read and of a change', async (expected) => {
    const { name: code, ofRead, ofChange = ofRead } = expected
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey()
    it.emulator.addFault({ kind: 'error', code, ...words })
    const change = await refusalOf(it.kms.rotateKeyOnDemand(arn))
    const read = await refusalOf(it.kms.describeKey(arn))
    const awsRequestId: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/)
    expect(read).toMatchObject({ ...ofRead, awsRequestId })
    expect(change).toMatchObject({ ...ofChange, awsRequestId })
    expectFitForAll(read)
    expectFitForAll(change)
  })

  test.each(['InvalidMarkerException', 'InvalidToken'])('%s is for whoever pages', async (code) => {
    await using it = await startAwsKms()
    it.emulator.addFault({ kind: 'error', code, ...words })
    const error = await refusalOf(it.kms.listKeys({ marker: 'M' }))
    expect(error).toBeInstanceOf(InvalidMarkerError)
    expect(await refusalOf(it.kms.listKeys({}))).toBeInstanceOf(KmsUnavailableError)
    expectFitForAll(error)
  })
})

describe('an error that did not come from KMS', () => {
  const of = (thrown: unknown, isChange: boolean, isSent = false) =>
    toGatewayError(thrown, {
      operation: 'RotateKeyOnDemand',
      keyId: 'arn:x',
      region: 'us-east-1',
      isChange,
      exchange: { isSent, response: undefined },
    })
  const socketError = (code: string) => Object.assign(new Error(`${code} at a host of ours`), { code })

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    '%s before anything was sent: nothing has changed',
    (code) => {
      for (const isChange of [true, false])
        expect(of(socketError(code), isChange)).toMatchObject({ code: 'KMS_UNAVAILABLE' })
      expect(of(socketError(code), true).message).not.toContain('host of ours')
    },
  )

  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED'])(
    '%s after the request was sent: the outcome of a change is unknown, a read failed',
    (code) => {
      expect(of(socketError(code), true, true)).toMatchObject({ code: 'OUTCOME_UNKNOWN', keyArn: 'arn:x' })
      expect(of(socketError(code), false, true)).toMatchObject({ code: 'KMS_UNAVAILABLE' })
    },
  )

  test('that the credentials could not be read is about the credentials, and says what to do', () => {
    const error = of(new CredentialsUnavailableError(new Error(`${PRINCIPAL} could not be assumed`)), true)
    expect(error).toMatchObject({
      code: 'ACCESS_DENIED',
      message: expect.stringContaining('Renew them'),
      credentialFailure: { reason: 'Unavailable', detail: `${PRINCIPAL} could not be assumed` },
    })
    expectFitForAll(error)
  })

  test('and is none at all is still an error of ours', () => {
    for (const thrown of ['text', undefined, null, 7])
      for (const isSent of [false, true]) expect(of(thrown, false, isSent)).toBeInstanceOf(GatewayError)
  })
})

test.each(['LimitExceededException', 'ConflictException'])(
  '%s is no answer to a change of automatic rotation that a caller could match on',
  async (code) => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey()
    it.emulator.addFault({ kind: 'error', code })
    for (const change of [it.kms.enableKeyRotation(arn, undefined), it.kms.disableKeyRotation(arn)])
      expect(await refusalOf(change)).toBeInstanceOf(KmsUnavailableError)
  },
)

import { describe, expect, test } from 'vitest'
import { GatewayError } from '../../src/errors/gateway-error.ts'
import { InvalidMarkerError } from '../../src/errors/invalid-marker-error.ts'
import { KmsUnavailableError } from '../../src/errors/operation-errors.ts'
import { toGatewayError } from '../../src/kms/aws/aws-error.ts'
import { CredentialsUnavailableError } from '../../src/kms/aws/credentials-unavailable.ts'
import { startAwsKms } from './aws-kms-on-emulator.ts'
import { expectFitForAll, rejectionOf } from './rejection.ts'

const PRINCIPAL = 'arn:aws:iam::111122223333:user/someone'

/** Every error that KMS documents for any of the ten operations, and those it does not model. */
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
  test.each(ERRORS)(
    '$name becomes an error of the gateway, for a read and for a change',
    async (expected) => {
      const { name: code, ofRead, ofChange = ofRead } = expected
      await using it = await startAwsKms()
      const { arn } = it.emulator.createKey()
      it.emulator.addFault({ kind: 'error', code, ...words })
      const change = await rejectionOf(it.kms.rotateKeyOnDemand(arn))
      const read = await rejectionOf(it.kms.describeKey(arn))
      const awsRequestId: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/)
      expect(read).toMatchObject({ ...ofRead, awsRequestId })
      expect(change).toMatchObject({ ...ofChange, awsRequestId })
      expectFitForAll(read)
      expectFitForAll(change)
    },
  )

  test.each(['InvalidMarkerException', 'InvalidToken'])(
    '%s becomes an InvalidMarkerError only when a Marker was sent',
    async (code) => {
      await using it = await startAwsKms()
      it.emulator.addFault({ kind: 'error', code, ...words })
      const error = await rejectionOf(it.kms.listKeys({ marker: 'M' }))
      expect(error).toBeInstanceOf(InvalidMarkerError)
      expect(await rejectionOf(it.kms.listKeys({}))).toBeInstanceOf(KmsUnavailableError)
      expectFitForAll(error)
    },
  )
})

describe('an error that did not come from KMS', () => {
  const of = (thrown: unknown, isChange: boolean, isSent = false) =>
    toGatewayError(thrown, {
      operation: 'RotateKeyOnDemand',
      keyId: 'arn:x',
      scope: '111122223333/us-east-1',
      isChange,
      exchange: { isSent, response: undefined },
    })
  const socketError = (code: string) => Object.assign(new Error(`${code} at a host of ours`), { code })

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    '%s before the request was sent means that nothing has changed',
    (code) => {
      for (const isChange of [true, false])
        expect(of(socketError(code), isChange)).toMatchObject({ code: 'KMS_UNAVAILABLE' })
      expect(of(socketError(code), true).message).not.toContain('host of ours')
    },
  )

  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED'])(
    '%s after the request was sent makes the outcome of a change unknown and fails a read',
    (code) => {
      expect(of(socketError(code), true, true)).toMatchObject({ code: 'OUTCOME_UNKNOWN', keyArn: 'arn:x' })
      expect(of(socketError(code), false, true)).toMatchObject({ code: 'KMS_UNAVAILABLE' })
    },
  )

  test('credentials that cannot be read become an error that says what to do', () => {
    const error = of(new CredentialsUnavailableError(new Error(`${PRINCIPAL} could not be assumed`)), true)
    expect(error).toMatchObject({
      code: 'ACCESS_DENIED',
      message: expect.stringContaining('Renew them'),
      credentialFailure: { reason: 'Unavailable', detail: `${PRINCIPAL} could not be assumed` },
    })
    expectFitForAll(error)
  })

  test('a thrown value that is not an Error becomes an error of the gateway', () => {
    for (const thrown of ['text', undefined, null, 7])
      for (const isSent of [false, true]) expect(of(thrown, false, isSent)).toBeInstanceOf(GatewayError)
  })
})

test.each(['LimitExceededException', 'ConflictException'])(
  '%s for a change of automatic rotation becomes KMS_UNAVAILABLE',
  async (code) => {
    await using it = await startAwsKms()
    const { arn } = it.emulator.createKey()
    it.emulator.addFault({ kind: 'error', code })
    for (const change of [it.kms.enableKeyRotation(arn, undefined), it.kms.disableKeyRotation(arn)])
      expect(await rejectionOf(change)).toBeInstanceOf(KmsUnavailableError)
  },
)

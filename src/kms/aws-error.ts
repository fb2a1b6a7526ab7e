import {
  AccessDeniedError,
  InvalidInputError,
  InvalidMarkerError,
  KeyNotFoundError,
  KeyStateError,
  KmsUnavailableError,
  NoPendingMaterialError,
  OnDemandQuotaExceededError,
  OutcomeUnknownError,
  RotationConflictError,
  ThrottledError,
  UnsupportedKeyError,
} from '../errors.ts'
import type { GatewayError } from '../errors.ts'

/** The call that failed, for the message and for what its failure can mean. */
export interface FailedCall {
  /** E.g. `RotateKeyOnDemand`. */
  readonly operation: string
  /** The key it was about; undefined for ListKeys and a listing of all aliases. */
  readonly keyId: string | undefined
  readonly region: string
  /** A change whose answer was lost may have happened. */
  readonly isChange: boolean
  /** The Marker that was sent, if one was: only then can it be what KMS complains about. */
  readonly marker?: string | undefined
}

/** What of an SDK error is looked at. Unmodelled KMS errors have no class of their own: only the name tells. */
interface AwsFailure {
  readonly name: string
  readonly message: string
  /** Node's code of a socket error. */
  readonly code: string | undefined
  readonly httpStatus: number | undefined
  readonly awsRequestId: string | undefined
  readonly cause: unknown
}

const CREDENTIAL_ERRORS = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'TokenProviderError',
  'UnrecognizedClientException',
])

const PRINCIPAL_ARN = /arn:aws[a-z-]*:(?:iam|sts):[^\s'",]+/g

/** KMS failed at it, at whatever point. */
const FAULTS = new Set(['DependencyTimeoutException', 'KMSInternalException'])

/** Socket errors that come before anything was sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])

/** KMS's own are shorter by far. */
const MAX_NAME_LENGTH = 100
const MAX_MESSAGE_LENGTH = 2_000

const RETRY_AFTER_THROTTLING_SECONDS = 1
/** KMS refuses on-demand rotation from 20 minutes before an automatic one. */
const RETRY_AFTER_CONFLICT_SECONDS = 20 * 60

/** The gateway's error for whatever the SDK threw. The SDK's own error stays as `cause`, for the log. */
export function toGatewayError(thrown: unknown, call: FailedCall): GatewayError {
  const failure = describeFailure(thrown)
  const { awsRequestId, cause } = failure
  const options = { awsRequestId, cause }
  const keyArn = call.keyId ?? '*'
  const action = `kms:${call.operation}`
  const saying = (fallback: string, advice = '') => sentence(failure.message || fallback, advice)

  // Turning automatic rotation on or off knows no quota of rotations, no running one and no pending material.
  const isSetting = call.isChange && call.operation !== 'RotateKeyOnDemand'

  switch (failure.name) {
    case 'NotFoundException':
      return new KeyNotFoundError(
        saying(`KMS in ${call.region} has no key '${keyArn}'.`, 'Check the key and its Region.'),
        options,
      )
    case 'AccessDeniedException':
    case 'AccessDenied':
      // KMS's own text names the gateway's principal, which is not for every caller.
      return new AccessDeniedError(
        `AWS denied the gateway ${action} on ${keyArn}. Allow it in the key policy or in an IAM policy.`,
        { ...options, action, resourceArn: keyArn },
      )
    case 'DisabledException':
      return new KeyStateError(saying(`${keyArn} is disabled.`, 'Enable the key first.'), {
        ...options,
        keyArn,
      })
    case 'KMSInvalidStateException':
      if (!isSetting && /pending rotation/i.test(failure.message))
        return new NoPendingMaterialError(saying('', 'Import new key material first.'), {
          ...options,
          keyArn,
        })
      return new KeyStateError(saying(`The state of ${keyArn} does not allow ${action}.`), {
        ...options,
        keyArn,
      })
    case 'UnsupportedOperationException':
      return new UnsupportedKeyError(saying(`KMS does not support ${action} for ${keyArn}.`), {
        ...options,
        keyArn,
      })
    case 'LimitExceededException':
      if (isSetting) return unmodelled(failure, call)
      return new OnDemandQuotaExceededError(
        saying(
          `${keyArn} has used all its on-demand rotations.`,
          'The quota is for the life of the key and cannot be raised.',
        ),
        { ...options, keyArn },
      )
    case 'ConflictException':
      if (isSetting) return unmodelled(failure, call)
      return new RotationConflictError(
        saying(`A rotation of ${keyArn} is running or about to start.`, 'Try again in 20 minutes.'),
        { ...options, keyArn, retryAfterSeconds: RETRY_AFTER_CONFLICT_SECONDS },
      )
    case 'InvalidArnException':
      return new InvalidInputError(
        [{ path: ['keyId'], message: saying(`'${keyArn}' is not a key ARN.`) }],
        options,
      )
    case 'ValidationException':
      // What is wrong with a Marker came in with a cursor.
      if (call.marker !== undefined && memberOf(failure.message) === 'marker')
        return new InvalidMarkerError(saying(''), { cause })
      return new InvalidInputError(
        [{ path: [memberOf(failure.message)], message: saying('KMS refused the input.') }],
        options,
      )
    case 'InvalidMarkerException':
      if (call.marker === undefined) return unmodelled(failure, call)
      return new InvalidMarkerError(saying('KMS does not know this Marker.'), { cause })
    case 'ThrottlingException':
    case 'Throttling':
    case 'TooManyRequestsException':
    case 'RequestLimitExceeded':
      return new ThrottledError(saying(`KMS throttled ${action} in ${call.region}.`), {
        ...options,
        operation: call.operation,
        retryAfterSeconds: RETRY_AFTER_THROTTLING_SECONDS,
      })
    default:
      return unmodelled(failure, call)
  }
}

function unmodelled(failure: AwsFailure, call: FailedCall): GatewayError {
  const { awsRequestId, cause, httpStatus } = failure
  const options = { awsRequestId, cause }
  if (CREDENTIAL_ERRORS.has(failure.name))
    return new AccessDeniedError(
      `AWS did not accept the gateway's credentials (${failure.name}). Renew them, then try again.`,
      { ...options, action: `kms:${call.operation}` },
    )

  const what =
    httpStatus === undefined ? (failure.code ?? failure.name) : `HTTP ${httpStatus}, ${failure.name}`
  // Faults of KMS's own are told by name: with which status they come is not documented.
  const isFault = FAULTS.has(failure.name)
  const wasRefused = !isFault && httpStatus !== undefined && httpStatus >= 400 && httpStatus < 500
  const wasNeverSent = failure.code !== undefined && NEVER_CONNECTED.has(failure.code)
  if (call.isChange && !wasRefused && !wasNeverSent)
    return new OutcomeUnknownError(
      `No answer to ${call.operation} from KMS in ${call.region} (${what}): it may or may not have happened.`,
      { ...options, keyArn: call.keyId ?? '*' },
    )
  if (failure.name === 'MalformedAnswerError')
    return new KmsUnavailableError(
      `KMS in ${call.region} gave no answer to ${call.operation} that can be read (${failure.message}). Try again later.`,
      options,
    )
  return new KmsUnavailableError(
    wasRefused
      ? `KMS in ${call.region} refused ${call.operation} (${what}).`
      : `KMS in ${call.region} cannot be reached for ${call.operation} (${what}). Try again later.`,
    { ...options, wasRefused },
  )
}

function describeFailure(thrown: unknown): AwsFailure {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as {
    // As KMS sent them, whatever they are.
    readonly name: unknown
    readonly message: unknown
    readonly code?: unknown
    readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string }
    readonly $response?: { readonly statusCode?: number }
  }
  const message = typeof error.message === 'string' ? error.message.slice(0, MAX_MESSAGE_LENGTH) : ''
  return {
    name: typeof error.name === 'string' ? error.name.slice(0, MAX_NAME_LENGTH) : 'Error',
    // The SDK's own word for "no message was sent" tells nobody anything; whom AWS knows the gateway as is not for all.
    message: message === 'UnknownError' ? '' : message.replaceAll(PRINCIPAL_ARN, 'the gateway'),
    code: typeof error.code === 'string' ? error.code : undefined,
    httpStatus: error.$metadata?.httpStatusCode ?? error.$response?.statusCode,
    awsRequestId: error.$metadata?.requestId,
    cause: thrown,
  }
}

function sentence(text: string, advice: string): string {
  const ended = /[.!?]$/.test(text) ? text : `${text}.`
  return advice ? `${ended} ${advice}` : ended
}

/** KMS writes `Value '89' at 'rotationPeriodInDays' failed …`. */
function memberOf(message: string): string {
  return /\bat '([^']+)'/.exec(message)?.[1] ?? 'input'
}

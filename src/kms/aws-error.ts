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
import type { Exchange, HttpAnswer } from './exchange.ts'
import { MalformedAnswerError } from './answer.ts'
import { namedErrorIn } from './named-error.ts'
import type { NamedError } from './named-error.ts'

/** The call that failed, for the message and for what its failure can mean. */
export interface FailedCall {
  /** E.g. `RotateKeyOnDemand`. */
  readonly operation: string
  /** The key it was about; undefined for ListKeys and a listing of all aliases. */
  readonly keyId: string | undefined
  readonly region: string
  /** A change whose answer was lost may have happened. */
  readonly isChange: boolean
  /** How far its request came. */
  readonly exchange: Pick<Exchange, 'isSent' | 'answer'>
  /** The Marker that was sent, if one was: only then can it be what KMS complains about. */
  readonly marker?: string | undefined
}

const CREDENTIAL_ERRORS = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
])

/** Errors common to AWS's services that say that a request was not carried out, and have no type here. */
const OTHER_REFUSALS = new Set([
  'InvalidAction',
  'MalformedHttpRequestException',
  'MissingAction',
  'MissingParameter',
  'MissingParameterException',
  'RequestEntityTooLargeException',
  'SerializationException',
  'UnknownOperationException',
])

/** Errors that leave open how far the service came, of KMS and common to AWS's services. */
const FAULTS = new Set([
  'DependencyTimeoutException',
  'InternalFailure',
  'InternalServerError',
  'KMSInternalException',
  'RequestAbortedException',
  'RequestTimeoutException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
])

const PRINCIPAL_ARN = /arn:aws[a-z-]*:(?:iam|sts):[^\s'",]+/g

const MAX_CODE_LENGTH = 100
const RETRY_AFTER_THROTTLING_SECONDS = 1
/** KMS refuses on-demand rotation from 20 minutes before an automatic one. */
const RETRY_AFTER_CONFLICT_SECONDS = 20 * 60

interface Origin {
  /** AWS's request id, where a response has one. */
  readonly awsRequestId: string | undefined
  readonly cause: unknown
}

/**
 * The gateway's error for a call to KMS that failed. The SDK's own error stays as `cause`, for the log.
 *
 * Only a response that names an error of KMS, or one common to AWS's services, is a refusal. With any other response, or
 * without one, a change may have happened.
 */
export function toGatewayError(thrown: unknown, call: FailedCall): GatewayError {
  const { isSent, answer } = call.exchange
  const origin = { awsRequestId: requestIdOf(thrown), cause: thrown }
  if (!isSent) return notSent(thrown, call, origin)
  const named = answer && namedErrorIn(answer)
  if (!answer || !named) return unanswered(answer ? foreign(thrown, answer) : codeOf(thrown), call, origin)
  const what = `HTTP ${answer.statusCode}, ${named.name}`
  if (answer.statusCode >= 500 || FAULTS.has(named.name)) return unanswered(what, call, origin)
  return refused(named, what, call, origin)
}

function refused(named: NamedError, what: string, call: FailedCall, options: Origin): GatewayError {
  const keyArn = call.keyId ?? '*'
  const action = `kms:${call.operation}`
  // Whom AWS knows the gateway as is not for every caller.
  const message = named.message.replaceAll(PRINCIPAL_ARN, 'the gateway')
  const saying = (fallback: string, advice = '') => sentence(message || fallback, advice)

  // Turning automatic rotation on or off knows no quota of rotations, no running one and no pending material.
  const isSetting = call.isChange && call.operation !== 'RotateKeyOnDemand'

  switch (named.name) {
    case 'NotFoundException':
      return new KeyNotFoundError(
        saying(`KMS in ${call.region} has no key '${keyArn}'.`, 'Check the key and its Region.'),
        options,
      )
    case 'AccessDeniedException':
    case 'AccessDenied':
    case 'NotAuthorized':
    case 'NotAuthorizedException':
      // KMS's own text names the gateway's principal.
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
      if (!isSetting && /pending rotation/i.test(message))
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
      if (isSetting) return otherRefusal(what, call, options)
      return new OnDemandQuotaExceededError(
        saying(
          `${keyArn} has used all its on-demand rotations.`,
          'The quota is for the life of the key and cannot be raised.',
        ),
        { ...options, keyArn },
      )
    case 'ConflictException':
      if (isSetting) return otherRefusal(what, call, options)
      return new RotationConflictError(
        saying(`A rotation of ${keyArn} is running or about to start.`, 'Try again in 20 minutes.'),
        { ...options, keyArn, retryAfterSeconds: RETRY_AFTER_CONFLICT_SECONDS },
      )
    case 'InvalidArnException':
      return new InvalidInputError(
        [{ path: ['keyId'], message: saying(`'${keyArn}' is not a key ARN.`) }],
        options,
      )
    case 'ValidationError':
    case 'ValidationException':
      // What is wrong with a Marker came in with a cursor.
      if (call.marker !== undefined && memberOf(message) === 'marker')
        return new InvalidMarkerError(saying(''), { cause: options.cause })
      return new InvalidInputError(
        [{ path: [memberOf(message)], message: saying('KMS refused the input.') }],
        options,
      )
    case 'InvalidMarkerException':
      if (call.marker === undefined) return otherRefusal(what, call, options)
      return new InvalidMarkerError(saying('KMS does not know this Marker.'), { cause: options.cause })
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
      if (CREDENTIAL_ERRORS.has(named.name)) return credentialsRejected(named.name, call, options)
      // An error that was added to AWS since may be one that leaves open how far KMS came.
      if (call.isChange && !OTHER_REFUSALS.has(named.name)) return unanswered(what, call, options)
      return otherRefusal(what, call, options)
  }
}

/** A refusal that has no type here. */
function otherRefusal(what: string, call: FailedCall, options: Origin): GatewayError {
  return new KmsUnavailableError(`KMS in ${call.region} refused ${call.operation} (${what}).`, {
    ...options,
    wasRefused: true,
  })
}

function credentialsRejected(name: string, call: FailedCall, options: Origin): GatewayError {
  return new AccessDeniedError(
    `AWS did not accept the gateway's credentials (${name}). Renew them, then try again.`,
    { ...options, action: `kms:${call.operation}` },
  )
}

/** No connection was made, or there was nothing to sign the request with. */
function notSent(thrown: unknown, call: FailedCall, options: Origin): GatewayError {
  const name = nameOf(thrown)
  if (CREDENTIAL_ERRORS.has(name)) return credentialsRejected(name, call, options)
  return new KmsUnavailableError(
    `KMS in ${call.region} cannot be reached for ${call.operation} (${codeOf(thrown)}). Try again later.`,
    options,
  )
}

/** @param what what came instead of an answer of KMS */
function unanswered(what: string, call: FailedCall, options: Origin): GatewayError {
  if (call.isChange)
    return new OutcomeUnknownError(
      `The gateway did not get an answer of KMS in ${call.region} to ${call.operation} (${what}). The change may or may not have happened. Look at the key before you try again.`,
      { ...options, keyArn: call.keyId ?? '*' },
    )
  return new KmsUnavailableError(
    `The gateway did not get an answer of KMS in ${call.region} to ${call.operation} (${what}). Try again later.`,
    options,
  )
}

/** Describes a response that is not an answer of KMS. What is in it is not repeated: whoever sent it may say anything. */
function foreign(thrown: unknown, { statusCode }: HttpAnswer): string {
  if (thrown instanceof MalformedAnswerError) return thrown.message
  return statusCode < 300 ? `HTTP ${statusCode} without JSON` : `HTTP ${statusCode} without an error of KMS`
}

/** Node's or undici's code of a failed connection, else the name of the error. */
function codeOf(thrown: unknown): string {
  const code: unknown = Object(thrown).code
  return typeof code === 'string' ? code.slice(0, MAX_CODE_LENGTH) : nameOf(thrown)
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name.slice(0, MAX_CODE_LENGTH) : 'Error'
}

function requestIdOf(thrown: unknown): string | undefined {
  const id: unknown = Object(Object(thrown).$metadata).requestId
  return typeof id === 'string' ? id : undefined
}

function sentence(text: string, advice: string): string {
  const ended = /[.!?]$/.test(text) ? text : `${text}.`
  return advice ? `${ended} ${advice}` : ended
}

/** KMS writes `Value '89' at 'rotationPeriodInDays' failed …`. */
function memberOf(message: string): string {
  return /\bat '([^']+)'/.exec(message)?.[1] ?? 'input'
}

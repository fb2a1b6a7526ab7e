import { InvalidMarkerError } from '../../errors/invalid-marker-error.ts'
import {
  AccessDeniedError,
  InvalidInputError,
  KeyNotFoundError,
  KeyStateError,
  KmsUnavailableError,
  NoPendingMaterialError,
  OnDemandQuotaExceededError,
  OutcomeUnknownError,
  RotationConflictError,
  ThrottledError,
  UnsupportedKeyError,
} from '../../errors/operation-errors.ts'
import type { GatewayError } from '../../errors/gateway-error.ts'
import type { Exchange, HttpAnswer } from './exchange.ts'
import { MalformedAnswerError } from './parse-response.ts'
import { CredentialsUnavailableError, wordsOf } from './credentials-unavailable.ts'
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
  /** What was done about rejected credentials. */
  readonly repair?: CredentialRepair | undefined
}

/** What was done after AWS rejected the credentials, or the time that a request was signed at. */
export interface CredentialRepair {
  readonly isRepaired: boolean
  /** By how much the clock of this machine is ahead of AWS's, in milliseconds; negative = behind. Undefined = unknown. */
  readonly clockAheadMs?: number | undefined
  /** Why the credentials could not be renewed. */
  readonly renewalFailure?: CredentialsUnavailableError | undefined
}

/** AWS rejects who signed the request, or when, before it looks at what the request asks for. */
const CREDENTIAL_ERRORS = new Set([
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
])

const CLOCK_ERRORS = new Set(['RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed'])
/** KMS names the error InvalidSignatureException for the time as well as for the key. */
const CLOCK_WORDS = /signature (?:has )?expired|signature not yet current/i

/** The rejection of who signed a request, or when; undefined when the answer is another one. */
export function credentialErrorIn(answer: HttpAnswer | undefined): NamedError | undefined {
  if (!answer || answer.statusCode >= 500) return undefined
  const named = namedErrorIn(answer)
  return named && CREDENTIAL_ERRORS.has(named.name) ? named : undefined
}

/** Whether AWS rejected the time that the request was signed at. */
export const isClockError = ({ name, message }: NamedError): boolean =>
  CLOCK_ERRORS.has(name) || CLOCK_WORDS.test(message)

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

const PRINCIPAL_ARN = /arn:aws[a-z0-9-]*:(?:iam|sts):[^\s'",]+/g

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
    // The name of the same error on moto.
    case 'InvalidToken':
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
      if (CREDENTIAL_ERRORS.has(named.name)) return credentialsRejected(named, call, options)
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

/** AWS did not look at what was asked for, so nothing was done. */
function credentialsRejected(
  error: NamedError,
  { operation, region, repair }: FailedCall,
  options: Origin,
): GatewayError {
  const { name } = error
  return new AccessDeniedError(
    isClockError(error)
      ? `AWS in ${region} rejected the time of the gateway's request (${name}): the clock of the gateway's machine is ${offBy(repair?.clockAheadMs)}. Set the clock, then try again.`
      : `AWS did not accept the gateway's credentials in ${region} (${name}). Renew them, then try again.`,
    {
      ...options,
      action: `kms:${operation}`,
      credentialFailure: {
        reason: name,
        detail: [wordsOf(error.message || name), repair?.renewalFailure?.message].filter(Boolean).join(' '),
        isRepaired: repair?.isRepaired ?? false,
      },
    },
  )
}

function offBy(aheadMs: number | undefined): string {
  if (aheadMs === undefined) return 'wrong'
  const seconds = Math.round(Math.abs(aheadMs) / 1_000)
  return `${seconds} seconds ${aheadMs > 0 ? 'ahead of' : 'behind'} that of AWS`
}

/** No connection was made, or there was nothing to sign the request with. */
function notSent(thrown: unknown, call: FailedCall, options: Origin): GatewayError {
  if (thrown instanceof CredentialsUnavailableError)
    return new AccessDeniedError(
      `The gateway has no valid AWS credentials for ${call.region}, so it did not send ${call.operation}. Renew them, then try again; the gateway's log shows the cause.`,
      {
        ...options,
        action: `kms:${call.operation}`,
        credentialFailure: { reason: 'Unavailable', detail: thrown.message, isRepaired: false },
      },
    )
  const code = codeOf(thrown)
  return new KmsUnavailableError(
    `KMS in ${call.region} cannot be reached for ${call.operation} (${code}). ${CERTIFICATE_ERRORS.test(code) ? TRUST_ADVICE : 'Try again later.'}`,
    options,
  )
}

/** Codes of OpenSSL and Node.js for a certificate that is not accepted. */
const CERTIFICATE_ERRORS = /CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)/
const TRUST_ADVICE =
  'The certificate of the endpoint, or of a proxy on the way, is not trusted. Name its certificate authority with AWS_CA_BUNDLE.'

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
  return statusCode < 300 ? `HTTP ${statusCode}, unreadable` : `HTTP ${statusCode} without an error of KMS`
}

/** Node's or undici's code of a failed connection, else the name of the error. */
function codeOf(thrown: unknown): string {
  // undici has no code for a proxy that refuses.
  const [, status] = /^Proxy response \((\d+)\)/.exec(thrown instanceof Error ? thrown.message : '') ?? []
  if (status !== undefined) return `the proxy answered CONNECT with HTTP ${status}`
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

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
import type { Exchange, HttpResponse } from './exchange.ts'
import { MalformedResponseError } from './parse-response.ts'
import { CredentialsLateError, CredentialsUnavailableError, wordsOf } from './credentials-unavailable.ts'
import { namedErrorIn } from './named-error.ts'
import type { NamedError } from './named-error.ts'
import { SessionUnavailableError, toSessionError } from './sessions/session-unavailable.ts'

/** The call that failed. */
export interface FailedCall {
  /** E.g. `RotateKeyOnDemand`. */
  readonly operation: string
  /** The key of the call. Undefined for ListKeys and for a list of all aliases. */
  readonly keyId: string | undefined
  /** The account and Region, for messages. */
  readonly scope: string
  /** When the response to a change is lost, the change may have happened. */
  readonly isChange: boolean
  /** The progress of its request. */
  readonly exchange: Pick<Exchange, 'isSent' | 'response'>
  /** The Marker that was sent, if any. */
  readonly marker?: string | undefined
  /** Whether it was sent with the session of a caller. */
  readonly isOnBehalf?: boolean | undefined
  /** Set when AWS rejected the credentials. */
  readonly repair?: CredentialRepair | undefined
}

/** The gateway's reaction after AWS rejected the credentials, or the time of a signature. */
export interface CredentialRepair {
  readonly isRepaired: boolean
  /** How far this machine's clock is ahead of AWS's, in milliseconds; negative = behind. Undefined = not known. */
  readonly clockAheadMs?: number | undefined
  /** Why the credentials could not be renewed. */
  readonly renewalFailure?: CredentialsUnavailableError | undefined
}

/** AWS rejects the credentials, or the time of the signature, before it examines the request. */
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
/** KMS uses InvalidSignatureException for a wrong time as well as for a wrong key. */
const CLOCK_WORDS = /signature (?:has )?expired|signature not yet current/i

/** Returns the rejection of the credentials, or of the time of the signature. Undefined for any other response. */
export function credentialErrorIn(response: HttpResponse | undefined): NamedError | undefined {
  if (!response || response.statusCode >= 500) return undefined
  const named = namedErrorIn(response)
  return named && isCredentialError(named.name) ? named : undefined
}

export const isCredentialError = (name: string): boolean => CREDENTIAL_ERRORS.has(name)

/** Whether AWS rejected the time of the signature. */
export const isClockError = ({ name, message }: NamedError): boolean =>
  CLOCK_ERRORS.has(name) || CLOCK_WORDS.test(message)

/** Errors common to AWS's services that mean that a request was not executed. They do not have a class here. */
const OTHER_REJECTIONS = new Set([
  'InvalidAction',
  'MalformedHttpRequestException',
  'MissingAction',
  'MissingParameter',
  'MissingParameterException',
  'RequestEntityTooLargeException',
  'SerializationException',
  'UnknownOperationException',
])

/** Errors, of KMS and common to AWS's services, after which the request may have been executed. */
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
/** KMS rejects on-demand rotation from 20 minutes before an automatic rotation. */
const RETRY_AFTER_CONFLICT_SECONDS = 20 * 60

interface Origin {
  /** AWS's request ID, if the response has one. */
  readonly awsRequestId: string | undefined
  readonly cause: unknown
}

/**
 * Returns the gateway's error for a failed call to KMS. The SDK's error is its `cause`, for the log.
 *
 * KMS rejected the call only if the response names an error of KMS or an error common to AWS's services. After any other
 * response, or without one, a change may have happened.
 */
export function toGatewayError(thrown: unknown, call: FailedCall): GatewayError {
  const { isSent, response } = call.exchange
  const origin = { awsRequestId: requestIdOf(thrown), cause: thrown }
  if (!isSent) return notSent(thrown, call, origin)
  const named = response && namedErrorIn(response)
  if (!response || !named)
    return unanswered(response ? foreign(thrown, response) : codeOf(thrown), call, origin)
  const what = `HTTP ${response.statusCode}, ${named.name}`
  if (response.statusCode >= 500 || FAULTS.has(named.name)) return unanswered(what, call, origin)
  return refused(named, what, call, origin)
}

function refused(named: NamedError, what: string, call: FailedCall, options: Origin): GatewayError {
  const keyArn = call.keyId ?? '*'
  const action = `kms:${call.operation}`
  // Not every caller may see the gateway's principal.
  const message = named.message.replaceAll(PRINCIPAL_ARN, 'the gateway')
  const saying = (fallback: string, advice = '') => sentence(message || fallback, advice)

  // Changing automatic rotation does not depend on the quota of rotations, a running rotation or pending material.
  const isSetting = call.isChange && call.operation !== 'RotateKeyOnDemand'

  switch (named.name) {
    case 'NotFoundException':
      return new KeyNotFoundError(
        saying(`KMS in ${call.scope} has no key '${keyArn}'.`, 'Check the key and its Region.'),
        options,
      )
    case 'AccessDeniedException':
    case 'AccessDenied':
    case 'NotAuthorized':
    case 'NotAuthorizedException':
      // KMS's message names the gateway's principal.
      return new AccessDeniedError(
        `AWS denied the gateway ${action} ${placeOf(call)}. Allow it in ${call.keyId === undefined ? '' : 'the key policy or in '}an IAM policy.`,
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
      if (isSetting) return otherRejection(what, call, options)
      return new OnDemandQuotaExceededError(
        saying(
          `${keyArn} has used all its on-demand rotations.`,
          'The quota is for the lifetime of the key, and AWS does not increase it.',
        ),
        { ...options, keyArn },
      )
    case 'ConflictException':
      if (isSetting) return otherRejection(what, call, options)
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
      // The Marker came from a cursor.
      if (call.marker !== undefined && memberOf(message) === 'marker')
        return new InvalidMarkerError(saying(''), { cause: options.cause })
      return new InvalidInputError(
        [{ path: [memberOf(message)], message: saying('KMS rejected the input.') }],
        options,
      )
    // moto uses this name.
    case 'InvalidToken':
    case 'InvalidMarkerException':
      if (call.marker === undefined) return otherRejection(what, call, options)
      return new InvalidMarkerError(saying('KMS does not know this Marker.'), { cause: options.cause })
    case 'ThrottlingException':
    case 'Throttling':
    case 'TooManyRequestsException':
    case 'RequestLimitExceeded':
      return new ThrottledError(saying(`KMS throttled ${action} in ${call.scope}.`), {
        ...options,
        operation: call.operation,
        retryAfterSeconds: RETRY_AFTER_THROTTLING_SECONDS,
      })
    default:
      if (isCredentialError(named.name)) return credentialsRejected(named, call, options)
      // This version does not know the error, so the change may have happened.
      if (call.isChange && !OTHER_REJECTIONS.has(named.name)) return unanswered(what, call, options)
      return otherRejection(what, call, options)
  }
}

/** A key ARN names its scope. A key ID or an alias, and a list of all keys or aliases, do not. */
function placeOf({ keyId, scope }: FailedCall): string {
  if (keyId === undefined) return `in ${scope}`
  return keyId.startsWith('arn:') ? `on ${keyId}` : `on ${keyId} in ${scope}`
}

/** KMS rejected the call with an error that does not have a class here. */
function otherRejection(what: string, call: FailedCall, options: Origin): GatewayError {
  return new KmsUnavailableError(`KMS in ${call.scope} rejected ${call.operation} (${what}).`, {
    ...options,
    wasRefused: true,
  })
}

/** AWS did not examine the request, so nothing was changed. */
function credentialsRejected(
  error: NamedError,
  { operation, scope, isOnBehalf, repair }: FailedCall,
  options: Origin,
): GatewayError {
  const { name } = error
  return new AccessDeniedError(
    isClockError(error)
      ? `AWS in ${scope} rejected the time of the gateway's request (${name}). The clock of the gateway's machine is ${offBy(repair?.clockAheadMs)}. Set the clock, then try again.`
      : `AWS did not accept the gateway's credentials in ${scope} (${name}). Renew them, then try again.`,
    {
      ...options,
      action: `kms:${operation}`,
      credentialFailure: {
        reason: name,
        detail: [wordsOf(error.message || name), repair?.renewalFailure?.message].filter(Boolean).join(' '),
        isRepaired: repair?.isRepaired ?? false,
        session: isOnBehalf ? 'CALLER' : undefined,
      },
    },
  )
}

function offBy(aheadMs: number | undefined): string {
  if (aheadMs === undefined) return 'wrong'
  const seconds = Math.round(Math.abs(aheadMs) / 1_000)
  return `${seconds} seconds ${aheadMs > 0 ? 'ahead of' : 'behind'} AWS's clock`
}

/** There was no connection, or there were no credentials to sign the request with. */
function notSent(thrown: unknown, call: FailedCall, options: Origin): GatewayError {
  if (thrown instanceof SessionUnavailableError) return toSessionError(thrown, call)
  if (thrown instanceof CredentialsLateError)
    return new KmsUnavailableError(
      `The gateway's AWS credentials for ${call.scope} were not available in time, so it did not send ${call.operation}. Try again later.`,
      options,
    )
  if (thrown instanceof CredentialsUnavailableError)
    return new AccessDeniedError(
      `The gateway does not have valid AWS credentials for ${call.scope}, so it did not send ${call.operation}. Renew them, then try again. The gateway's log shows the cause.`,
      {
        ...options,
        action: `kms:${call.operation}`,
        credentialFailure: { reason: 'Unavailable', detail: thrown.message, isRepaired: false },
      },
    )
  const code = codeOf(thrown)
  return new KmsUnavailableError(
    `KMS in ${call.scope} could not be reached for ${call.operation} (${code}). ${CERTIFICATE_ERRORS.test(code) ? TRUST_ADVICE : 'Try again later.'}`,
    options,
  )
}

/** Codes of OpenSSL and Node.js for a certificate that is not trusted. */
const CERTIFICATE_ERRORS = /CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)/
const TRUST_ADVICE =
  'The certificate of the endpoint or of a proxy is not trusted. Set AWS_CA_BUNDLE to its certificate authority.'

/** @param what what the gateway got instead of a response from KMS */
function unanswered(what: string, call: FailedCall, options: Origin): GatewayError {
  if (call.isChange)
    return new OutcomeUnknownError(
      `KMS in ${call.scope} did not respond to ${call.operation} (${what}). The change may or may not have been made. Read the key before you try again.`,
      { ...options, keyArn: call.keyId ?? '*' },
    )
  return new KmsUnavailableError(
    `KMS in ${call.scope} did not respond to ${call.operation} (${what}). Try again later.`,
    options,
  )
}

/** Describes a response that is not from KMS. Its content is not quoted, because anyone may have sent it. */
function foreign(thrown: unknown, { statusCode }: HttpResponse): string {
  if (thrown instanceof MalformedResponseError) return thrown.message
  return statusCode < 300 ? `HTTP ${statusCode}, not readable` : `HTTP ${statusCode} without an error of KMS`
}

/** The code of Node.js or undici for a failed connection, otherwise the name of the error. */
export function codeOf(thrown: unknown): string {
  // undici does not have a code for this.
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

/** KMS's message is `Value '89' at 'rotationPeriodInDays' failed …`. */
function memberOf(message: string): string {
  return /\bat '([^']+)'/.exec(message)?.[1] ?? 'input'
}

/** An error response of AWS. Real KMS sends some of them without a message. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  readonly text: string | undefined

  constructor(code: string, text?: string, status: number = statusOf(code)) {
    super(text ?? code)
    this.name = 'AwsError'
    this.code = code
    this.text = text
    this.status = status
  }
}

// The SDKs' service model has other statuses (404, 409). Real KMS answered 400 to every client error that was observed.
export function statusOf(code: string): number {
  if (code === 'KMSInternalException' || code === 'InternalFailure') return 500
  // STS's codes.
  if (code === 'AccessDenied' || code === 'ExpiredToken' || code === 'InvalidClientTokenId') return 403
  if (code === 'DependencyTimeoutException') return 503
  return 400
}

export const validationError = (problems: readonly string[]) =>
  new AwsError(
    'ValidationException',
    `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`,
  )

export const keyDoesNotExist = (arn: string) =>
  new AwsError('NotFoundException', `Key '${arn}' does not exist`)
export const invalidKeyId = (keyId: string) => new AwsError('NotFoundException', `Invalid keyId '${keyId}'`)
export const arnOfAnotherRegion = (region: string) =>
  new AwsError('NotFoundException', `Invalid arn ${region}`)
export const aliasNotFound = (arn: string) => new AwsError('NotFoundException', `Alias ${arn} is not found.`)
// The wording of this error, of the marker error and of the conflict is not documented.
export const invalidArn = (arn: string) => new AwsError('InvalidArnException', `Invalid arn ${arn}`)
export const invalidMarker = () => new AwsError('InvalidMarkerException', 'The marker is not valid.')
export const rotationConflict = (arn: string) =>
  new AwsError(
    'ConflictException',
    `${arn} has a rotation that is in progress or scheduled to begin within the next 20 minutes.`,
  )

export const keyIsDisabled = (arn: string) => new AwsError('DisabledException', `${arn} is disabled.`)
export const invalidState = (arn: string, state: string) =>
  new AwsError('KMSInvalidStateException', `${arn} is ${state}.`)
export const nothingPending = (arn: string) =>
  new AwsError('KMSInvalidStateException', `No available key material pending rotation for the key: ${arn}.`)

export const unsupported = () => new AwsError('UnsupportedOperationException')
export const unsupportedOrigin = (arn: string, origin: string) =>
  new AwsError(
    'UnsupportedOperationException',
    `${arn} origin is ${origin} which is not valid for this operation.`,
  )
export const notPrimary = (arn: string) =>
  new AwsError('UnsupportedOperationException', `${arn} is not a multi-region primary key.`)

export const onDemandLimitReached = (arn: string) =>
  new AwsError(
    'LimitExceededException',
    'The on-demand rotations limit has been reached for the given keyId. ' +
      `No more on-demand rotations can be performed for this key: ${arn}`,
  )

export const accessDenied = (caller: string, operation: string, resource: string) =>
  new AwsError(
    'AccessDeniedException',
    `User: ${caller} is not authorized to perform: kms:${operation} on resource: ${resource} ` +
      `because no resource-based policy allows the kms:${operation} action`,
  )

/** A role's own policy denies the operation. */
export const deniedByRole = (caller: string, operation: string) =>
  new AwsError(
    'AccessDeniedException',
    `User: ${caller} is not authorized to perform: kms:${operation} ` +
      `because no identity-based policy allows the kms:${operation} action`,
  )

export const throttled = () =>
  new AwsError(
    'ThrottlingException',
    'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  )

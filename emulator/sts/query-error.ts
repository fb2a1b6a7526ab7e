import { AwsError } from '../aws-error.ts'

/** STS's codes, statuses and wordings for errors that KMS names differently. */
const QUERY_ERRORS: Readonly<Record<string, { code: string; status: number; text?: string }>> = {
  MissingAuthenticationTokenException: {
    code: 'MissingAuthenticationToken',
    status: 403,
    text: 'Request is missing Authentication Token',
  },
  IncompleteSignatureException: { code: 'IncompleteSignature', status: 400 },
  InvalidSignatureException: { code: 'SignatureDoesNotMatch', status: 403 },
  UnrecognizedClientException: { code: 'InvalidClientTokenId', status: 403 },
  ExpiredTokenException: { code: 'ExpiredToken', status: 403 },
  UnknownOperationException: { code: 'InvalidAction', status: 400 },
  ValidationException: { code: 'ValidationError', status: 400 },
  SerializationException: { code: 'MalformedInput', status: 400 },
  ThrottlingException: { code: 'Throttling', status: 400, text: 'Rate exceeded' },
  KMSInternalException: { code: 'InternalFailure', status: 500 },
}

export function queryError(error: AwsError): AwsError {
  const own = QUERY_ERRORS[error.code]
  return own ? new AwsError(own.code, own.text ?? error.text, own.status) : error
}

export const accessDenied = (caller: string, action: string, roleArn: string) =>
  new AwsError(
    'AccessDenied',
    `User: ${caller} is not authorized to perform: sts:${action} on resource: ${roleArn}`,
    403,
  )

export const invalidRequest = (text: string) => new AwsError('ValidationError', text)

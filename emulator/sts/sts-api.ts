import type { Api } from '../api.ts'
import { AwsError } from '../aws-error.ts'
import { parseRoleArn } from '../caller.ts'
import { assumeRole } from './assume-role.ts'
import { getCallerIdentity } from './get-caller-identity.ts'
import { queryError } from './query-error.ts'
import { toXml } from './xml.ts'

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** STS over AWS's Query protocol: a form as request, XML as response. */
export const stsApi: Api = {
  service: 'sts',
  isRegional: false,
  contentType: 'text/xml',
  operations: new Map([assumeRole, getCallerIdentity].map((operation) => [operation.name, operation])),
  operationIn: ({ body }) => new URLSearchParams(body).get('Action') ?? '-',
  parse(body) {
    const { DurationSeconds: seconds, ...members } = Object.fromEntries(new URLSearchParams(body))
    if (seconds === undefined) return members
    if (!/^-?\d{1,9}$/.test(seconds)) throw new AwsError('SerializationException')
    return { ...members, DurationSeconds: Number(seconds) }
  },
  subjectOf({ RoleArn: roleArn }, { caller: { accountId } }) {
    const isAboutKey = () => false
    return typeof roleArn === 'string'
      ? { accountId: parseRoleArn(roleArn)?.accountId ?? accountId, roleArn, isAboutKey }
      : { accountId, isAboutKey }
  },
  ownError: queryError,
  resultBody: (operation, result, requestId) =>
    `<${operation}Response xmlns="${NAMESPACE}">${toXml({
      [`${operation}Result`]: result,
      ResponseMetadata: { RequestId: requestId },
    })}</${operation}Response>\n`,
  errorBody: ({ code, text, status }, requestId) =>
    `<ErrorResponse xmlns="${NAMESPACE}">${toXml({
      Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: text },
      RequestId: requestId,
    })}</ErrorResponse>\n`,
}

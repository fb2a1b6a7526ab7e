import { parseRoleArn, principalId, sessionArn, sessionNameOf } from '../caller.ts'
import type { Caller } from '../caller.ts'
import type { Operation } from '../operation.ts'
import type { Role } from '../role.ts'
import { RequestMembers } from '../validation.ts'
import { accessDenied, invalidRequest } from './query-error.ts'

const MAX_CHAINED_SECONDS = 3_600
const NAME = { min: 2, max: 64, pattern: String.raw`[\w+=,.@-]*` }

export const assumeRole: Operation = {
  name: 'AssumeRole',
  run(body, { world, caller, now }) {
    const members = new RequestMembers(body)
    const roleArn = members.requiredText('RoleArn', {
      min: 20,
      max: 2_048,
      pattern: String.raw`[\u0009\u000A\u000D\u0020-\uFFFF]+`,
    })
    const sessionName = members.requiredText('RoleSessionName', NAME)
    const durationSeconds = members.integer('DurationSeconds', 900, 43_200) ?? 3_600
    const externalId = members.text('ExternalId', { min: 2, max: 1_224, pattern: String.raw`[\w+=,.@:\/-]*` })
    const requested = members.text('SourceIdentity', NAME)
    members.throwIfInvalid()

    const role = parseRoleArn(roleArn)
    if (!role) throw invalidRequest('Request ARN is invalid')
    if (!world.accountIds.includes(role.accountId)) throw accessDenied(caller.arn, 'AssumeRole', roleArn)
    const rules = world.roles.withArn(roleArn)
    requireTrust(rules, caller, externalId)
    const sourceIdentity = sourceIdentityOf(rules, caller, requested)
    requireDuration(rules, caller, durationSeconds)

    const expiresAt = Math.floor(now / 1_000) * 1_000 + durationSeconds * 1_000
    const { accessKeyId, secretAccessKey, sessionToken } = world.sessions.issue({
      roleArn,
      sessionName,
      expiresAt,
      ...(sourceIdentity !== undefined && { sourceIdentity }),
    })
    const session: Caller = { accountId: role.accountId, arn: sessionArn(role, sessionName) }
    return {
      SourceIdentity: sourceIdentity,
      AssumedRoleUser: { Arn: session.arn, AssumedRoleId: principalId(session) },
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: new Date(expiresAt).toISOString().replace('.000Z', 'Z'),
      },
    }
  },
}

function requireTrust(role: Role, caller: Caller, externalId: string | undefined): void {
  if (role.isDenied || (role.externalId !== undefined && role.externalId !== externalId))
    throw accessDenied(caller.arn, 'AssumeRole', role.arn)
}

/**
 * A source identity persists through role chaining and cannot be changed. A session that has one needs the permission to
 * set it, also when the caller's session had it before. AWS does not document the error for a change.
 */
function sourceIdentityOf(role: Role, caller: Caller, requested: string | undefined): string | undefined {
  const sourceIdentity = caller.sourceIdentity ?? requested
  const isChanged = requested !== undefined && requested !== sourceIdentity
  if (isChanged || (sourceIdentity !== undefined && !role.allowsSetSourceIdentity))
    throw accessDenied(caller.arn, 'SetSourceIdentity', role.arn)
  return sourceIdentity
}

function requireDuration(role: Role, caller: Caller, seconds: number): void {
  if (sessionNameOf(caller) !== undefined && seconds > MAX_CHAINED_SECONDS)
    throw invalidRequest(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    )
  if (seconds > role.maxSessionSeconds)
    throw invalidRequest('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
}

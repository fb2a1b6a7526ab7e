import { createHash } from 'node:crypto'

/** The principal of a request, as CloudTrail shows it. */
export interface Caller {
  readonly accountId: string
  /** `arn:aws:iam::ACCOUNT:user/NAME`, or `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
  readonly arn: string
  readonly sourceIdentity?: string
  /** The role of a session that AssumeRole returned. */
  readonly roleArn?: string
}

/** An IAM role's ARN, in parts. */
export interface RoleArn {
  readonly partition: string
  readonly accountId: string
  /** Without the role's path. */
  readonly roleName: string
}

const ROLE_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:[\u0021-\u007E]*\/)?([\w+=,.@-]{1,64})$/

export function parseRoleArn(arn: string): RoleArn | undefined {
  const [, partition, accountId, roleName] = ROLE_ARN.exec(arn) ?? []
  return partition && accountId && roleName ? { partition, accountId, roleName } : undefined
}

export const sessionArn = ({ partition, accountId, roleName }: RoleArn, sessionName: string) =>
  `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`

/** The name of an assumed-role session; undefined for another principal. */
export const sessionNameOf = ({ arn }: Caller): string | undefined =>
  /:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1]

/** `AIDA…` for a user, `AROA…:SESSION` for a session. The same principal has the same ID in every run. */
export function principalId(caller: Caller): string {
  const sessionName = sessionNameOf(caller)
  return sessionName === undefined
    ? uniqueId('AIDA', caller.arn)
    : `${uniqueId('AROA', caller.arn.replace(/\/[^/]+$/, ''))}:${sessionName}`
}

function uniqueId(prefix: string, name: string): string {
  const digits = createHash('sha256').update(name).digest('hex').toUpperCase()
  return `${prefix}${digits.slice(0, 17)}`
}

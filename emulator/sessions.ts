import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { AwsError } from './aws-error.ts'
import { parseRoleArn, sessionArn } from './caller.ts'
import type { Caller } from './caller.ts'
import { integer, shape, string } from './shape.ts'
import type { Reader } from './shape.ts'

/** Access key IDs that AssumeRole returns begin with this. All others are base access keys. */
const PREFIX = 'ASIAEMU'

export interface RoleSession {
  readonly roleArn: string
  readonly sessionName: string
  readonly sourceIdentity?: string
  /** Milliseconds since the epoch, in whole seconds. */
  readonly expiresAt: number
}

export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

interface TokenContent extends RoleSession {
  readonly accessKeyId: string
}

const readToken: Reader<TokenContent> = shape(
  {
    accessKeyId: string,
    roleArn: string,
    sessionName: string,
    sourceIdentity: string,
    expiresAt: integer(0),
  },
  ['accessKeyId', 'roleArn', 'sessionName', 'expiresAt'],
)

/**
 * Role sessions. The session token contains its session, so the emulator stores none. It is signed with a secret of this
 * run, so clients cannot create or change tokens.
 */
export class Sessions {
  readonly #now: () => number
  readonly #secret = randomBytes(32)

  constructor(now: () => number) {
    this.#now = now
  }

  issue(session: RoleSession): SessionCredentials {
    const accessKeyId = `${PREFIX}${randomBytes(8).toString('hex').toUpperCase().slice(0, 13)}`
    const content: TokenContent = { accessKeyId, ...session }
    const bytes = Buffer.from(JSON.stringify(content))
    return {
      accessKeyId,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: Buffer.concat([this.#sign(bytes), bytes]).toString('base64'),
    }
  }

  /**
   * The caller of a session's access key; undefined for a base access key. Throws UnrecognizedClientException for a
   * missing, altered or foreign session token, and ExpiredTokenException.
   */
  callerOf(accessKeyId: string, sessionToken: string | undefined): Caller | undefined {
    if (!accessKeyId.startsWith(PREFIX)) return undefined
    const session = sessionToken === undefined ? undefined : this.#open(sessionToken)
    const role = session && parseRoleArn(session.roleArn)
    if (!role || session.accessKeyId !== accessKeyId)
      throw new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      )
    if (session.expiresAt <= this.#now())
      throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired')
    const { roleArn, sessionName, sourceIdentity } = session
    return {
      accountId: role.accountId,
      arn: sessionArn(role, sessionName),
      ...(sourceIdentity !== undefined && { sourceIdentity }),
      roleArn,
    }
  }

  #open(token: string): TokenContent | undefined {
    const bytes = Buffer.from(token, 'base64')
    const content = bytes.subarray(32)
    if (bytes.length < 32 || !timingSafeEqual(bytes.subarray(0, 32), this.#sign(content))) return undefined
    return readToken(JSON.parse(content.toString('utf8')), '')
  }

  #sign(content: Buffer): Buffer {
    return createHmac('sha256', this.#secret).update(content).digest()
  }
}

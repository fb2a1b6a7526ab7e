import type { GatewayError } from '../../../errors/gateway-error.ts'
import { AccessDeniedError, KmsUnavailableError } from '../../../errors/operation-errors.ts'
import type { SessionKind } from '../../../errors/operation-errors.ts'
import { CredentialsUnavailableError } from '../credentials-unavailable.ts'
import type { StsError, StsErrorKind } from './sts-error.ts'

/** The session that STS did not provide. */
export interface UnavailableSession {
  readonly accountId: string
  readonly session: SessionKind
  /** The actions that the trust policy of the role must allow. */
  readonly actions: readonly string[]
}

/** STS did not provide a session. Nothing was sent to KMS. */
export class SessionUnavailableError extends CredentialsUnavailableError {
  override readonly name = 'SessionUnavailableError'
  readonly kind: StsErrorKind
  readonly reason: string
  readonly wanted: UnavailableSession

  constructor(error: StsError, wanted: UnavailableSession) {
    super(error)
    this.kind = error.kind
    this.reason = error.reason
    this.wanted = wanted
  }
}

/** The gateway's error for a call that was not sent, because there was no session. */
export function toSessionError(
  cause: SessionUnavailableError,
  { operation, isChange }: { readonly operation: string; readonly isChange: boolean },
): GatewayError {
  const { kind, reason, message: detail } = cause
  const { accountId, session, actions } = cause.wanted
  const notSent = `so the gateway did not send ${operation}${isChange ? ' and nothing was changed' : ''}`
  if (kind === 'UNREACHABLE')
    return new KmsUnavailableError(
      `AWS STS did not provide a session in account ${accountId} (${reason}), ${notSent}. Try again later.`,
      { cause },
    )
  return new AccessDeniedError(
    kind === 'CREDENTIALS'
      ? `AWS STS did not accept the gateway's credentials for a session in account ${accountId} (${reason}), ${notSent}. Renew them, then try again.`
      : `AWS STS rejected the gateway's session in account ${accountId} (${reason}), ${notSent}. Allow ${actions.join(' and ')} in the trust policy of the role. The gateway's log shows the cause.`,
    {
      cause,
      action: 'sts:AssumeRole',
      credentialFailure: { reason, detail, isRepaired: false, session, isDenied: kind === 'REJECTED' },
    },
  )
}

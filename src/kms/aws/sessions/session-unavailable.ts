import type { GatewayError } from '../../../errors/gateway-error.ts'
import { AccessDeniedError, KmsUnavailableError } from '../../../errors/operation-errors.ts'
import { CredentialsUnavailableError } from '../credentials-unavailable.ts'
import type { StsError, StsErrorKind } from './sts-error.ts'

/** STS did not provide a session. Nothing was sent to KMS. */
export class SessionUnavailableError extends CredentialsUnavailableError {
  override readonly name = 'SessionUnavailableError'
  readonly kind: StsErrorKind
  readonly reason: string
  readonly accountId: string
  /** The actions that the trust policy of the role must allow. */
  readonly actions: readonly string[]

  constructor(error: StsError, accountId: string, actions: readonly string[]) {
    super(error)
    this.kind = error.kind
    this.reason = error.reason
    this.accountId = accountId
    this.actions = actions
  }
}

/** The gateway's error for a call that was not sent, because there was no session. */
export function toSessionError(
  cause: SessionUnavailableError,
  { operation, isChange }: { readonly operation: string; readonly isChange: boolean },
): GatewayError {
  const { kind, reason, accountId, actions, message: detail } = cause
  const notSent = `so the gateway did not send ${operation}${isChange ? ' and nothing was changed' : ''}`
  if (kind === 'UNREACHABLE')
    return new KmsUnavailableError(
      `AWS STS did not provide a session in account ${accountId} (${reason}), ${notSent}. Try again later.`,
      { cause },
    )
  return new AccessDeniedError(
    kind === 'CREDENTIALS'
      ? `AWS STS did not accept the gateway's credentials (${reason}), ${notSent}. Renew them, then try again.`
      : `AWS STS rejected the gateway's session in account ${accountId} (${reason}), ${notSent}. Allow ${actions.join(' and ')} in the trust policy of the role. The gateway's log shows the cause.`,
    { cause, action: 'sts:AssumeRole', credentialFailure: { reason, detail, isRepaired: false } },
  )
}

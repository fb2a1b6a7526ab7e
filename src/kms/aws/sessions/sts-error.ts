import { CredentialsUnavailableError } from '../credentials-unavailable.ts'

/**
 * - `REJECTED`: STS rejected the request, for example because the trust policy of the role does not allow it.
 * - `CREDENTIALS`: STS did not accept the credentials that signed the request.
 * - `UNREACHABLE`: STS did not answer, had a fault, or throttled the request.
 */
export type StsErrorKind = 'REJECTED' | 'CREDENTIALS' | 'UNREACHABLE'

/** A request to STS failed. Its message has STS's words, which name principals: it is for the log and for administrators. */
export class StsError extends CredentialsUnavailableError {
  override readonly name = 'StsError'
  readonly kind: StsErrorKind
  /** STS's code, such as `AccessDenied`, or the code of a failed connection, such as `ETIMEDOUT`. */
  readonly reason: string

  constructor(thrown: unknown, kind: StsErrorKind, reason: string) {
    super(thrown)
    this.kind = kind
    this.reason = reason
  }
}

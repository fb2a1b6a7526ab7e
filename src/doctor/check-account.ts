import type { Account } from '../accounts/account.ts'
import type { AwsIdentity } from '../kms/aws/credentials.ts'
import { asCredentialsUnavailable, CredentialsUnavailableError } from '../kms/aws/credentials-unavailable.ts'
import type { Sts } from '../kms/aws/sessions/sts.ts'
import { StsError } from '../kms/aws/sessions/sts-error.ts'
import type { Check } from './check.ts'

/** In CloudTrail. */
const SESSION_NAME = 'krg-doctor'
/** Stands for the caller of a change. */
const SOURCE_IDENTITY = 'kms-rotation-gateway-doctor'

export interface AccountCheck {
  /** The session of the role. Undefined if it could not be assumed. */
  readonly identity: AwsIdentity | undefined
  readonly checks: readonly Pick<Check, 'subject' | 'result' | 'detail'>[]
}

/** Assumes the role of the account as the gateway does: for reads, and unless `isReadOnly` for changes. */
export async function checkAccount(sts: Sts, account: Account, isReadOnly: boolean): Promise<AccountCheck> {
  const { roleArn, externalId } = account
  const assumed = await sts
    .assumeRole({ roleArn, externalId, sessionName: SESSION_NAME })
    .catch(asCredentialsUnavailable)
  if (assumed instanceof CredentialsUnavailableError)
    return {
      identity: undefined,
      checks: [{ subject: 'role', result: 'MISSING', detail: `${roleArn}: ${adviceOn(assumed, account)}` }],
    }
  return {
    identity: assumed.identity,
    checks: [
      { subject: 'role', result: 'OK', detail: roleArn },
      ...(isReadOnly || !account.hasSourceIdentity
        ? []
        : [await checkSourceIdentity(sts, account, assumed.sourceIdentity)]),
    ],
  }
}

async function checkSourceIdentity(
  sts: Sts,
  account: Account,
  ofBase: string | undefined,
): Promise<Pick<Check, 'subject' | 'result' | 'detail'>> {
  const subject = 'source identity'
  if (ofBase !== undefined)
    return {
      subject,
      result: 'NOTE',
      detail: `The gateway's credentials have the source identity '${ofBase}', which AWS does not let a session change. CloudTrail shows callers in the session name only.`,
    }
  const assumed = await sts
    .assumeRole({
      roleArn: account.roleArn,
      externalId: account.externalId,
      sessionName: SOURCE_IDENTITY,
      sourceIdentity: SOURCE_IDENTITY,
    })
    .catch(asCredentialsUnavailable)
  return assumed instanceof CredentialsUnavailableError
    ? {
        subject,
        result: 'MISSING',
        detail: `${assumed.message} Allow sts:SetSourceIdentity in the trust policy of the role and to the gateway's credentials, or set "sourceIdentity": false in the accounts file.`,
      }
    : { subject, result: 'OK', detail: '' }
}

/** STS's words, and what to do as far as they say. STS does not say whether a role that it denies exists. */
function adviceOn(error: CredentialsUnavailableError, { externalId }: Account): string {
  if (!(error instanceof StsError)) return error.message
  // STS does not end all of its sentences.
  const message = error.message.replace(/(?<=\w)$/, '.')
  if (error.kind === 'CREDENTIALS') return `${message} Renew the gateway's credentials.`
  if (error.kind === 'UNREACHABLE') return `${message} Check the network, the proxy and the endpoint of STS.`
  if (/sts:SetSourceIdentity/.test(message))
    return `${message} The gateway's credentials have a source identity: allow sts:SetSourceIdentity in the trust policy of the role.`
  if (/no identity-based policy/.test(message))
    return `${message} Allow sts:AssumeRole on the role in the IAM policy of the gateway's credentials.`
  if (/explicit deny|service control policy|permissions boundary/.test(message))
    return `${message} Change the policy that STS names.`
  if (error.reason === 'RegionDisabledException')
    return `${message} Activate STS in this Region of the account.`
  if (error.reason !== 'AccessDenied') return message
  return `${message} STS does not give the reason. Check that the role exists, that its trust policy allows sts:AssumeRole to the gateway's credentials, ${externalId === undefined ? 'that it does not require an external ID' : 'that it requires the external ID of the accounts file or none'}, and that the IAM policy of the gateway's credentials allows sts:AssumeRole on it.`
}

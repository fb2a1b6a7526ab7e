import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { countOf } from '../format/count.ts'
import { formatDuration } from '../format/duration.ts'
import type { ChangeProblemFragment } from '../generated/graphql.ts'
import { keyLink, keysLink } from '../links/links.ts'
import { IamStatement } from '../parts/iam-statement.tsx'
import { Time } from '../parts/time.tsx'

export const PROBLEM_HEADERS: { readonly [name in ChangeProblemFragment['kind']]: string } = {
  AccessDeniedError: 'AWS denied the change.',
  IdempotencyConflictError: 'This dialog has sent another rotation before.',
  InvalidInputError: 'The input is not valid.',
  KeyNotFoundError: 'The key was not found.',
  KeyStateError: 'The state of the key does not permit the change.',
  KmsUnavailableError: 'KMS cannot be reached.',
  NoPendingMaterialError: 'The key has no imported material to rotate to.',
  NotReadYetError: 'The gateway has not read the key yet.',
  OnDemandQuotaExceededError: 'The key has used all its on-demand rotations.',
  OutcomeUnknownError: 'It is not known whether the change was made.',
  PreconditionFailedError: 'The key was rotated while this dialog was open.',
  ReasonRequiredError: 'The gateway requires another reason.',
  RotationConflictError: 'An automatic rotation of the key is about to start.',
  RotationInProgressError: 'An on-demand rotation of the key is in progress.',
  StoreUnavailableError: 'The gateway could not save the change.',
  ThrottledError: 'There are too many requests at the moment.',
  UnsupportedKeyError: 'KMS does not support the change for this key.',
}

/** The parts of the input, as the dialog names them. */
const FIELDS: { readonly [field: string]: string } = {
  reason: 'Reason',
  rotationPeriodInDays: 'Period',
  idempotencyKey: 'Idempotency key',
  ifCurrentMaterialId: 'Current key material',
  key: 'Key',
}

/** What happened instead of the change, and what to do. */
export function ProblemText({ problem }: { readonly problem: ChangeProblemFragment }): ReactNode {
  switch (problem.kind) {
    case 'AccessDeniedError':
      return problem.action && problem.resourceArn ? (
        <>
          <p>
            The gateway may not call {problem.action} for this key. Nothing was changed. Add this statement to
            the policy of the role of the gateway, or check that the key policy permits the action. Then check
            again.
          </p>
          <IamStatement action={problem.action} resourceArn={problem.resourceArn} />
        </>
      ) : (
        problem.message
      )
    case 'IdempotencyConflictError':
      return (
        <>
          Its idempotency key was used at <Time at={problem.firstUsedAt} /> with another input. Nothing was
          sent now. Look at the history of the key, and start over if you still want to rotate it.
        </>
      )
    case 'InvalidInputError':
      return (
        <ul>
          {problem.issues.map(({ path, message }) => (
            <li key={path.join('.')}>
              {FIELDS[path.at(-1) ?? ''] ?? path.join('.')}: {message}
            </li>
          ))}
        </ul>
      )
    case 'KeyNotFoundError':
      return (
        <>
          It does not exist in KMS any more, or you may not read it. Nothing was changed. Go to the{' '}
          <Link href={keysLink()}>keys</Link>.
        </>
      )
    case 'KeyStateError':
      return `The state is ${problem.state ?? 'not known'}. ${problem.message} Nothing was changed. Change the state in KMS, then check again.`
    case 'KmsUnavailableError':
      return 'The gateway got no valid response from KMS. Nothing was changed. Check again in a minute.'
    case 'NoPendingMaterialError':
      return 'The key has imported key material, and KMS rotates it only to new imported material. Nothing was changed. Import new key material in KMS, then check again.'
    case 'OnDemandQuotaExceededError':
      return `KMS permits ${countOf(problem.limit, 'on-demand rotation')} in the life of a key, and AWS does not raise this quota. Nothing was changed. Use automatic rotation, or move the alias to a new key.`
    case 'OutcomeUnknownError':
      return 'KMS did not respond. Check again: the check shows the setting that the key has now.'
    case 'PreconditionFailedError':
      return `Its current key material is now ${problem.actual}, not ${problem.expected}. Nothing was sent. Start over if you still want to rotate the key.`
    case 'ReasonRequiredError':
      return `Nothing was sent. Enter a reason that matches the regular expression ${problem.pattern}.`
    case 'RotationConflictError':
      return (
        <>
          {problem.nextRotationAt && (
            <>
              It is due at <Time at={problem.nextRotationAt} />.{' '}
            </>
          )}
          Nothing was sent. Check again in {formatDuration(problem.retryAfterSeconds * 1_000)}. The automatic
          rotation may be enough.
        </>
      )
    case 'RotationInProgressError':
      return (
        <>
          {problem.startedAt && (
            <>
              It started at <Time at={problem.startedAt} />.{' '}
            </>
          )}
          Nothing was sent.{' '}
          {problem.request
            ? 'Follow the rotation to its end.'
            : 'It was not requested through this gateway. Check again when it has completed.'}
        </>
      )
    case 'StoreUnavailableError':
      return 'Nothing was sent to KMS. Check again later. If this repeats, ask the operators of the gateway to look at its data folder.'
    case 'ThrottledError':
      return `KMS or the gateway limits ${problem.operation}. Nothing was changed. Check again in ${formatDuration(problem.retryAfterSeconds * 1_000)}.`
    case 'UnsupportedKeyError':
      return problem.primaryKey ? (
        <>
          The key is a replica. Change its primary key:{' '}
          <Link href={keyLink(problem.primaryKey.arn)}>
            {problem.primaryKey.displayName} in {problem.primaryKey.region}
          </Link>
          .
        </>
      ) : (
        problem.message
      )
    case 'NotReadYetError':
    default:
      // A newer gateway may have more errors.
      return problem.message
  }
}

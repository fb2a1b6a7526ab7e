import { hostname } from 'node:os'
import { systemClock } from '../../../clock.ts'
import type { Clock } from '../../../clock.ts'
import type { SessionKind } from '../../../errors/operation-errors.ts'
import type { Logger } from '../../../logger.ts'
import { createAwsCredentials } from '../credentials.ts'
import type { AwsCredentials, AwsIdentity, RenewalSchedule } from '../credentials.ts'
import { callerSessionName, serviceSessionName } from './session-name.ts'
import { SessionUnavailableError } from './session-unavailable.ts'
import { StsError } from './sts-error.ts'
import type { AssumedRole, AssumeRoleRequest, Sts } from './sts.ts'

/** The role of an account that the gateway assumes. */
export interface AccountRole {
  readonly roleArn: string
  readonly externalId: string | undefined
  /** Whether the session of a caller has the caller's name as its source identity. */
  readonly hasSourceIdentity: boolean
}

/** The sessions of one account. All Regions of the account share them. */
export interface AccountSessions {
  /** The gateway's own session, which signs reads. Renewed when about 80 % of its lifetime have passed. */
  readonly service: AwsCredentials
  /**
   * The session of a caller, which signs the caller's changes. Made when it is needed, used until five minutes before it
   * expires, and never shared by two subjects.
   */
  readonly onBehalfOf: (subject: string) => AwsCredentials
}

/** Receives whether STS provided sessions, e.g. to count them. Must be quick, and must not throw. */
export interface SessionObserver {
  /** @param failure why STS did not provide it: the reason that the log has, or `Unavailable` (no credentials to sign with) */
  readonly onSessionResult: (
    session: { readonly accountId: string; readonly session: SessionKind },
    failure: string | undefined,
  ) => void
}

export interface AccountSessionsOptions {
  readonly sts: Sts
  readonly logger: Logger
  readonly observer?: SessionObserver | undefined
  /** @default systemClock */
  readonly clock?: Clock | undefined
  /** Names this gateway in CloudTrail: its sessions are named `krg-<instance>`. @default the name of the host */
  readonly instance?: string | undefined
  /** From 0 to 1. @default Math.random */
  readonly random?: (() => number) | undefined
  /** Maximum number of sessions of callers, in all accounts. @default 1_000 */
  readonly maxCallerSessions?: number | undefined
}

type NameOfSession = Pick<AssumeRoleRequest, 'sessionName' | 'sourceIdentity'>

/** A session that is rejected shortly after it was made is not made again: another one would be rejected too. */
const MIN_AGE_MS = 10_000
const FIRST_PAUSE_MS = 1_000
const pauseUpTo = (maxMs: number) => (failuresInARow: number) =>
  failuresInARow === 0 ? MIN_AGE_MS : Math.min(FIRST_PAUSE_MS * 2 ** (failuresInARow - 1), maxMs)

const CALLER_MARGIN_MS = 5 * 60_000
const CALLER_SCHEDULE: RenewalSchedule = {
  renewBefore: () => CALLER_MARGIN_MS,
  stopBefore: CALLER_MARGIN_MS,
  // A caller tries again when the role has been corrected.
  pauseAfter: pauseUpTo(10_000),
}

/** Returns a function that opens the sessions of an account. No session is made before it is needed. */
export function createAccountSessions(
  options: AccountSessionsOptions,
): (role: AccountRole) => AccountSessions {
  const { sts, logger, observer, clock = systemClock, random = Math.random } = options
  const { maxCallerSessions = 1_000 } = options
  const sessionName = serviceSessionName(options.instance ?? hostname())
  // The least recently used one is first.
  const callers = new Map<string, AwsCredentials>()
  let opened = 0
  let baseSourceIdentity: string | undefined

  const serviceSchedule: RenewalSchedule = {
    // The gateways of a fleet that started together do not renew together.
    renewBefore: (lifetimeMs) => lifetimeMs * (0.15 + 0.1 * random()),
    stopBefore: 0,
    pauseAfter: pauseUpTo(5 * 60_000),
  }

  /** The source identity of the gateway's credentials is that of a session that was made without one. */
  function learnSourceIdentity({ sourceIdentity }: AssumedRole): void {
    if (sourceIdentity !== undefined && sourceIdentity !== baseSourceIdentity)
      logger.warn(
        { sourceIdentity },
        "The gateway's AWS credentials have a source identity, and AWS does not let a session change it. CloudTrail shows callers in the session name only.",
      )
    baseSourceIdentity = sourceIdentity
  }

  function open({ roleArn, externalId, hasSourceIdentity }: AccountRole): AccountSessions {
    const accountId = roleArn.split(':')[4] ?? ''
    const serial = ++opened

    const actions = ['sts:AssumeRole', ...(hasSourceIdentity ? ['sts:SetSourceIdentity'] : [])]
    /** Why the last session of each kind was not made. */
    const failures: Partial<Record<SessionKind, string>> = {}

    async function assume(session: SessionKind, request: NameOfSession): Promise<AssumedRole> {
      try {
        const assumed = await sts.assumeRole({ roleArn, externalId, ...request })
        if (failures[session] !== undefined)
          logger.info({ accountId, session }, 'AWS STS provides sessions again')
        delete failures[session]
        observer?.onSessionResult({ accountId, session }, undefined)
        return assumed
      } catch (error) {
        const failure = error instanceof StsError ? error.reason : 'Unavailable'
        observer?.onSessionResult({ accountId, session }, failure)
        if (!(error instanceof StsError)) throw error
        const { reason, message: detail } = error
        if (failures[session] !== reason)
          logger.warn({ accountId, session, reason, detail }, 'AWS STS did not provide a session')
        failures[session] = reason
        throw new SessionUnavailableError(error, { accountId, session, actions })
      }
    }

    const service = createAwsCredentials({
      clock,
      schedule: serviceSchedule,
      async read() {
        const assumed = await assume('SERVICE', { sessionName })
        learnSourceIdentity(assumed)
        return assumed.identity
      },
    })

    async function readOnBehalfOf(subject: string): Promise<AwsIdentity> {
      // Shows whether the gateway's credentials have a source identity.
      if (hasSourceIdentity) await service.provide()
      const name = callerSessionName(subject)
      const isSet = hasSourceIdentity && baseSourceIdentity === undefined
      const request = { sessionName: name, sourceIdentity: isSet ? name : undefined }
      return (await assume('CALLER', request)).identity
    }

    return {
      service,
      onBehalfOf(subject) {
        const key = `${serial} ${subject}`
        const session =
          callers.get(key) ??
          createAwsCredentials({
            clock,
            schedule: CALLER_SCHEDULE,
            read: () => readOnBehalfOf(subject),
          })
        callers.delete(key)
        callers.set(key, session)
        if (callers.size > maxCallerSessions)
          for (const oldest of callers.keys()) {
            callers.delete(oldest)
            break
          }
        return session
      },
    }
  }

  return open
}

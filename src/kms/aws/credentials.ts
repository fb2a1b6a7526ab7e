import { systemClock } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { CredentialsUnavailableError } from './credentials-unavailable.ts'

/** An access key that the SDK signs with. */
export interface AwsIdentity {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
}

/** AWS credentials that several KMSs share. Renewed before they expire and when AWS rejects them. */
export interface AwsCredentials {
  /**
   * Returns the credentials to sign with. Renews them in the background when they are due.
   *
   * @throws {CredentialsUnavailableError} when the source failed or did not answer within 30 seconds
   */
  provide(): Promise<AwsIdentity>
  /** The credentials that `provide` would return immediately. Undefined if it has to read them first. */
  readonly ready: AwsIdentity | undefined
  /**
   * Call when AWS rejected these credentials. Reads the source again, unless it was read a short time ago and no file has
   * changed since.
   *
   * @returns whether there are other credentials now
   * @throws {CredentialsUnavailableError} when the source fails
   */
  renew(rejected: AwsIdentity): Promise<boolean>
}

/** When credentials are renewed. All times are in milliseconds. */
export interface RenewalSchedule {
  /** How long before they expire the credentials are renewed in the background. */
  renewBefore(lifetimeMs: number): number
  /** How long before they expire the credentials are no longer used. */
  readonly stopBefore: number
  /** Minimum time between two reads of the source. */
  pauseAfter(failuresInARow: number): number
}

export interface AwsCredentialsOptions {
  /** Reads the source. */
  readonly read: () => Promise<AwsIdentity>
  /** Changes when a file that the source reads has changed. @default the source reads no file */
  readonly stamp?: (() => Promise<string>) | undefined
  /** @default renewed from five minutes before they expire, used until they expire, read at most once a second */
  readonly schedule?: RenewalSchedule | undefined
  /** @default systemClock */
  readonly clock?: Clock | undefined
  /** @default 30_000 */
  readonly timeoutMs?: number | undefined
}

/** The pause prevents that invalid credentials cost one read per request. */
const DEFAULT_SCHEDULE: RenewalSchedule = {
  renewBefore: () => 5 * 60_000,
  stopBefore: 0,
  pauseAfter: () => 1_000,
}

interface ReadIdentity {
  readonly identity: AwsIdentity
  /** Wall time, in milliseconds since the epoch. */
  readonly renewAt: number
  readonly stopAt: number
}

export function createAwsCredentials(options: AwsCredentialsOptions): AwsCredentials {
  const { read, stamp = async () => '', schedule = DEFAULT_SCHEDULE } = options
  const { clock = systemClock, timeoutMs = 30_000 } = options
  let current: ReadIdentity | undefined
  let failure: CredentialsUnavailableError | undefined
  let failuresInARow = 0
  let reading: Promise<void> | undefined
  let nextReadAt = -Infinity
  let stampRead: string | undefined

  /** Joins the read that is in flight. */
  function readAgain(): Promise<void> {
    reading ??= readSource().finally(() => {
      reading = undefined
    })
    return reading
  }

  async function readSource(): Promise<void> {
    stampRead = await stamp()
    try {
      current = scheduled(await read())
      failure = undefined
      failuresInARow = 0
    } catch (error) {
      failure = error instanceof CredentialsUnavailableError ? error : new CredentialsUnavailableError(error)
      failuresInARow++
    }
    nextReadAt = clock.elapsed() + schedule.pauseAfter(failuresInARow)
  }

  function scheduled(identity: AwsIdentity): ReadIdentity {
    const expiresAt = identity.expiration?.getTime() ?? Infinity
    const renewBefore = schedule.renewBefore(expiresAt - clock.now())
    return { identity, renewAt: expiresAt - renewBefore, stopAt: expiresAt - schedule.stopBefore }
  }

  async function mayReadAgain(): Promise<boolean> {
    return reading !== undefined || clock.elapsed() >= nextReadAt || (await stamp()) !== stampRead
  }

  /** A source can hang, for example a credential_process. The read continues, and its result is used later. */
  async function inTime(work: Promise<void>): Promise<void> {
    const finished = new AbortController()
    const timeout = clock.sleep(timeoutMs, finished.signal).then(() => {
      const seconds = timeoutMs / 1_000
      throw new CredentialsUnavailableError(`The credential source did not answer within ${seconds} seconds.`)
    })
    await Promise.race([work, timeout]).finally(() => finished.abort())
  }

  const ready = () => (current && clock.now() < current.renewAt ? current.identity : undefined)

  return {
    get ready() {
      return ready()
    },
    async provide() {
      const known = ready()
      if (known) return known
      const mayRead = await mayReadAgain()
      if (current && clock.now() < current.stopAt) {
        if (mayRead) void readAgain()
        return current.identity
      }
      if (mayRead) await inTime(readAgain())
      if (failure) throw failure
      if (!current) throw new CredentialsUnavailableError('No credentials.')
      // This machine's clock may be wrong, so AWS decides whether they have expired.
      return current.identity
    },
    async renew(rejected) {
      if (current && !isSame(current.identity, rejected)) return true
      if (await mayReadAgain()) await inTime(readAgain())
      if (failure) {
        if (current && isSame(current.identity, rejected)) current = undefined
        throw failure
      }
      return current !== undefined && !isSame(current.identity, rejected)
    },
  }
}

/** Credentials that cannot be renewed. */
export const fixedCredentials = (identity: AwsIdentity): AwsCredentials => ({
  ready: identity,
  provide: async () => identity,
  renew: async () => false,
})

const isSame = (one: AwsIdentity, other: AwsIdentity) =>
  one.accessKeyId === other.accessKeyId &&
  one.secretAccessKey === other.secretAccessKey &&
  one.sessionToken === other.sessionToken

import { CredentialsUnavailableError } from './credentials-unavailable.ts'

/** An access key that the SDK signs with. */
export interface AwsIdentity {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
}

/** The gateway's AWS credentials: read once for all Regions, renewed before they expire and when AWS rejects them. */
export interface AwsCredentials {
  /**
   * Returns the credentials to sign with. Renews them in the background from five minutes before they expire.
   *
   * @throws {CredentialsUnavailableError} when the source failed or did not answer within 30 seconds
   */
  provide(): Promise<AwsIdentity>
  /** The credentials that `provide` would return immediately. Undefined if it has to read them first. */
  readonly ready: AwsIdentity | undefined
  /**
   * Call when AWS rejected these credentials. Reads the source again, unless it was read within the last second and no file
   * has changed since.
   *
   * @returns whether there are other credentials now
   * @throws {CredentialsUnavailableError} when the source fails
   */
  renew(rejected: AwsIdentity): Promise<boolean>
}

export interface AwsCredentialsOptions {
  /** Reads the source. */
  readonly read: () => Promise<AwsIdentity>
  /** Changes when a file that the source reads has changed. */
  readonly stamp: () => Promise<string>
  /** Monotonic time in milliseconds. @default performance.now */
  readonly monotonicNow?: (() => number) | undefined
  /** @default 30_000 */
  readonly timeoutMs?: number | undefined
}

const RENEWED_BEFORE_EXPIRY_MS = 5 * 60_000
/** Minimum time between two reads of a source, so that invalid credentials do not cost one read per request. */
const READ_INTERVAL_MS = 1_000

export function createAwsCredentials(options: AwsCredentialsOptions): AwsCredentials {
  const { read, stamp, monotonicNow = () => performance.now(), timeoutMs = 30_000 } = options
  let identity: AwsIdentity | undefined
  let failure: CredentialsUnavailableError | undefined
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
      identity = await read()
      failure = undefined
    } catch (error) {
      failure = new CredentialsUnavailableError(error)
    }
    nextReadAt = monotonicNow() + READ_INTERVAL_MS
  }

  async function mayReadAgain(): Promise<boolean> {
    return reading !== undefined || monotonicNow() >= nextReadAt || (await stamp()) !== stampRead
  }

  /** A source can hang, for example a credential_process. The read continues, and its result is used later. */
  async function inTime(work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const seconds = timeoutMs / 1_000
        reject(
          new CredentialsUnavailableError(`The credential source did not answer within ${seconds} seconds.`),
        )
      }, timeoutMs)
    })
    await Promise.race([work, timeout]).finally(() => clearTimeout(timer))
  }

  const ready = () => (identity && !isDue(identity) ? identity : undefined)

  return {
    get ready() {
      return ready()
    },
    async provide() {
      const known = ready()
      if (known) return known
      const mayRead = await mayReadAgain()
      if (identity && !hasExpired(identity)) {
        if (mayRead) void readAgain()
        return identity
      }
      if (mayRead) await inTime(readAgain())
      if (failure) throw failure
      if (!identity) throw new CredentialsUnavailableError('No credentials.')
      // This machine's clock may be wrong, so AWS decides whether they have expired.
      return identity
    },
    async renew(rejected) {
      if (identity && !isSame(identity, rejected)) return true
      if (await mayReadAgain()) await inTime(readAgain())
      if (failure) {
        if (identity && isSame(identity, rejected)) identity = undefined
        throw failure
      }
      return identity !== undefined && !isSame(identity, rejected)
    },
  }
}

const msLeft = ({ expiration }: AwsIdentity) => (expiration ? expiration.getTime() - Date.now() : Infinity)
const isDue = (identity: AwsIdentity) => msLeft(identity) < RENEWED_BEFORE_EXPIRY_MS
const hasExpired = (identity: AwsIdentity) => msLeft(identity) <= 0

const isSame = (one: AwsIdentity, other: AwsIdentity) =>
  one.accessKeyId === other.accessKeyId &&
  one.secretAccessKey === other.secretAccessKey &&
  one.sessionToken === other.sessionToken

import { createHash } from 'node:crypto'

/** The gateway's own sessions have names that begin with it. */
const SERVICE_PREFIX = 'krg-'
const MAX_LENGTH = 64
const HASH_LENGTH = 16

/** The session names and source identities that AWS accepts. */
const VALID = /^[\w+=,.@-]{2,64}$/
const NOT_ALLOWED = /[^\w+=,.@-]/g
/** The end of a reduced name. */
const HASHED = /=[0-9a-f]{16}$/

/**
 * The session name and source identity of a caller: the subject, if AWS accepts it. Otherwise the subject with `-` instead
 * of other characters, cut, and followed by `=` and a hash of the whole subject. Two subjects never have the same name, and
 * no subject has a name of {@link serviceSessionName}.
 */
export function callerSessionName(subject: string): string {
  // A subject that looks like a reduced name could be the name of another subject.
  if (VALID.test(subject) && !HASHED.test(subject) && !subject.startsWith(SERVICE_PREFIX)) return subject
  // Two subjects that are not valid Unicode could have the same UTF-8.
  const hash = createHash('sha256').update(subject, 'utf16le').digest('hex').slice(0, HASH_LENGTH)
  const readable = subject.replaceAll(NOT_ALLOWED, '-').slice(0, MAX_LENGTH - HASH_LENGTH - 1)
  return `${readable}=${hash}`
}

/** @param instance names this gateway, such as the name of its host */
export const serviceSessionName = (instance: string): string =>
  `${SERVICE_PREFIX}${instance.replaceAll(NOT_ALLOWED, '-')}`.slice(0, MAX_LENGTH)

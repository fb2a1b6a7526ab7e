/** The SDK could not read or renew the credentials. Nothing was sent to KMS. */
export class CredentialsUnavailableError extends Error {
  override readonly name: string = 'CredentialsUnavailableError'

  /** The original error is not kept as the cause, because its message may hold secrets. */
  constructor(thrown: unknown) {
    super(wordsOf(thrown))
  }
}

/** For `catch`: returns the error. @throws any other error */
export function asCredentialsUnavailable(error: unknown): CredentialsUnavailableError {
  if (error instanceof CredentialsUnavailableError) return error
  throw error
}

/** The credentials were not available before the deadline of the call. Nothing was sent to KMS. */
export class CredentialsLateError extends Error {
  override readonly name = 'CredentialsLateError'
}

const MAX_LENGTH = 500

/** A token with slashes, an access key ID, a secret access key, a token or an encoded document. Paths are shorter. */
const SECRET =
  /[A-Za-z0-9+/=_-]{100,}|\b[A-Z0-9]{16,}\b|(?<![\w/.-])[A-Za-z0-9/+=]{40}(?![\w/])|[A-Za-z0-9+=_-]{40,}[./+=A-Za-z0-9_-]*/g
/** A program name. Anything else in its position, such as `TOKEN=…`, may be a secret. */
const PROGRAM = /^[\w./-]+$/

/** The message of the SDK in one line, without anything that may be a secret. */
export function wordsOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message || thrown.name : String(thrown)
  // Node.js quotes the whole command and its standard error output. Arguments may be passwords.
  const [, command = ''] = /^Command failed: *(\S*)/.exec(message) ?? []
  const words = message.startsWith('Command failed:')
    ? `Command failed: ${PROGRAM.test(command) ? command : '…'} (its arguments and its output are not shown).`
    : message.replaceAll(/\s+/g, ' ')
  return words
    .replaceAll(/:\/\/[^/\s@]+@/g, '://…@')
    .replaceAll(SECRET, '…')
    .slice(0, MAX_LENGTH)
    .trim()
}

import type { HttpResponse } from './exchange.ts'

/** An error that a response names in KMS's format: awsJson1.1 with `__type`. */
export interface NamedError {
  /** Without its namespace, e.g. `NotFoundException`. */
  readonly name: string
  /** Empty if the response does not have a message, as for some errors of KMS. */
  readonly message: string
}

/** KMS's names and messages are far shorter. */
const MAX_NAME_LENGTH = 100
const MAX_MESSAGE_LENGTH = 2_000

/**
 * Returns the error that the body of a response names. Undefined for any other response. The status code and headers are not
 * used, because a proxy, a firewall or an API gateway sets them too.
 */
export function namedErrorIn({ statusCode, body }: HttpResponse): NamedError | undefined {
  if (statusCode < 400) return undefined
  const { __type: type, message, Message } = membersOf(body)
  if (typeof type !== 'string') return undefined
  // `com.amazonaws.kms#NotFoundException:http://…`
  const [name = ''] = type.slice(type.indexOf('#') + 1).split(':')
  const text = message ?? Message
  return {
    name: name.slice(0, MAX_NAME_LENGTH),
    message: typeof text === 'string' ? text.slice(0, MAX_MESSAGE_LENGTH) : '',
  }
}

function membersOf(body: Uint8Array): {
  readonly __type?: unknown
  readonly message?: unknown
  readonly Message?: unknown
} {
  try {
    return Object(JSON.parse(Buffer.from(body).toString()))
  } catch {
    return {}
  }
}

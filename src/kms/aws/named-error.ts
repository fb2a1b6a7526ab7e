import type { HttpAnswer } from './exchange.ts'

/** An error that a response names in the way of KMS: awsJson1.1 with `__type`. */
export interface NamedError {
  /** Without its namespace, e.g. `NotFoundException`. */
  readonly name: string
  /** Empty where there is none: KMS sends some errors without. */
  readonly message: string
}

/** KMS's own names and messages are far shorter. */
const MAX_NAME_LENGTH = 100
const MAX_MESSAGE_LENGTH = 2_000

/**
 * The error that the body of a response names. Undefined for any other response. Neither the status code nor a header
 * names an error of KMS, because a proxy, a firewall or an API gateway sets those as well.
 */
export function namedErrorIn({ statusCode, body }: HttpAnswer): NamedError | undefined {
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

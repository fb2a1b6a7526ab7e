import { BadUserInputError } from '../errors/request-errors.ts'
import { adviceFor } from './mistaken-name.ts'

/** The type and the natural id behind an opaque one. */
export interface GlobalId {
  readonly typename: string
  readonly id: string
}

const VERSION = '1'

export function encodeGlobalId(typename: string, id: string): string {
  return Buffer.from(`${VERSION}:${typename}:${id}`).toString('base64url')
}

/** Undefined when `text` was not made by {@link encodeGlobalId}. */
export function parseGlobalId(text: string): GlobalId | undefined {
  const decoded = Buffer.from(text, 'base64url').toString()
  const [version, typename, ...rest] = decoded.split(':')
  const id = rest.join(':')
  const isOurs = version === VERSION && typename && id && encodeGlobalId(typename, id) === text
  return isOurs ? { typename, id } : undefined
}

/**
 * @param wanted the type whose id is wanted, where it is known
 * @throws {BadUserInputError} when `text` was not made by {@link encodeGlobalId}; it says what was passed instead
 */
export function decodeGlobalId(text: string, wanted?: string): GlobalId {
  const found = parseGlobalId(text)
  if (found) return found
  throw new BadUserInputError(
    `'${text.slice(0, 100)}' is not an id of this gateway. ${adviceFor(text, wanted) ?? "Use the value of an 'id' field as it is."}`,
  )
}

/** @throws {BadUserInputError} also when the id is of another type */
export function decodeIdOf(typename: string, text: string): string {
  const decoded = decodeGlobalId(text, typename)
  if (decoded.typename === typename) return decoded.id
  throw new BadUserInputError(
    `'${text.slice(0, 100)}' is the id of a ${decoded.typename}, not of a ${typename}. Pass the value of ${typename}.id.`,
  )
}

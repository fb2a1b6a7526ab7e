import { BadUserInputError } from '../errors/request-errors.ts'
import { adviceFor } from './mistaken-name.ts'

/** The type name and the natural ID that an opaque global ID encodes. */
export interface GlobalId {
  readonly typename: string
  readonly id: string
}

const VERSION = '1'

export function encodeGlobalId(typename: string, id: string): string {
  return Buffer.from(`${VERSION}:${typename}:${id}`).toString('base64url')
}

/** Undefined if {@link encodeGlobalId} did not make `text`. */
export function parseGlobalId(text: string): GlobalId | undefined {
  const decoded = Buffer.from(text, 'base64url').toString()
  const [version, typename, ...rest] = decoded.split(':')
  const id = rest.join(':')
  const isOurs = version === VERSION && typename && id && encodeGlobalId(typename, id) === text
  return isOurs ? { typename, id } : undefined
}

/**
 * @param wanted the type that the ID should have, if it is known
 * @throws {BadUserInputError} if {@link encodeGlobalId} did not make `text`; the message explains what `text` is
 */
export function decodeGlobalId(text: string, wanted?: string): GlobalId {
  const found = parseGlobalId(text)
  if (found) return found
  throw new BadUserInputError(
    `'${text.slice(0, 100)}' is not a global ID of this gateway. ${adviceFor(text, wanted) ?? "Pass the unchanged value of an 'id' field."}`,
  )
}

/** @throws {BadUserInputError} if `text` is not a global ID of the given type */
export function decodeIdOf(typename: string, text: string): string {
  const decoded = decodeGlobalId(text, typename)
  if (decoded.typename === typename) return decoded.id
  throw new BadUserInputError(
    `'${text.slice(0, 100)}' is the ID of a ${decoded.typename}, not of a ${typename}. Pass the value of ${typename}.id.`,
  )
}

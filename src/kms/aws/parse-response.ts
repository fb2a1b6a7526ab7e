import type { HttpAnswer } from './exchange.ts'
import { parseKeyArn } from '../key-arn.ts'
import type { KeyArn } from '../key-arn.ts'

/**
 * Readers of an answer's members. The SDK hands over what came, whatever it is: a member of another type than KMS
 * documents for it, or a missing one that KMS always sends, makes the whole answer none, since half of it would be told
 * as the truth. An absent member, which KMS also writes as null, is `undefined`.
 *
 * @throws {MalformedAnswerError} naming the member
 */
export class MalformedAnswerError extends Error {
  override readonly name = 'MalformedAnswerError'
}

/** KMS answers with 200 when it has done what it was asked for. Other codes of success come from something in between. */
export function requireSuccess(answer: HttpAnswer | undefined): void {
  if (answer?.statusCode !== 200) malformed('status', `is ${answer?.statusCode}, not 200`)
}

/** An answer without members: no body, or as some that stand for KMS write it, `{}` or `null`. */
export function requireEmpty(answer: HttpAnswer | undefined): void {
  const body = Buffer.from(answer?.body ?? [])
    .toString()
    .trim()
  if (!/^(?:|null|\{\s*\})$/.test(body)) malformed('body', 'is not empty')
}

/** KMS names a key by ARN, or by ID where it was asked so. Each has to be of the key that was asked about, if it is there. */
export function requireSameKey(name: string, answered: string | undefined, asked: string): void {
  if (answered === undefined || answered === asked) return
  const [one, other] = [parseKeyArn(answered), parseKeyArn(asked)]
  const idOf = (key: KeyArn | undefined, text: string) => (key?.keyId ?? text).toLowerCase()
  if ((one && other) || idOf(one, answered) !== idOf(other, asked))
    malformed(name, 'is of another key than was asked for')
}

export function text(name: string, value: unknown): string | undefined {
  if (isAbsent(value)) return undefined
  return typeof value === 'string' ? value : malformed(name, 'is no text')
}

/** As `text`; an empty one names nothing. */
export function requiredText(name: string, value: unknown): string {
  return text(name, value) || malformed(name, 'is missing')
}

export function requiredBoolean(name: string, value: unknown): boolean {
  return typeof value === 'boolean' ? value : malformed(name, 'is neither true nor false')
}

export function days(name: string, value: unknown): number | undefined {
  if (isAbsent(value)) return undefined
  const isDays = typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 2_147_483_647
  return isDays ? value : malformed(name, 'is no number of days')
}

/** In the years that RFC 3339 can write. */
export function date(name: string, value: unknown): Date | undefined {
  if (isAbsent(value)) return undefined
  const isDate = value instanceof Date && value.getTime() >= FIRST_DATE_MS && value.getTime() <= LAST_DATE_MS
  return isDate ? value : malformed(name, 'is no date')
}

export function requiredKeyArn(name: string, value: unknown): string {
  return keyArn(name, value) ?? malformed(name, 'is missing')
}

export function keyArn(name: string, value: unknown): string | undefined {
  const arn = text(name, value)
  return arn === undefined || parseKeyArn(arn) ? arn : malformed(name, 'is no key ARN')
}

/** The item of an answer that is one, such as `KeyMetadata`. */
export function requiredObject<Wire extends object>(name: string, value: Wire | undefined): Wire {
  return isObject(value) ? value : malformed(name, 'is missing')
}

/** Undefined when it is absent. */
export function list<Wire>(name: string, value: readonly Wire[] | undefined): readonly Wire[] | undefined {
  if (isAbsent(value)) return undefined
  return Array.isArray(value) && Array.prototype.every.call(value, isObject)
    ? value
    : malformed(name, 'is no list of objects')
}

export function requiredList<Wire>(name: string, value: readonly Wire[] | undefined): readonly Wire[] {
  return list(name, value) ?? malformed(name, 'is missing')
}

/**
 * Where a list goes on. KMS always names the place when there is more; one that is the place the page began at would
 * go on for ever.
 */
export function nextMarker(
  output: { readonly NextMarker?: unknown; readonly Truncated?: unknown },
  asked: string | undefined,
): string | undefined {
  const { NextMarker: marker, Truncated: truncated } = output
  if (!isAbsent(truncated) && typeof truncated !== 'boolean')
    malformed('Truncated', 'is neither true nor false')
  if (truncated === false) return undefined
  if (truncated === true) requiredText('NextMarker', marker)
  const next = text('NextMarker', marker) || undefined
  return next === undefined || next !== asked
    ? next
    : malformed('NextMarker', 'is the Marker that was asked for')
}

export function malformed(name: string, what: string): never {
  throw new MalformedAnswerError(`${name} ${what}`)
}

const FIRST_DATE_MS = Date.parse('0000-01-01T00:00:00Z')
const LAST_DATE_MS = Date.parse('9999-12-31T23:59:59.999Z')

const isAbsent = (value: unknown): value is undefined => value === undefined || value === null
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

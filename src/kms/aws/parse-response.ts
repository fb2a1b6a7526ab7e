import type { HttpResponse } from './exchange.ts'
import { parseKeyArn } from '../key-arn.ts'
import type { KeyArn } from '../key-arn.ts'

// Parsers for the members of a response. The SDK does not check a response. A member whose type differs from KMS's
// documentation, or a missing member that KMS always sends, makes the whole response malformed, so that no part of it is taken
// as true. An absent member, which KMS also writes as null, is `undefined`. Each parser throws a MalformedResponseError.

/** The message names the member. */
export class MalformedResponseError extends Error {
  override readonly name = 'MalformedResponseError'
}

/** KMS answers every successful call with 200. Other codes of success come from an intermediary. */
export function requireSuccess(response: HttpResponse | undefined): void {
  if (response?.statusCode !== 200) malformed('status', `is ${response?.statusCode}, not 200`)
}

/** A response without members: no body or, from some servers that emulate KMS, `{}` or `null`. */
export function requireEmpty(response: HttpResponse | undefined): void {
  const body = Buffer.from(response?.body ?? [])
    .toString()
    .trim()
  if (!/^(?:|null|\{\s*\})$/.test(body)) malformed('body', 'is not empty')
}

/** A response names its key by ARN, or by ID if the request did. If it names one, it must be the key of the request. */
export function requireSameKey(name: string, named: string | undefined, requested: string): void {
  if (named === undefined || named === requested) return
  const [one, other] = [parseKeyArn(named), parseKeyArn(requested)]
  const idOf = (key: KeyArn | undefined, text: string) => (key?.keyId ?? text).toLowerCase()
  if ((one && other) || idOf(one, named) !== idOf(other, requested))
    malformed(name, 'names another key than the request')
}

export function text(name: string, value: unknown): string | undefined {
  if (isAbsent(value)) return undefined
  return typeof value === 'string' ? value : malformed(name, 'is not text')
}

/** As `text`, but not empty. */
export function requiredText(name: string, value: unknown): string {
  return text(name, value) || malformed(name, 'is missing')
}

export function requiredBoolean(name: string, value: unknown): boolean {
  return typeof value === 'boolean' ? value : malformed(name, 'is neither true nor false')
}

export function days(name: string, value: unknown): number | undefined {
  if (isAbsent(value)) return undefined
  const isDays = typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 2_147_483_647
  return isDays ? value : malformed(name, 'is not a number of days')
}

/** Within the years that RFC 3339 can represent. */
export function date(name: string, value: unknown): Date | undefined {
  if (isAbsent(value)) return undefined
  const isDate = value instanceof Date && value.getTime() >= FIRST_DATE_MS && value.getTime() <= LAST_DATE_MS
  return isDate ? value : malformed(name, 'is not a date')
}

export function requiredKeyArn(name: string, value: unknown): string {
  return keyArn(name, value) ?? malformed(name, 'is missing')
}

export function keyArn(name: string, value: unknown): string | undefined {
  const arn = text(name, value)
  return arn === undefined || parseKeyArn(arn) ? arn : malformed(name, 'is not a key ARN')
}

export function object<Wire extends object>(name: string, value: Wire | undefined): Wire | undefined {
  if (isAbsent(value)) return undefined
  return isObject(value) ? value : malformed(name, 'is not an object')
}

/** A member that is an object, such as `KeyMetadata`. */
export function requiredObject<Wire extends object>(name: string, value: Wire | undefined): Wire {
  return isObject(value) ? value : malformed(name, 'is missing')
}

/** Undefined when the list is absent. */
export function list<Wire>(name: string, value: readonly Wire[] | undefined): readonly Wire[] | undefined {
  if (isAbsent(value)) return undefined
  return Array.isArray(value) && Array.prototype.every.call(value, isObject)
    ? value
    : malformed(name, 'is not a list of objects')
}

export function requiredList<Wire>(name: string, value: readonly Wire[] | undefined): readonly Wire[] {
  return list(name, value) ?? malformed(name, 'is missing')
}

/**
 * The Marker of the next page. KMS always sends one when there are more items. A Marker that equals the Marker of the request
 * would make the list endless.
 */
export function nextMarker(
  output: { readonly NextMarker?: unknown; readonly Truncated?: unknown },
  requested: string | undefined,
): string | undefined {
  const { NextMarker: marker, Truncated: truncated } = output
  if (!isAbsent(truncated) && typeof truncated !== 'boolean')
    malformed('Truncated', 'is neither true nor false')
  if (truncated === false) return undefined
  if (truncated === true) requiredText('NextMarker', marker)
  const next = text('NextMarker', marker) || undefined
  return next === undefined || next !== requested
    ? next
    : malformed('NextMarker', 'is the Marker of the request')
}

export function malformed(name: string, what: string): never {
  throw new MalformedResponseError(`${name} ${what}`)
}

const FIRST_DATE_MS = Date.parse('0000-01-01T00:00:00Z')
const LAST_DATE_MS = Date.parse('9999-12-31T23:59:59.999Z')

const isAbsent = (value: unknown): value is undefined => value === undefined || value === null
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

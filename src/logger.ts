import { types } from 'node:util'
import { pino, stdTimeFunctions } from 'pino'

/** Structured logging, in the shape of pino: fields first, then the message. */
export interface Logger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

const MAX_TEXT_LENGTH = 2_000
const MAX_STACK_LENGTH = 8_000
const MAX_DEPTH = 6
const MAX_MEMBERS = 50
/** Values in one line, over all levels. */
const MAX_VALUES = 500
/** Nested causes, and errors of an AggregateError. */
const MAX_CAUSES = 5

/**
 * Characters that JSON does not escape and that can move, hide or end text in a log viewer: DEL and C1 controls (with the
 * escape of terminals), line and paragraph separators, and marks that change the writing direction.
 */
const UNSAFE = /[\u007F-\u009F\u2028\u2029\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g

/** Receives each log line as text. */
export interface LogDestination {
  write(line: string): unknown
}

/**
 * Writes one JSON line per event to standard error, so that standard output stays readable. A line has a bounded length and
 * writing it never throws. Only the well-known members of an error are written, because others may hold a request with its
 * headers.
 */
export function createLogger(level: LogLevel, destination: LogDestination = process.stderr): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: presentFields },
      // `presentFields` serializes errors.
      serializers: { err: (err) => err },
    },
    destination,
  )
}

function presentFields(fields: object): Record<string, unknown> {
  const budget = { values: MAX_VALUES }
  const shown = present(fields, budget, 0)
  if (typeof shown !== 'object' || shown === null) return { value: shown }
  const thrown = read(fields, 'err')
  if (typeof thrown !== 'object' || thrown === null || isError(thrown)) return { ...shown }
  // The thrown value is not an error, so its values may be secret.
  const members = types.isProxy(thrown) ? undefined : present(Object.keys(thrown), budget, 0)
  return { ...shown, err: { type: 'object', members } }
}

function isError(value: unknown): value is Error {
  // Checks on a proxy may throw.
  return !types.isProxy(value) && (types.isNativeError(value) || value instanceof Error)
}

function present(value: unknown, budget: { values: number }, depth: number): unknown {
  if (typeof value === 'string') return text(value, MAX_TEXT_LENGTH)
  if (typeof value === 'bigint') return text(String(value), MAX_TEXT_LENGTH)
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (--budget.values < 0 || depth > MAX_DEPTH) return '…'
  try {
    if (isError(value)) return presentError(value, budget)
    if (value instanceof Date) return value
    if (Array.isArray(value) || value instanceof Set)
      return [...value].slice(0, MAX_MEMBERS).map((item) => present(item, budget, depth + 1))
    return Object.fromEntries(
      Object.keys(value)
        .slice(0, MAX_MEMBERS)
        .map((key) => [text(key, 100), present(read(value, key), budget, depth + 1)]),
    )
  } catch {
    return '(cannot be read)'
  }
}

function presentError(error: Error, budget: { values: number }, causes = 0): Record<string, unknown> {
  const member = (name: string) => read(error, name)
  const string = (name: string, maxLength: number) => {
    const value = member(name)
    return typeof value === 'string' ? text(value, maxLength) : undefined
  }
  const nested = (value: unknown) =>
    isError(value) && causes < MAX_CAUSES && --budget.values >= 0
      ? presentError(value, budget, causes + 1)
      : present(isError(value) ? '…' : value, budget, MAX_DEPTH)
  const cause = member('cause') ?? member('originalError')
  const errors = member('errors')
  return {
    type: string('name', 100),
    message: string('message', MAX_TEXT_LENGTH),
    stack: string('stack', MAX_STACK_LENGTH),
    code: string('code', 100),
    awsRequestId: string('awsRequestId', 100),
    ...(cause === undefined ? {} : { cause: nested(cause) }),
    ...(Array.isArray(errors) ? { errors: errors.slice(0, MAX_CAUSES).map(nested) } : {}),
  }
}

/** Getters may throw. */
function read(value: object, name: string): unknown {
  try {
    return Reflect.get(value, name)
  } catch {
    return '(cannot be read)'
  }
}

function text(value: string, maxLength: number): string {
  const shown =
    value.length > maxLength ? `${value.slice(0, maxLength)}… (${value.length} characters)` : value
  return shown.replaceAll(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

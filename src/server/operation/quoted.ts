const MAX_LENGTH = 80
/** Longer than MAX_LENGTH, so that a credential is recognized before the text is cut. */
const MAX_READ = 4_096
const CREDENTIALS =
  /((?:bearer|basic|token|authorization|password|secret|credential|key)["']?[\s:=]+["']?(?:bearer |basic )?)[^\s"',&}]+|eyJ[\w-]{6,}[\w.-]*|\b(?:AKIA|ASIA)[A-Z0-9]{12,}/gi

/** Quotes a client's text in a message to the client: on one line, at most 80 characters, without credentials. */
export function quoted(text: string): string {
  const readable = withoutCredentials(text.slice(0, MAX_READ)).replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
  return readable.length > MAX_LENGTH || text.length > MAX_READ
    ? `'${readable.slice(0, MAX_LENGTH)}…'`
    : `'${readable}'`
}

export function withoutCredentials(text: string): string {
  return text.replaceAll(CREDENTIALS, '$1…')
}

/** Describes a JSON value. The content of objects and arrays is not shown, because it may contain headers. */
export function described(value: unknown): string {
  if (typeof value === 'string') return `the string ${quoted(value)}`
  if (typeof value === 'number') return `the number ${value}`
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

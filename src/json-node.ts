import { StartupError } from './errors/startup-error.ts'

/**
 * Parses the text of a file. `source` names the file in errors.
 *
 * @throws {StartupError} if the text is not JSON. The error does not quote the text, which may have secrets.
 */
export function parseJson(text: string, source: string): JsonNode {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    // Node's message quotes the content of the file, so only the position is used.
    const [where = ''] = /at position \d+/.exec(String(error)) ?? []
    throw new StartupError(`${source} is not JSON${where && ` (${where})`}.`)
  }
  return new JsonNode(source, '', json)
}

/** A value of a JSON file, with its path. A value of another type throws a `StartupError` with the path and the value. */
export class JsonNode {
  readonly source: string
  readonly path: string
  readonly value: unknown

  constructor(source: string, path: string, value: unknown) {
    this.source = source
    this.path = path
    this.value = value
  }

  /** The error for this file. The message names the path itself. */
  invalid(message: string): StartupError {
    return new StartupError(`${this.source}: ${message}`)
  }

  missing(member: string): never {
    throw this.invalid(`${this.path || 'the file'} has no member '${member}'.`)
  }

  /** The members of the object. */
  entries(): (readonly [string, JsonNode])[] {
    const { value } = this
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.mustBe('an object')
    return Object.entries(value).map(([name, member]) => [
      name,
      new JsonNode(this.source, this.path ? `${this.path}.${name}` : name, member),
    ])
  }

  /** The members by name. Rejects unknown members, because a misspelt member would have no effect. */
  members(known: readonly string[]): ReadonlyMap<string, JsonNode> {
    const entries = this.entries()
    const unknown = entries.find(([name]) => !known.includes(name))
    if (unknown)
      throw this.invalid(
        `${unknown[1].path} is not known. Known members of ${this.path || 'the file'}: ${known.join(', ')}.`,
      )
    return new Map(entries)
  }

  /** The members of the list. */
  items(): JsonNode[] {
    if (!Array.isArray(this.value)) throw this.mustBe('a list')
    return this.value.map((item: unknown, index) => new JsonNode(this.source, `${this.path}[${index}]`, item))
  }

  text(): string {
    if (typeof this.value !== 'string' || this.value === '') throw this.mustBe('a string that is not empty')
    return this.value
  }

  boolean(): boolean {
    if (typeof this.value !== 'boolean') throw this.mustBe('true or false')
    return this.value
  }

  /** A whole number. */
  integer(min: number, max: number): number {
    const { value } = this
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw this.mustBe(`a whole number from ${min} to ${max}`)
    return value
  }

  /** A date with time and time zone, as RFC 3339 writes it. */
  date(): Date {
    const text = this.text()
    const isDateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    const date = new Date(isDateTime ? text : NaN)
    if (Number.isNaN(date.getTime()))
      throw this.invalid(`${this.path} is '${text}'. It must be a date such as 2027-01-31T00:00:00Z.`)
    return date
  }

  /** A string, or a list of one or more. */
  texts(): readonly string[] {
    if (!Array.isArray(this.value)) return [this.text()]
    if (this.value.length === 0) throw this.mustBe('a string, or a list with at least one')
    return this.items().map((item) => item.text())
  }

  oneOf<const Value extends string>(values: readonly Value[]): Value {
    const value = values.find((each) => each === this.value)
    if (value === undefined) throw this.mustBe(`one of ${values.join(', ')}`)
    return value
  }

  /** The error for a value that is not `expected`. */
  mustBe(expected: string): StartupError {
    return this.invalid(
      `${this.path || 'the file'} is ${JSON.stringify(this.value)?.slice(0, 100)}. It must be ${expected}.`,
    )
  }
}

import { StartupError } from '../errors/startup-error.ts'

/** A value as text, and where it was given. */
export interface Given {
  /** `--port`, `KMS_GATEWAY_PORT`, or `'port' in gateway.json`. */
  readonly source: string
  readonly text: string
}

export type Json = string | number | boolean | readonly string[] | Readonly<Record<string, unknown>>

/** The part of JSON Schema 2020-12 that settings need. Keywords for another type than that of a value do not apply to it. */
export interface JsonSchema {
  readonly type: readonly ('boolean' | 'integer' | 'number' | 'string' | 'array' | 'object')[]
  readonly [keyword: string]: unknown
}

/** How a value is written: as text in flags and environment variables, as JSON in a configuration file. */
export interface Kind<Value> {
  /** Follows the flag in the help. Undefined: the flag takes no value. */
  readonly placeholder: string | undefined
  /** Completes "Use …" in an error. */
  readonly expected: string
  /** Its `type` lists the JSON types that a configuration file may use. */
  readonly schema: JsonSchema
  /** @throws {StartupError} with the source, the value and what is expected */
  parse(given: Given): Value
  toJson(value: Value): Json
}

/** The largest Int of GraphQL, and the longest timer. */
const MAX_INT = 2_147_483_647

/** A value as text; undefined if it is not of one of these types. */
export function textOf(value: unknown, types: JsonSchema['type']): string | undefined {
  if (typeof value === 'string') return types.includes('string') ? value : undefined
  if (typeof value === 'boolean') return types.includes('boolean') ? String(value) : undefined
  if (typeof value === 'number')
    return types.includes('integer') || types.includes('number') ? String(value) : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const isArray = Array.isArray(value)
  if (!types.includes(isArray ? 'array' : 'object')) return undefined
  const entries: readonly unknown[] = isArray
    ? value
    : Object.entries(value).map(([name, number]) => textOf(number, ['number']) && `${name}=${number}`)
  return entries.every((entry) => typeof entry === 'string' && !entry.includes(','))
    ? entries.join(',')
    : undefined
}

function invalid({ source }: Given, text: string, expected: string): never {
  throw new StartupError(`Invalid value '${text}' for ${source}. Use ${expected}.`)
}

/** A flag without a value. `whenGiven` is the value that it stands for. */
export const toggle = (whenGiven: boolean): Kind<boolean> => ({
  placeholder: undefined,
  expected: 'true or false',
  schema: { type: ['boolean'] },
  parse(given) {
    if (given.text !== 'true' && given.text !== 'false') invalid(given, given.text, this.expected)
    return (given.text === 'true') === whenGiven
  },
  toJson: (value) => value === whenGiven,
})

interface NumberBounds {
  readonly min?: number
  readonly max?: number
  readonly unit?: string
}

export const integer = ({ min = 0, max = MAX_INT, unit = 'number' }: NumberBounds): Kind<number> => ({
  placeholder: unit,
  expected: `a whole number from ${min} to ${max}`,
  schema: { type: ['integer', 'string'], minimum: min, maximum: max, pattern: '^[0-9]+$' },
  parse(given) {
    const value = /^\d+$/.test(given.text) ? Number(given.text) : NaN
    return value >= min && value <= max ? value : invalid(given, given.text, this.expected)
  },
  toJson: (value) => value,
})

export const port = integer({ max: 65_535, unit: 'port' })

/** Written in percent, from 1 to 100. The value is a share of 1. */
const wholePercent = integer({ min: 1, max: 100, unit: 'percent' })
export const percent: Kind<number> = {
  ...wholePercent,
  parse: (given) => wholePercent.parse(given) / 100,
  toJson: (share) => Math.round(share * 100),
}

export const decimal = (max: number, unit: string): Kind<number> => ({
  placeholder: unit,
  expected: `a number from 0 to ${max}, such as 0.03`,
  schema: { type: ['number', 'string'], minimum: 0, maximum: max, pattern: '^[0-9]+([.][0-9]+)?$' },
  parse(given) {
    const value = /^\d{1,9}(\.\d{1,9})?$/.test(given.text) ? Number(given.text) : NaN
    return value <= max ? value : invalid(given, given.text, this.expected)
  },
  toJson: (value) => value,
})

export const oneOf = <const Value extends string>(...values: readonly Value[]): Kind<Value> => ({
  placeholder: values.join(' | '),
  expected: `one of ${values.join(', ')}`,
  schema: { type: ['string'], enum: values },
  parse(given) {
    return values.find((value) => value === given.text) ?? invalid(given, given.text, this.expected)
  },
  toJson: (value) => value,
})

export const text = (placeholder: string): Kind<string> => ({
  placeholder,
  expected: 'text',
  schema: { type: ['string'] },
  parse: (given) => given.text,
  toJson: (value) => value,
})

export const accountId: Kind<string> = {
  ...text('12 digits'),
  expected: '12 digits',
  schema: { type: ['string'], pattern: '^([0-9]{12})?$' },
  parse(given) {
    return /^\d{12}$/.test(given.text) ? given.text : invalid(given, given.text, this.expected)
  },
}

export const httpUrl: Kind<string> = {
  ...text('URL'),
  expected: 'an http or https URL such as http://127.0.0.1:4318',
  parse(given) {
    const url = URL.canParse(given.text) ? new URL(given.text) : undefined
    if (url?.username || url?.password)
      throw new StartupError(
        `The URL of ${given.source} contains a credential, which logs would show. Set a header in OTEL_EXPORTER_OTLP_HEADERS instead.`,
      )
    return url?.protocol === 'http:' || url?.protocol === 'https:'
      ? given.text
      : invalid(given, given.text, this.expected)
  },
}

/** A slash at the end is removed. */
export const basePath: Kind<string> = { ...text('path'), parse: (given) => given.text.replace(/\/$/, '') }

/** Empty text means that the setting has no value. */
export const optional = <Value>(kind: Kind<Value>): Kind<Value | undefined> => ({
  ...kind,
  parse: (given) => (given.text === '' ? undefined : kind.parse(given)),
  toJson: (value) => (value === undefined ? '' : kind.toJson(value)),
})

interface ListItems {
  readonly expected: string
  readonly fits: (item: string) => boolean
  readonly values?: readonly string[]
  readonly minItems?: number
}

export const list = ({ expected, fits, values, minItems = 0 }: ListItems): Kind<readonly string[]> => ({
  placeholder: 'a,b,…',
  expected,
  schema: {
    type: ['array', 'string'],
    items: { type: 'string', ...(values ? { enum: values } : {}) },
    minItems,
  },
  parse(given) {
    const items = itemsOf(given.text)
    const misfit = items.find((item) => !fits(item))
    if (misfit !== undefined || items.length < minItems) invalid(given, misfit ?? given.text, expected)
    return items
  },
  toJson: (value) => value,
})

/** One or more of these values. */
export const someOf = (values: readonly string[]): Kind<readonly string[]> =>
  list({
    expected: `one or more of ${values.join(', ')}`,
    fits: (item) => values.includes(item),
    values,
    minItems: 1,
  })

/** A number for some of these names, such as `ListKeys=5,DescribeKey=7`. */
export function numbersByName<Name extends string>(
  names: readonly Name[],
  bounds: NumberBounds,
): Kind<Readonly<Partial<Record<Name, number>>>> {
  const number = integer(bounds)
  const { minimum, maximum } = number.schema
  return {
    placeholder: `Operation=${number.placeholder},…`,
    expected: `one or more of ${names.join(', ')}, each with ${number.expected}, such as ${names[0]}=100`,
    schema: {
      type: ['object', 'string'],
      propertyNames: { enum: names },
      additionalProperties: { type: 'integer', minimum, maximum },
    },
    parse(given) {
      const entries = itemsOf(given.text).map((item) => {
        const [word = '', value = ''] = item.split('=', 2).map((part) => part.trim())
        const name = names.find((each) => each === word) ?? invalid(given, item, this.expected)
        return [name, number.parse({ source: `${name} of ${given.source}`, text: value })] as const
      })
      const numbers: Partial<Record<Name, number>> = {}
      for (const [name, value] of entries) numbers[name] = value
      return numbers
    },
    toJson: (numbers) => numbers,
  }
}

/** The items of comma-separated text, each once. */
const itemsOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  ),
]

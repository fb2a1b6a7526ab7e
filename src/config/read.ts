import { StartupError } from '../errors/startup-error.ts'

/** A setting as it was given. */
export interface Read {
  /** The flag or variable it came from. */
  readonly source: string
  readonly text: string
}

export function oneOf<const Value extends string>(values: readonly Value[], { source, text }: Read): Value {
  const value = values.find((each) => each === text)
  if (value !== undefined) return value
  throw new StartupError(`${source} is '${text}'; it must be one of ${values.join(', ')}.`)
}

export const boolean = (read: Read): boolean => oneOf(['true', 'false'], read) === 'true'

export function integer({ source, text }: Read, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= min && value <= max) return value
  throw new StartupError(`${source} is '${text}'; it must be a whole number from ${min} to ${max}.`)
}

/** A number from 0 to `max`, such as 0.03. */
export function decimal({ source, text }: Read, max: number): number {
  const value = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : NaN
  if (value <= max) return value
  throw new StartupError(`${source} is '${text}'; it must be a number from 0 to ${max}, such as 0.03.`)
}

export function list(
  { source, text }: Read,
  fits: (entry: string) => boolean,
  what: string,
): readonly string[] {
  const entries = textsOf(text)
  const wrong = entries.find((entry) => !fits(entry))
  if (wrong !== undefined) throw new StartupError(`${source} names '${wrong}', which is not ${what}.`)
  return entries
}

export const textsOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
  ),
]

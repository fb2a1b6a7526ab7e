import { readFileSync } from 'node:fs'
import { StartupError } from '../errors/startup-error.ts'
import { nearest } from './did-you-mean.ts'
import { textOf } from './kinds.ts'
import type { Given } from './kinds.ts'
import type { Setting } from './setting.ts'

const TYPES = {
  boolean: 'a boolean',
  integer: 'a number',
  number: 'a number',
  string: 'a string',
  array: 'an array of strings',
  object: 'an object of numbers',
}

/**
 * Reads a configuration file: a JSON object with settings by flag, and optionally `$schema`.
 *
 * @throws {StartupError} if it cannot be read, or has a key that is not a setting. The returned function throws one if a
 * value is of another JSON type than its setting allows.
 */
export function readConfigFile(
  file: string,
  flags: readonly string[],
): (setting: Setting<unknown>) => Given | undefined {
  const values = new Map(Object.entries(parseObject(file)))
  values.delete('$schema')
  for (const key of values.keys()) {
    if (flags.includes(key)) continue
    const meant = nearest(key, flags)
    throw new StartupError(
      `Unknown setting '${key}' in ${file}. ${meant === undefined ? '' : `Did you mean '${meant}'? `}Use the names of the flags without their dashes: see --help.`,
    )
  }
  return ({ flag, kind }) => {
    if (!values.has(flag)) return undefined
    const source = `'${flag}' in ${file}`
    const value = values.get(flag)
    const text = textOf(value, kind.schema.type)
    if (text !== undefined) return { source, text }
    const types = kind.schema.type.map((type) => TYPES[type]).join(' or ')
    throw new StartupError(
      `Invalid value ${JSON.stringify(value)} for ${source}. Use ${types}: ${kind.expected}.`,
    )
  }
}

function parseObject(file: string): object {
  const because = (error: unknown) => (error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : '')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new StartupError(`Cannot read the configuration file ${file}: ${because(cause)}.`, { cause })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new StartupError(`The configuration file ${file} is not valid JSON: ${because(cause)}.`, { cause })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new StartupError(
    `The configuration file ${file} is not a JSON object. Write settings as { "port": 4000 }.`,
  )
}

import { StartupError } from '../errors/startup-error.ts'
import { integer, textsOf } from './read.ts'
import type { Read } from './read.ts'
import { defaultOf } from './settings.ts'

/** The operations are those of the default. */
export function maxAges({ source, text }: Read): Readonly<Record<string, number>> {
  const ages = new Map(pairs(defaultOf('max-age-ms')).map(([operation, ms]) => [operation, Number(ms)]))
  for (const [operation, ms] of pairs(text)) {
    if (!ages.has(operation))
      throw new StartupError(
        `${source} names '${operation}'; it may name ${[...ages.keys()].join(', ')}, each with its milliseconds, as in GetKeyRotationStatus=5000.`,
      )
    ages.set(operation, integer({ source: `${source}, ${operation},`, text: ms }, 0, 86_400_000))
  }
  return Object.fromEntries(ages)
}

const pairs = (text: string): readonly (readonly [name: string, value: string])[] =>
  textsOf(text).map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return [name.trim(), value.join('=').trim()]
  })

export function quotaList({ source, text }: Read): Readonly<Record<string, number>> {
  const entries = textsOf(text).map((entry) => {
    const [, operation, perSecond] = /^([A-Za-z]+)=(\d+)$/.exec(entry) ?? []
    if (operation !== undefined && Number(perSecond) > 0) return [operation, Number(perSecond)] as const
    throw new StartupError(
      `${source} has '${entry}'; each entry is an operation and its requests a second, as ListKeyRotations=200.`,
    )
  })
  return Object.fromEntries(entries)
}

export function account({ source, text }: Read): string | undefined {
  if (text === '' || /^\d{12}$/.test(text)) return text || undefined
  throw new StartupError(`${source} is '${text}'; an AWS account ID has 12 digits.`)
}

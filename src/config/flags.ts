import { parseArgs } from 'node:util'
import { StartupError } from '../errors/startup-error.ts'
import { nearest } from './did-you-mean.ts'
import type { Setting } from './setting.ts'

export type Flags = Readonly<Record<string, string | boolean | undefined>>

/** `--console` is the opposite of `--no-console`. It overrides an environment variable or the configuration file. */
const oppositeOf = (flag: string): string => flag.replace(/^no-/, '')

/**
 * @param toggles further flags without a value
 * @throws {StartupError} if an argument is not one of these flags or of `--config`, `--help` and `--version`
 */
export function parseFlags(
  args: readonly string[],
  settings: readonly Setting<unknown>[],
  toggles: readonly string[] = [],
): Flags {
  const negative = settings.map(({ flag }) => flag).filter((flag) => oppositeOf(flag) !== flag)
  const options = {
    ...Object.fromEntries(negative.map((flag) => [oppositeOf(flag), { type: 'boolean' as const }])),
    ...Object.fromEntries(
      settings.map(({ flag, kind }) => [
        flag,
        { type: kind.placeholder === undefined ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
    ...Object.fromEntries(toggles.map((flag) => [flag, { type: 'boolean' as const }])),
    config: { type: 'string' as const },
    help: { type: 'boolean' as const, short: 'h' },
    version: { type: 'boolean' as const, short: 'v' },
  }
  try {
    const { values }: { readonly values: Flags } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: false,
    })
    const opposed = negative.filter((flag) => values[oppositeOf(flag)] === true)
    return { ...Object.fromEntries(opposed.map((flag) => [flag, false])), ...values }
  } catch (cause) {
    const [problem = ''] = cause instanceof Error ? cause.message.split(/\.\s/) : []
    const [, unknown] = /^Unknown option '--([^']+)'/.exec(problem) ?? []
    const meant = unknown === undefined ? undefined : nearest(unknown, Object.keys(options))
    throw new StartupError(
      `${problem}. ${meant === undefined ? '' : `Did you mean --${meant}? `}See --help.`,
      { cause },
    )
  }
}

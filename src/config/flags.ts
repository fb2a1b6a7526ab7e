import { parseArgs } from 'node:util'
import { StartupError } from '../errors/startup-error.ts'
import { SETTINGS } from './settings.ts'

export function parseFlags(args: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  const options = Object.fromEntries(
    SETTINGS.map(({ name, takes }) => [
      name,
      { type: takes === null ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, help: { type: 'boolean' }, version: { type: 'boolean' } },
      strict: true,
      allowPositionals: false,
    }).values
  } catch (cause) {
    throw new StartupError(
      `${cause instanceof Error ? cause.message.split(/\.\s/)[0] : 'Unusable flags'}. See --help.`,
      {
        cause,
      },
    )
  }
}

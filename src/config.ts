import type { AuthSettings } from './auth/open-authenticator.ts'
import { checkAccountSettings } from './config/account-settings.ts'
import { authSettings } from './config/auth-settings.ts'
import { readConfigFile } from './config/config-file.ts'
import { parseFlags } from './config/flags.ts'
import type { Given } from './config/kinds.ts'
import { otlpSettings } from './config/otlp-settings.ts'
import { settingsOf, valuesOf, variableOf } from './config/setting.ts'
import type { Setting, ValuesOf } from './config/setting.ts'
import { SETTINGS } from './config/settings.ts'
import { StartupError } from './errors/startup-error.ts'
import type { OtlpOptions } from './telemetry/otlp-options.ts'

/** The resolved settings. `gateway` holds options of `createGateway`. */
export interface Config extends ValuesOf<typeof SETTINGS> {
  readonly auth: AuthSettings
  /** Undefined: nothing is sent as OTLP. */
  readonly otlp: OtlpOptions | undefined
}

export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly config: Config }
  | { readonly kind: 'doctor'; readonly config: Config; readonly isJson: boolean }

/**
 * Reads each setting from the first source that has it: flags, environment variables, the configuration file, defaults.
 * Nothing else reads the settings from the environment. An empty environment variable counts as not set. The subcommand
 * `doctor` takes the same settings, and `--json`.
 *
 * @throws {StartupError} that quotes the invalid value, and says what is allowed
 */
export function readCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const settings = settingsOf(SETTINGS).map(({ setting }) => setting)
  const isDoctor = args[0] === 'doctor'
  const flags = isDoctor ? parseFlags(args.slice(1), settings, ['json']) : parseFlags(args, settings)
  if (flags['help'] === true) return { kind: 'help' }
  if (flags['version'] === true) return { kind: 'version' }

  const file = flags['config'] ?? environment[variableOf('config')]
  const inFile = file
    ? readConfigFile(
        String(file),
        settings.map(({ flag }) => flag),
      )
    : () => undefined
  const given = (setting: Setting<unknown>): Given | undefined => {
    const flag = flags[setting.flag]
    if (flag !== undefined) return { source: `--${setting.flag}`, text: String(flag) }
    for (const source of [variableOf(setting.flag), setting.platformVariable ?? '']) {
      const text = environment[source]
      if (text) return { source, text }
    }
    return inFile(setting)
  }
  const values = valuesOf(SETTINGS, (setting) => {
    const found = given(setting)
    return found ? setting.kind.parse(found) : setting.default
  })
  if (values.isPersistedDocumentsOnly && values.persistedDocumentsFile === undefined)
    throw new StartupError(
      '--persisted-documents-only requires --persisted-documents: without documents, no operation can be executed.',
    )
  checkAccountSettings(values, given)
  if (isDoctor && values.kms === 'emulator')
    throw new StartupError('The doctor checks AWS, not the emulator. Remove --kms emulator.')
  const config = Object.freeze({
    ...values,
    auth: authSettings(values.authentication, given),
    otlp: otlpSettings(values.otlpEndpoint, environment),
  })
  return isDoctor ? { kind: 'doctor', config, isJson: flags['json'] === true } : { kind: 'run', config }
}

import { StartupError } from '../errors/startup-error.ts'
import type { Given } from './kinds.ts'
import type { Setting, ValuesOf } from './setting.ts'
import { SETTINGS } from './settings.ts'

/** @throws {StartupError} if a setting has no effect together with the accounts file, or the accounts file itself has none */
export function checkAccountSettings(
  { kms, accountsFile }: Pick<ValuesOf<typeof SETTINGS>, 'kms' | 'accountsFile'>,
  given: (setting: Setting<unknown>) => Given | undefined,
): void {
  if (accountsFile === undefined) return
  const { source = '' } = given(SETTINGS.accountsFile) ?? {}
  if (kms === 'emulator')
    throw new StartupError(
      `${source} has no effect with --kms emulator, which has accounts of its own. Remove it, or use --kms aws.`,
    )
  const accountId = given(SETTINGS.accountId)
  if (accountId?.text)
    throw new StartupError(
      `${accountId.source} has no effect with an accounts file, which names the accounts. Remove it, or remove ${source}.`,
    )
}

import type { AuthSettings } from '../auth/open-authenticator.ts'
import { StartupError } from '../errors/startup-error.ts'
import type { Given } from './kinds.ts'
import { variableOf } from './setting.ts'
import type { Setting, ValuesOf } from './setting.ts'
import { SETTINGS } from './settings.ts'

const { policyFile, issuer, audience, jwks, algorithms, clientId, scopes } = SETTINGS.authentication

/** @throws {StartupError} if the method needs a setting that is missing, or does not use one that is given */
export function authSettings(
  values: ValuesOf<typeof SETTINGS.authentication>,
  given: (setting: Setting<unknown>) => Given | undefined,
): AuthSettings {
  const { method: kind } = values
  const all: readonly Setting<unknown>[] = [policyFile, issuer, audience, jwks, clientId]
  const used = { none: [], tokens: [policyFile], jwt: all }[kind]
  // A policy that is not used would protect nothing.
  for (const setting of all.filter((each) => !used.some((other) => other === each))) {
    const { source, text } = given(setting) ?? {}
    if (text)
      throw new StartupError(`${source} has no effect with --auth ${kind}. Remove it, or change --auth.`)
  }
  const needed = (value: string | undefined, { flag }: Setting<unknown>): string => {
    if (value !== undefined) return value
    throw new StartupError(`--auth ${kind} requires --${flag} (or ${variableOf(flag)}).`)
  }
  const { source: sourceOfScopes, text: textOfScopes } = given(scopes) ?? {}
  if (textOfScopes && values.clientId === undefined)
    throw new StartupError(
      `${sourceOfScopes} has no effect without --${clientId.flag}. Remove it, or set --${clientId.flag}.`,
    )
  if (kind === 'none') return { kind }
  const policy = { policyFile: needed(values.policyFile, policyFile) }
  if (kind === 'tokens') return { kind, ...policy }
  // Without any of them, the issuers are in the policy file.
  if (![issuer, audience, jwks, algorithms, clientId].some((setting) => given(setting)?.text))
    return { kind, ...policy }
  return {
    kind,
    ...policy,
    issuer: needed(values.issuer, issuer),
    audience: needed(values.audience, audience),
    jwks: needed(values.jwks, jwks),
    algorithms: values.algorithms,
    clientId: values.clientId,
    scopes: values.scopes,
  }
}

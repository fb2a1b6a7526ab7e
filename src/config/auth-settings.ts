import type { AuthSettings } from '../auth/open-authenticator.ts'
import { StartupError } from '../errors/startup-error.ts'
import { oneOf, textsOf } from './read.ts'
import type { Read } from './read.ts'
import { JWT_ALGORITHMS, variableOf } from './settings.ts'
import type { SettingName } from './settings.ts'

/** What belongs to another way than the one chosen is refused: a policy that nobody asks would protect nothing. */
export function authSettings(read: (name: SettingName) => Read): AuthSettings {
  const kind = oneOf(['none', 'tokens', 'jwt'], read('auth'))
  const needed = (name: SettingName) => {
    const { text } = read(name)
    if (text) return text
    throw new StartupError(`--auth ${kind} needs --${name} (${variableOf(name)}).`)
  }
  const useless = (['policy-file', 'jwt-issuer', 'jwt-audience', 'jwt-jwks'] as const).find(
    (name) => read(name).text && (kind === 'none' || (kind === 'tokens' && name !== 'policy-file')),
  )
  if (useless)
    throw new StartupError(`${read(useless).source} is given, and means nothing with --auth ${kind}.`)
  if (kind === 'none') return { kind }
  const policyFile = needed('policy-file')
  if (kind === 'tokens') return { kind, policyFile }
  const algorithms = textsOf(read('jwt-algorithms').text).map((text) =>
    oneOf(JWT_ALGORITHMS, { ...read('jwt-algorithms'), text }),
  )
  const { source, text } = read('jwt-algorithms')
  if (algorithms.length === 0)
    throw new StartupError(`${source} is '${text}'; it must name one algorithm at least.`)
  return {
    kind,
    policyFile,
    issuer: needed('jwt-issuer'),
    audience: needed('jwt-audience'),
    jwks: needed('jwt-jwks'),
    algorithms,
  }
}

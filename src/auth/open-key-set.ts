import type { Clock } from '../clock.ts'
import { StartupError } from '../errors/startup-error.ts'
import type { Logger } from '../logger.ts'
import { createRemoteKeySet, openKeySetFile } from './key-set.ts'
import type { KeySet } from './key-set.ts'
import { createPemKeys } from './pem-keys.ts'

export interface KeySetOptions {
  readonly logger: Logger
  readonly clock: Clock
  /** Interval between reads of a file, in milliseconds. */
  readonly pollIntervalMs?: number | undefined
}

/** Opens the signing keys at a URL or the path of a file. */
export async function openKeySet(address: string, options: KeySetOptions): Promise<KeySet> {
  const problem = problemOfKeysAddress(address)
  if (problem !== undefined) throw new StartupError(problem)
  if (isFile(address)) return openKeySetFile({ ...options, path: address })
  return address.includes('{kid}')
    ? createPemKeys({ ...options, address })
    : createRemoteKeySet({ url: new URL(address), clock: options.clock, logger: options.logger })
}

const isFile = (address: string): boolean => !/^[a-z]+:\/\//i.test(address)

/** The reason why the address of signing keys cannot be used, and what to do. */
export function problemOfKeysAddress(address: string): string | undefined {
  if (isFile(address)) return undefined
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url !== undefined && (url.username !== '' || url.password !== ''))
    return 'The JWKS URL contains a user name or a password. JWT signing keys are public: remove the credential.'
  const isLoopback = url !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)) return undefined
  return `The JWKS address '${address}' is not an https URL or the path of a file. Without TLS, an attacker could replace the keys and forge tokens.`
}

import { createAwsCredentials } from './credentials.ts'
import type { AwsCredentials } from './credentials.ts'
import type { CredentialSourceOptions } from './credential-sources.ts'
import { stampOfSharedFiles } from './shared-profile.ts'

/** The credentials that the environment and AWS's shared files configure. Reads nothing before they are needed. */
export function openCredentials(options: CredentialSourceOptions): AwsCredentials {
  return createAwsCredentials({
    async read() {
      // Loaded when it is needed: an emulator does not.
      const { readCredentials } = await import('./credential-sources.ts')
      return readCredentials(options)
    },
    stamp: () => stampOfSharedFiles(options.environment),
  })
}

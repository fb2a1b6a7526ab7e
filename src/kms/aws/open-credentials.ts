import { createAwsCredentials } from './credentials.ts'
import type { AwsCredentials } from './credentials.ts'
import type { CredentialSourceOptions } from './credential-sources.ts'
import { stampOfSharedFiles } from './shared-profile.ts'

/** The credentials that the environment and AWS's shared files configure. Read when they are first needed. */
export function openCredentials(options: CredentialSourceOptions): AwsCredentials {
  return createAwsCredentials({
    async read() {
      // Imported on demand, because an emulator does not need it.
      const { readCredentials } = await import('./credential-sources.ts')
      return readCredentials(options)
    },
    stamp: () => stampOfSharedFiles(options.environment),
  })
}

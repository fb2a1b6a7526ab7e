import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms'
import { StartupError } from '../../errors/startup-error.ts'
import { wordsOf } from './credentials-unavailable.ts'

export interface AwsRegion {
  /** As it is in ARNs: `us-east-1` for `fips-us-east-1`. */
  readonly region: string
  readonly useFipsEndpoint: boolean
}

/**
 * Resolves the Region and its KMS endpoint as the SDK does.
 *
 * @param named undefined = the Region of the environment or the profile
 * @throws {StartupError} when there is no Region, or KMS does not have an endpoint in it
 */
export async function resolveRegion(named: string | undefined): Promise<AwsRegion> {
  const client = new KMSClient({
    ...(named === undefined ? {} : { region: named }),
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler: { handle: () => Promise.reject(new Addressed()) },
  })
  try {
    const region = await client.config.region().catch((cause: unknown) => {
      throw new StartupError(
        'No AWS Region. Set AWS_REGION, or a region in your profile, or give --regions.',
        { cause },
      )
    })
    const useFipsEndpoint = await client.config.useFipsEndpoint()
    await client.send(new ListKeysCommand({})).catch((cause: unknown) => {
      if (!(cause instanceof Addressed))
        throw new StartupError(`No endpoint of KMS in ${region}: ${wordsOf(cause)}`, { cause })
    })
    return { region, useFipsEndpoint }
  } finally {
    client.destroy()
  }
}

/** The SDK knows where to send a request. */
class Addressed extends Error {}

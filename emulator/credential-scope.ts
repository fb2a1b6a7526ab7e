import { AwsError } from './aws-error.ts'

/**
 * The Region a request is signed for. Signatures are not verified, and any access key will do. Throws as AWS does for a
 * request without a signature, with half of one, or with one for another service or a Region that is not served here.
 */
export function signedRegion(authorization: string | undefined, regions: readonly string[]): string {
  if (!authorization)
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const credential = /^AWS4-HMAC-SHA256 .*Credential=([^,\s]+)/.exec(authorization)?.[1]
  const [, , region, service] = credential?.split('/') ?? []
  if (!region || !service || !/Signature=[0-9a-f]+/.test(authorization))
    throw new AwsError(
      'IncompleteSignatureException',
      'Authorization header is not a complete AWS4-HMAC-SHA256 signature.',
    )
  if (service !== 'kms')
    throw new AwsError('InvalidSignatureException', "Credential should be scoped to correct service: 'kms'.")
  if (!regions.includes(region))
    throw new AwsError(
      'InvalidSignatureException',
      `Credential should be scoped to a valid Region, not '${region}': this emulator serves ${regions.join(', ')}.`,
    )
  return region
}

import { AwsError } from './aws-error.ts'

/**
 * The Region in a request's signature. Signatures are not verified, and every access key is valid. Throws AWS's error for
 * a missing or incomplete signature, another service, or a Region that the emulator does not serve.
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

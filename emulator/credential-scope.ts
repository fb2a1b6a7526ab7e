import { AwsError } from './aws-error.ts'

/** The parts of a signature that the emulator reads. It does not verify signatures. */
export interface CredentialScope {
  readonly accessKeyId: string
  readonly region: string
  readonly service: string
}

export function credentialScope(authorization: string | undefined): CredentialScope | undefined {
  const credential = /^AWS4-HMAC-SHA256 .*Credential=([^,\s]+)/.exec(authorization ?? '')?.[1]
  const [accessKeyId, , region, service] = credential?.split('/') ?? []
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined
}

/** Throws AWS's error for a missing or incomplete signature, or for another service. */
export function requireScope(authorization: string | undefined, service: string): CredentialScope {
  if (!authorization)
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const scope = credentialScope(authorization)
  if (!scope || !/Signature=[0-9a-f]+/.test(authorization))
    throw new AwsError(
      'IncompleteSignatureException',
      'Authorization header is not a complete AWS4-HMAC-SHA256 signature.',
    )
  if (scope.service !== service)
    throw new AwsError(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${service}'.`,
    )
  return scope
}

/** Throws AWS's error for a Region that the emulator does not serve. */
export function requireServed(region: string, regions: readonly string[]): void {
  if (!regions.includes(region))
    throw new AwsError(
      'InvalidSignatureException',
      `Credential should be scoped to a valid Region, not '${region}': this emulator serves ${regions.join(', ')}.`,
    )
}

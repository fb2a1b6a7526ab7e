import type { CallOptions, IncludeKeyMaterial, Kms, PageRequest } from './kms.ts'

/** A {@link Kms} with a method for each operation: `kms.listKeys(page)` instead of `kms.call('ListKeys', page)`. */
export interface KmsClient extends Kms, ReturnType<typeof methodsOf> {}

/** Adds the methods to `kms`. */
export const withMethods = <Port extends Kms>(kms: Port): Port & KmsClient =>
  Object.assign(kms, methodsOf(kms))

/** `keyId` is a key ID or a key ARN; `describeKey` accepts an alias too. */
const methodsOf = (kms: Kms) => ({
  listKeys: (page: PageRequest, options?: CallOptions) => kms.call('ListKeys', page, options),
  describeKey: (keyId: string, options?: CallOptions) => kms.call('DescribeKey', { keyId }, options),
  /** Aliases of the Region, or of one key. */
  listAliases: (page: PageRequest & { readonly keyId?: string }, options?: CallOptions) =>
    kms.call('ListAliases', page, options),
  listResourceTags: (keyId: string, page: PageRequest, options?: CallOptions) =>
    kms.call('ListResourceTags', { ...page, keyId }, options),
  getKeyRotationStatus: (keyId: string, options?: CallOptions) =>
    kms.call('GetKeyRotationStatus', { keyId }, options),
  listKeyRotations: (
    keyId: string,
    page: PageRequest & { readonly includeKeyMaterial: IncludeKeyMaterial },
    options?: CallOptions,
  ) => kms.call('ListKeyRotations', { ...page, keyId }, options),
  getKeyLastUsage: (keyId: string, options?: CallOptions) => kms.call('GetKeyLastUsage', { keyId }, options),
  enableKeyRotation: (keyId: string, rotationPeriodInDays: number | undefined, options?: CallOptions) =>
    kms.call('EnableKeyRotation', { keyId, rotationPeriodInDays }, options),
  disableKeyRotation: (keyId: string, options?: CallOptions) =>
    kms.call('DisableKeyRotation', { keyId }, options),
  rotateKeyOnDemand: (keyId: string, options?: CallOptions) =>
    kms.call('RotateKeyOnDemand', { keyId }, options),
})

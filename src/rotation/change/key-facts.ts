import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, KeyMetadata, KeyRotationStatus, RotationsListEntry } from '../../kms/kms.ts'
import { readAllPages } from '../../kms/read-all-pages.ts'

/** The facts of a key for a change, read from KMS and never from the cache. */
export interface FreshFacts {
  readonly metadata: KeyMetadata
  /** Undefined when KMS does not support it for the key, or when it was not read. */
  readonly status: KeyRotationStatus | undefined
  /** All key material, including the first and pending material. */
  readonly materials: readonly RotationsListEntry[] | undefined
}

/** Rejects with KMS's error when a required read fails. */
export async function readFacts(
  kms: KmsClient,
  keyArn: string,
  needs: { readonly materials: boolean },
  options: CallOptions,
): Promise<FreshFacts> {
  const metadata = await kms.describeKey(keyArn, options)
  // The policy of an AWS managed key may deny these reads, and the gateway rejects the change without them.
  if (metadata.keyManager === 'AWS') return { metadata, status: undefined, materials: undefined }
  const [status, materials] = await Promise.all([
    unlessUnsupported(kms.getKeyRotationStatus(keyArn, options)),
    needs.materials ? readMaterials(kms, keyArn, options) : undefined,
  ])
  return { metadata, status, materials }
}

/** All key material of a key. Undefined when KMS does not support the history of the key. */
export function readMaterials(
  kms: KmsClient,
  keyArn: string,
  options: CallOptions,
): Promise<readonly RotationsListEntry[] | undefined> {
  return unlessUnsupported(
    readAllPages(
      (marker) => kms.listKeyRotations(keyArn, { includeKeyMaterial: 'ALL_KEY_MATERIAL', marker }, options),
      options.signal,
    ),
  )
}

async function unlessUnsupported<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof UnsupportedKeyError) return undefined
    throw error
  }
}

import { UnsupportedKeyError } from '../../errors/operation-errors.ts'
import type { KmsClient } from '../../kms/kms-client.ts'
import type { CallOptions, KeyMetadata, KeyRotationStatus, RotationsListEntry } from '../../kms/kms.ts'
import { readAllPages } from '../../kms/read-all-pages.ts'

/** What KMS says of a key at the moment of a change: read from KMS itself, never from a cache. */
export interface FreshFacts {
  readonly metadata: KeyMetadata
  /** Undefined where KMS does not offer it for the key, or where the key was not asked. */
  readonly status: KeyRotationStatus | undefined
  /** Every material, the first one and pending ones too. */
  readonly materials: readonly RotationsListEntry[] | undefined
}

/** Rejects with KMS's error when something that should be readable is not. */
export async function readFacts(
  kms: KmsClient,
  keyArn: string,
  needs: { readonly materials: boolean },
  options: CallOptions,
): Promise<FreshFacts> {
  const metadata = await kms.describeKey(keyArn, options)
  // The policy of an AWS managed key may deny these reads even to an administrator, and the answer is known.
  if (metadata.keyManager === 'AWS') return { metadata, status: undefined, materials: undefined }
  const [status, materials] = await Promise.all([
    unlessUnsupported(kms.getKeyRotationStatus(keyArn, options)),
    needs.materials ? readMaterials(kms, keyArn, options) : undefined,
  ])
  return { metadata, status, materials }
}

/** Every material of a key. Undefined where KMS does not offer the history for the key. */
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

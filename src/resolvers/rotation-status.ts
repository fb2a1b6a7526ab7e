import type { Context } from '../context.ts'
import { UnsupportedKeyError } from '../errors/operation-errors.ts'
import type { KeyRotationStatus } from '../kms/kms.ts'
import { automaticRotation } from '../rotation/rules/automatic-rotation.ts'
import type { AutomaticRotation } from '../rotation/rules/automatic-rotation.ts'
import type { Key } from './key.ts'
import { orNull, problemOf } from './readable.ts'

/** The rotation status that KMS reports, and its meaning for this kind of key. */
export interface RotationStatus {
  readonly automatic: AutomaticRotation
  /** Undefined if KMS was not called or rejected the call. */
  readonly status: KeyRotationStatus | undefined
}

/** False also if the metadata could not be read. */
export async function isAwsManaged({ arn }: Key, { loaders }: Context): Promise<boolean> {
  const metadata = await orNull(loaders.metadata(arn))
  return metadata?.keyManager === 'AWS'
}

/**
 * Reads the rotation status. Undefined for an AWS managed key: its key policy may deny the read even to an administrator,
 * and its status is known anyway. Rejects as KMS does.
 */
export async function readStatus(key: Key, context: Context): Promise<KeyRotationStatus | undefined> {
  return (await isAwsManaged(key, context)) ? undefined : context.loaders.status(key.arn)
}

export async function rotationStatus(key: Key, context: Context): Promise<RotationStatus> {
  const reading = readStatus(key, context)
  const [metadata, status, problem] = await Promise.all([
    orNull(context.loaders.metadata(key.arn)),
    orNull(reading),
    problemOf(reading),
  ])
  return {
    automatic: automaticRotation({
      metadata: metadata ?? undefined,
      status: status ?? undefined,
      isUnsupported: problem instanceof UnsupportedKeyError,
    }),
    status: status ?? undefined,
  }
}

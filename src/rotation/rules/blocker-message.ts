/** The messages of blockers: the reason, and what to do next. */
export const blockerMessage = {
  viewerLacksPermission:
    'You do not have the permission ROTATION_WRITE, which is required to change rotation. Ask the operator of this gateway for it.',

  foreignAccount: (accountId: string) =>
    `This key belongs to account ${accountId}. KMS allows only callers of that account to change its rotation. Use a gateway that serves that account.`,

  metadataUnreadable:
    'The gateway could not read the metadata of this key, so it does not know whether the key can be rotated. See problems.metadata for the cause.',

  awsManagedKey:
    'AWS manages this key and rotates it every year. You cannot change its rotation. Use a customer managed key to control rotation.',

  keyDisabled: 'This key is disabled. Enable it in KMS (EnableKey), then try again.',

  keyPendingDeletion: (when: string) =>
    `KMS will delete this key ${when}. To keep the key, cancel the deletion in KMS (CancelKeyDeletion) and enable the key (EnableKey).`,

  keyWithoutMaterial:
    'This key has no usable key material. Import its key material in KMS (ImportKeyMaterial), then try again.',

  keyBeingCreated: 'KMS is still creating this key. Try again in a minute.',

  keyUnavailable:
    'This key is unavailable because its custom key store is not connected. Connect the key store in KMS (ConnectCustomKeyStore), then try again.',

  specNotSupported: (spec: string) =>
    `KMS rotates only symmetric encryption keys, and this key is ${spec}. Create a new key to replace it.`,

  customKeyStore: 'KMS does not rotate keys in custom key stores. Create a new key to replace it.',

  importedMaterial:
    'KMS does not rotate imported key material automatically. Import new material (ImportKeyMaterial), then rotate on demand.',

  // The message does not name the primary key, because the viewer may not be allowed to read it.
  notPrimaryRegion:
    'This key is a replica and shares the rotation of its primary key. Change the primary key instead. `multiRegion.primary` of this key names it.',

  rotationInProgress: (startedAt: Date) =>
    `An on-demand rotation of this key has been in progress since ${startedAt.toISOString()}. Wait until it completes.`,

  noPendingMaterial:
    'This key has no imported key material that is pending rotation. Import new material (ImportKeyMaterial with ImportType NEW_KEY_MATERIAL), then rotate.',

  materialPendingInReplicas:
    'The new key material is not imported into every replica key. Import the same material into each replica (ImportKeyMaterial), then rotate.',

  onDemandQuotaExhausted: (limit: number) =>
    `This key has used all ${limit} on-demand rotations that AWS allows in its lifetime. Use automatic rotation if the key supports it, or create a new key to replace it.`,

  automaticRotationImminent: (scheduledAt: Date, clearsAt: Date) =>
    `KMS rotates this key automatically at ${scheduledAt.toISOString()} and rejects on-demand rotations from 20 minutes before. If the key still needs a rotation, try again after ${clearsAt.toISOString()}.`,

  automaticRotationOff: 'Automatic rotation of this key is already disabled. You do not have to do anything.',
} as const

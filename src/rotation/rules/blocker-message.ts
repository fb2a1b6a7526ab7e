/** What a blocker says: what is in the way, and what to do next. */
export const blockerMessage = {
  viewerLacksPermission:
    'Changing rotation needs the permission ROTATION_WRITE, which you lack. Ask whoever runs this gateway for it.',

  foreignAccount: (accountId: string) =>
    `This key belongs to account ${accountId}, and KMS lets only callers of that account change its rotation. Use a gateway that serves it.`,

  metadataUnreadable:
    'The gateway could not read the metadata of this key, so it does not know whether the key can be rotated. See problems.metadata for the cause and what to do.',

  awsManagedKey:
    'AWS manages this key and rotates it every year; that cannot be changed. Use a customer managed key to decide about rotation yourself.',

  keyDisabled: 'This key is disabled. Enable it in KMS first (EnableKey).',

  keyPendingDeletion: (when: string) =>
    `This key is going to be deleted ${when}. To keep it, cancel that in KMS (CancelKeyDeletion) and enable the key again (EnableKey).`,

  keyWithoutMaterial:
    'This key lacks key material that belongs to it. Import it in KMS first (ImportKeyMaterial).',

  keyBeingCreated: 'KMS is still creating this key. Try again in a minute.',

  keyUnavailable:
    'This key is unavailable because its custom key store is not connected. Connect the key store in KMS first (ConnectCustomKeyStore).',

  specNotSupported: (spec: string) =>
    `KMS rotates symmetric encryption keys only, and this key is ${spec}. Create a new key in its place instead.`,

  customKeyStore: 'KMS rotates no key of a custom key store. Create a new key in its place instead.',

  importedMaterial:
    'KMS does not rotate imported key material automatically. Import new material (ImportKeyMaterial), then rotate on demand.',

  // Not which one: who may see this key may not see that one.
  notPrimaryRegion:
    'This key is a replica and shares the rotation of its primary key. Do this to the primary instead: `multiRegion.primary` of the key says which it is.',

  rotationInProgress: (startedAt: Date) =>
    `An on-demand rotation of this key has been running since ${startedAt.toISOString()}. Wait until it has completed.`,

  noPendingMaterial:
    'No imported key material waits to be rotated to. Import new material first (ImportKeyMaterial with ImportType NEW_KEY_MATERIAL).',

  materialPendingInReplicas:
    'The new key material is not imported in every replica yet. Import the same material into each of them (ImportKeyMaterial), then rotate.',

  onDemandQuotaExhausted: (limit: number) =>
    `This key has had all ${limit} on-demand rotations that AWS grants in its lifetime. Use automatic rotation where the key supports it, or create a new key in its place.`,

  automaticRotationImminent: (scheduledAt: Date, clearsAt: Date) =>
    `KMS rotates this key automatically at ${scheduledAt.toISOString()}, and refuses to rotate it on demand from 20 minutes before. Try again after ${clearsAt.toISOString()}, if the key still needs it.`,

  automaticRotationOff: 'Automatic rotation of this key is off already. There is nothing to do.',
} as const

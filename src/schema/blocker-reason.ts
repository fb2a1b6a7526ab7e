import { builder } from './builder.ts'

export const BlockerReason = builder.enumType('BlockerReason', {
  description: 'The reason why an action on a key is not possible.',
  values: {
    VIEWER_LACKS_PERMISSION: { description: 'You do not have the permission ROTATION_WRITE for this key.' },
    FOREIGN_ACCOUNT: {
      description: 'The key belongs to a different AWS account than the one that this gateway serves.',
    },
    METADATA_UNREADABLE: {
      description: 'The metadata of the key could not be read. `Key.problems.metadata` has the error.',
    },
    AWS_MANAGED_KEY: {
      description:
        'The key is an AWS managed key. AWS rotates it every year, and its rotation cannot be changed.',
    },
    KEY_DISABLED: { description: 'The key is disabled. Enable it in KMS first.' },
    KEY_PENDING_DELETION: { description: 'The key is scheduled for deletion.' },
    KEY_NOT_READY: {
      description: 'The key is being created or updated, has no key material, or is unavailable.',
    },
    SPEC_NOT_SUPPORTED: {
      description: 'The key is asymmetric, HMAC or post-quantum. KMS rotates only symmetric encryption keys.',
    },
    CUSTOM_KEY_STORE: {
      description: 'The key is in a CloudHSM or external key store. KMS cannot rotate it.',
    },
    IMPORTED_MATERIAL: {
      description:
        'The key has imported key material, which KMS does not rotate automatically. Rotate the key on demand.',
    },
    NOT_PRIMARY_REGION: {
      description:
        'The key is a multi-Region replica, which rotates with its primary key. Change the primary key instead.',
    },
    ROTATION_IN_PROGRESS: { description: 'An on-demand rotation of the key is in progress.' },
    NO_PENDING_MATERIAL: {
      description:
        'The key has imported key material, and no new material is pending rotation. Import new material first.',
    },
    ON_DEMAND_QUOTA_EXHAUSTED: { description: 'The key has used its lifetime quota of on-demand rotations.' },
    AUTOMATIC_ROTATION_IMMINENT: {
      description: 'An automatic rotation of the key is in progress or due within 20 minutes.',
    },
    ALREADY_IN_THAT_STATE: { description: 'The key already has the setting that the action would make.' },
  },
})

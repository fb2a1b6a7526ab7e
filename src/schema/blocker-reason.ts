import { builder } from './builder.ts'

export const BlockerReason = builder.enumType('BlockerReason', {
  description: 'Why something cannot be done to a key.',
  values: {
    VIEWER_LACKS_PERMISSION: { description: 'You lack the permission ROTATION_WRITE.' },
    FOREIGN_ACCOUNT: { description: 'The key is of another account than the one this gateway serves.' },
    METADATA_UNREADABLE: {
      description: 'The metadata of the key could not be read: see `Key.problems.metadata`.',
    },
    AWS_MANAGED_KEY: { description: 'AWS manages the key and rotates it every year.' },
    KEY_DISABLED: { description: 'The key is disabled.' },
    KEY_PENDING_DELETION: { description: 'The key is to be deleted.' },
    KEY_NOT_READY: {
      description: 'The key is being created or updated, lacks its material, or is unavailable.',
    },
    SPEC_NOT_SUPPORTED: {
      description: 'Only symmetric encryption keys rotate: not asymmetric, HMAC or post-quantum ones.',
    },
    CUSTOM_KEY_STORE: { description: 'The key is in a CloudHSM or external key store.' },
    IMPORTED_MATERIAL: { description: 'Imported material rotates on demand only.' },
    NOT_PRIMARY_REGION: { description: 'A multi-Region replica rotates with its primary.' },
    ROTATION_IN_PROGRESS: { description: 'An on-demand rotation runs.' },
    NO_PENDING_MATERIAL: { description: 'No imported material waits for rotation.' },
    ON_DEMAND_QUOTA_EXHAUSTED: { description: 'All on-demand rotations of the key are used.' },
    AUTOMATIC_ROTATION_IMMINENT: { description: 'An automatic rotation runs or is due within 20 minutes.' },
    ALREADY_IN_THAT_STATE: { description: 'It is so already.' },
  },
})

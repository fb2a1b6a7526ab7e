/** What an event may have changed. */
export interface EventEffect {
  /** Whether a poll of the key could find an event. */
  readonly isAboutRotation: boolean
  readonly changedList: 'KEYS' | 'ALIASES' | undefined
}

const rotation: EventEffect = { isAboutRotation: true, changedList: undefined }
const keyList: EventEffect = { isAboutRotation: false, changedList: 'KEYS' }
const aliasList: EventEffect = { isAboutRotation: false, changedList: 'ALIASES' }
/** Only the key's own cached responses. */
const metadata: EventEffect = { isAboutRotation: false, changedList: undefined }

/** The events that KMS sends by itself, by detail type. */
export const SERVICE_EVENTS: Readonly<Record<string, EventEffect>> = {
  'KMS CMK Rotation': rotation,
  'KMS CMK Deletion': { isAboutRotation: true, changedList: 'KEYS' },
  'KMS Imported Key Material Expiration': rotation,
}

export const API_CALL = 'AWS API Call via CloudTrail'

/** The API calls, by event name. */
export const API_CALLS: Readonly<Record<string, EventEffect>> = {
  RotateKeyOnDemand: rotation,
  EnableKeyRotation: rotation,
  DisableKeyRotation: rotation,
  CreateKey: keyList,
  EnableKey: rotation,
  DisableKey: rotation,
  ScheduleKeyDeletion: rotation,
  CancelKeyDeletion: rotation,
  PutKeyPolicy: rotation,
  ImportKeyMaterial: rotation,
  DeleteImportedKeyMaterial: rotation,
  ReplicateKey: keyList,
  UpdatePrimaryRegion: rotation,
  UpdateKeyDescription: metadata,
  TagResource: metadata,
  UntagResource: metadata,
  CreateAlias: aliasList,
  UpdateAlias: aliasList,
  DeleteAlias: aliasList,
}

/** The event patterns of the two EventBridge rules. They match exactly the events that the gateway accepts. */
export const EVENT_PATTERNS = [
  { source: ['aws.kms'], 'detail-type': Object.keys(SERVICE_EVENTS) },
  {
    source: ['aws.kms'],
    'detail-type': [API_CALL],
    detail: { eventSource: ['kms.amazonaws.com'], eventName: Object.keys(API_CALLS) },
  },
] as const

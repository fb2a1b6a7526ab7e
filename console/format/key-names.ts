import type {
  AutomaticRotation,
  ComplianceVerdict,
  KeyManager,
  KeyOrigin,
  KeyState,
} from '../generated/graphql.ts'

/** The names of the values that a key can have, in the order in which a list shows them. */

/** From the most urgent verdict to the least urgent one. */
export const VERDICT_NAMES: Names<ComplianceVerdict> = {
  OVERDUE: 'Overdue',
  MANUAL_DUE: 'Due, rotate by hand',
  DUE_SOON: 'Due soon',
  EXCEPTED: 'Excepted',
  COMPLIANT: 'Compliant',
  NOT_APPLICABLE: 'Not applicable',
  UNKNOWN: 'Unknown',
}

export const AUTOMATIC_ROTATION_NAMES: Names<AutomaticRotation> = {
  ENABLED: 'On',
  DISABLED: 'Off',
  AWS_MANAGED: 'Every year, by AWS',
  NOT_SUPPORTED: 'Not supported',
  UNKNOWN: 'Unknown',
}

export const STATE_NAMES: Names<KeyState> = {
  ENABLED: 'Enabled',
  DISABLED: 'Disabled',
  PENDING_DELETION: 'Pending deletion',
  PENDING_IMPORT: 'Pending import',
  PENDING_REPLICA_DELETION: 'Pending replica deletion',
  CREATING: 'Creating',
  UPDATING: 'Updating',
  UNAVAILABLE: 'Unavailable',
  UNRECOGNIZED: 'Another state',
}

export const ORIGIN_NAMES: Names<KeyOrigin> = {
  AWS_KMS: 'AWS KMS',
  EXTERNAL: 'Imported key material',
  AWS_CLOUDHSM: 'AWS CloudHSM',
  EXTERNAL_KEY_STORE: 'External key store',
  UNRECOGNIZED: 'Another origin',
}

export const MANAGER_NAMES: Names<KeyManager> = {
  CUSTOMER: 'Customer',
  AWS: 'AWS',
  UNRECOGNIZED: 'Another manager',
}

export type Names<Value extends string> = { readonly [value in Value]: string }

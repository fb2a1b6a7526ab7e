import { instant } from './instant.ts'
import type { Instant } from './instant.ts'
import { KEY_ORIGINS, KEY_STATES } from './key.ts'
import type { KeyOrigin, KeyState, PageCut } from './key.ts'
import { KMS_OPERATION_NAMES } from './operation-name.ts'
import type { KmsOperationName } from './operation-name.ts'
import { anything, boolean, integer, list, oneOf, orNull, record, shape, string } from './shape.ts'
import type { Reader } from './shape.ts'

/** A key to create. The default is what KMS creates: a symmetric key, enabled, created now, never rotated. */
export interface KeyBlueprint {
  /** @default the emulator's first Region */
  readonly region?: string
  /** @default a new UUID, or `mrk-…` for a multi-Region key */
  readonly keyId?: string
  /** A key of another account than the caller's is reachable only by its ARN and only by some operations. @default the emulator's first account */
  readonly accountId?: string
  /** @default '' */
  readonly description?: string
  /** @default 'SYMMETRIC_DEFAULT' */
  readonly spec?: string
  /** @default the first usage of the spec */
  readonly usage?: string
  /** @default 'AWS_KMS' */
  readonly origin?: KeyOrigin
  /** An AWS managed key rotates every year. @default 'CUSTOMER' */
  readonly manager?: 'AWS' | 'CUSTOMER'
  /** `PendingImport` means that no key material was ever imported. @default 'Enabled' */
  readonly state?: KeyState
  /** @default 'now' */
  readonly createdAt?: Instant
  /** For PendingDeletion. @default '+30d' */
  readonly deletionDate?: Instant
  /** With or without the `alias/` prefix. */
  readonly aliases?: readonly string[]
  readonly tags?: Readonly<Record<string, string>>
  /** Operations that answer AccessDeniedException for this key. */
  readonly denies?: readonly KmsOperationName[]
  /** Page sizes of this key's lists, instead of the settings. */
  readonly pages?: PageCut
  /** Members of KeyMetadata that replace the emulator's, for example a key state that the emulator does not know; null = omitted. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Automatic rotation is on. */
  readonly automaticRotation?: AutomaticRotationBlueprint
  /** Completed rotations, in any order. */
  readonly rotations?: readonly PastRotation[]
  /** An on-demand rotation that is in progress. */
  readonly rotationInProgress?: { readonly startedAt: Instant; readonly completesAt: Instant }
  /** The last use of the key. A replica has none. @default never used */
  readonly lastUsage?: UsageBlueprint
  /** When KMS began to record uses. @default the creation of the key, also instead of an earlier date */
  readonly trackingStartDate?: Instant
  /** For EXTERNAL keys. */
  readonly material?: ImportedMaterialBlueprint
  /** For EXTERNAL keys: the key material that the next on-demand rotation makes current. */
  readonly pendingMaterial?: PendingMaterialBlueprint
  /** Creates a multi-Region primary key with replicas in these Regions. */
  readonly replicaRegions?: readonly string[]
}

export interface AutomaticRotationBlueprint {
  /** 90 to 2560. @default 365 */
  readonly periodInDays?: number
  /** @default one period after now */
  readonly nextRotationDate?: Instant
}

export interface PastRotation {
  /** RotationDate. */
  readonly date: Instant
  /** @default 'AUTOMATIC' */
  readonly type?: 'AUTOMATIC' | 'ON_DEMAND'
}

export interface UsageBlueprint {
  readonly usedAt: Instant
  /** @default 'Decrypt' */
  readonly operation?: string
}

export interface ImportedMaterialBlueprint {
  readonly description?: string
  /** @default it does not expire */
  readonly validTo?: Instant
}

export interface PendingMaterialBlueprint extends ImportedMaterialBlueprint {
  /** The key material is not imported into every replica, so KMS does not rotate to it. @default false */
  readonly isAwaitingReplicas?: boolean
}

/** A change of an existing key. Omitted members keep their values. */
export interface KeyChange {
  readonly description?: string
  /** A state other than Enabled suspends automatic rotation. Enabling the key rotates it at once if its date has passed. */
  readonly state?: KeyState
  readonly deletionDate?: Instant
  /** Replaces all aliases. */
  readonly aliases?: readonly string[]
  /** Replaces all tags. */
  readonly tags?: Readonly<Record<string, string>>
  readonly denies?: readonly KmsOperationName[]
  readonly pages?: PageCut
  /** Replaces all members set before. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** null disables automatic rotation. */
  readonly automaticRotation?: AutomaticRotationBlueprint | null
  /** null = never used. */
  readonly lastUsage?: UsageBlueprint | null
  /** Imports key material for the next rotation; null deletes it. */
  readonly pendingMaterial?: PendingMaterialBlueprint | null
}

const pages: Reader<PageCut> = shape({
  maxItems: integer(1),
  emptyEvery: integer(2),
  hasTrailingEmptyPage: boolean,
})
const automaticRotation: Reader<AutomaticRotationBlueprint> = shape({
  periodInDays: integer(90, 2560),
  nextRotationDate: instant,
})
const lastUsage: Reader<UsageBlueprint> = shape({ usedAt: instant, operation: string }, ['usedAt'])
const pendingMaterial: Reader<PendingMaterialBlueprint> = shape({
  description: string,
  validTo: instant,
  isAwaitingReplicas: boolean,
})
const denies = list(oneOf(...KMS_OPERATION_NAMES))

/** Throws an InvalidBodyError that names the invalid member. */
export const readPastRotation: Reader<PastRotation> = shape(
  { date: instant, type: oneOf('AUTOMATIC', 'ON_DEMAND') },
  ['date'],
)

/** Throws an InvalidBodyError that names the invalid member. */
export const readBlueprint: Reader<KeyBlueprint> = shape({
  region: string,
  keyId: string,
  accountId: string,
  description: string,
  spec: string,
  usage: string,
  origin: oneOf(...KEY_ORIGINS),
  manager: oneOf('AWS', 'CUSTOMER'),
  state: oneOf(...KEY_STATES),
  createdAt: instant,
  deletionDate: instant,
  aliases: list(string),
  tags: record(string),
  denies,
  pages,
  metadata: record(anything),
  automaticRotation,
  rotations: list(readPastRotation),
  rotationInProgress: shape({ startedAt: instant, completesAt: instant }, ['startedAt', 'completesAt']),
  lastUsage,
  trackingStartDate: instant,
  material: shape({ description: string, validTo: instant }),
  pendingMaterial,
  replicaRegions: list(string),
} satisfies Record<keyof KeyBlueprint, unknown>)

/** Throws an InvalidBodyError that names the invalid member. */
export const readChange: Reader<KeyChange> = shape({
  description: string,
  state: oneOf(...KEY_STATES),
  deletionDate: instant,
  aliases: list(string),
  tags: record(string),
  denies,
  pages,
  metadata: record(anything),
  automaticRotation: orNull(automaticRotation),
  lastUsage: orNull(lastUsage),
  pendingMaterial: orNull(pendingMaterial),
} satisfies Record<keyof KeyChange, unknown>)

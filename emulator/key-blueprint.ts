import { instant } from './instant.ts'
import type { Instant } from './instant.ts'
import { KEY_ORIGINS, KEY_STATES } from './key.ts'
import type { KeyOrigin, KeyState, PageCut } from './key.ts'
import { OPERATION_NAMES } from './operation-name.ts'
import type { OperationName } from './operation-name.ts'
import { anything, boolean, integer, list, oneOf, orNull, record, shape, string } from './shape.ts'
import type { Reader } from './shape.ts'

/** A key to be made. Whatever is left out is as KMS makes it: a symmetric key, enabled, created now, never rotated. */
export interface KeyBlueprint {
  /** @default the emulator's first Region */
  readonly region?: string
  /** @default a new UUID, or `mrk-…` for a multi-Region key */
  readonly keyId?: string
  /** Another account makes it a foreign key: reached by ARN only, and by few operations. @default the emulator's account */
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
  /** `PendingImport` from the start means: nothing was ever imported. @default 'Enabled' */
  readonly state?: KeyState
  /** @default 'now' */
  readonly createdAt?: Instant
  /** For PendingDeletion. @default '+30d' */
  readonly deletionDate?: Instant
  /** With or without the `alias/` prefix. */
  readonly aliases?: readonly string[]
  readonly tags?: Readonly<Record<string, string>>
  /** Operations whose calls for this key end in AccessDeniedException. */
  readonly denies?: readonly OperationName[]
  /** How the lists of this key are cut, in place of the settings. */
  readonly pages?: PageCut
  /** Members of KeyMetadata to send instead of what would be sent, say a state that is newer than this emulator; null = not sent. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** Automatic rotation is on. */
  readonly automaticRotation?: AutomaticRotationBlueprint
  /** Completed rotations, in any order. */
  readonly rotations?: readonly PastRotation[]
  /** An on-demand rotation that is under way. */
  readonly rotationInProgress?: { readonly startedAt: Instant; readonly completesAt: Instant }
  /** For EXTERNAL keys. */
  readonly material?: ImportedMaterialBlueprint
  /** For EXTERNAL keys: what the next on-demand rotation makes current. */
  readonly pendingMaterial?: PendingMaterialBlueprint
  /** Makes a multi-Region primary, and its replicas in these Regions. */
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

export interface ImportedMaterialBlueprint {
  readonly description?: string
  /** @default it does not expire */
  readonly validTo?: Instant
}

export interface PendingMaterialBlueprint extends ImportedMaterialBlueprint {
  /** Not yet imported into every replica, so not ready to be rotated to. @default false */
  readonly isAwaitingReplicas?: boolean
}

/** What a test may change of a key that exists. */
export interface KeyChange {
  readonly description?: string
  /** Leaving Enabled suspends automatic rotation; coming back makes one at once when its date has passed. */
  readonly state?: KeyState
  readonly deletionDate?: Instant
  /** All of them: those left out are gone. */
  readonly aliases?: readonly string[]
  /** All of them: those left out are gone. */
  readonly tags?: Readonly<Record<string, string>>
  readonly denies?: readonly OperationName[]
  readonly pages?: PageCut
  /** All of them: those left out are as usual again. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /** null turns it off. */
  readonly automaticRotation?: AutomaticRotationBlueprint | null
  /** Imports material that waits for the next rotation; null deletes it. */
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
const pendingMaterial: Reader<PendingMaterialBlueprint> = shape({
  description: string,
  validTo: instant,
  isAwaitingReplicas: boolean,
})
const denies = list(oneOf(...OPERATION_NAMES))

/** Throws an InvalidBodyError that says what is wrong. */
export const readPastRotation: Reader<PastRotation> = shape(
  { date: instant, type: oneOf('AUTOMATIC', 'ON_DEMAND') },
  ['date'],
)

/** Throws an InvalidBodyError that says what is wrong. */
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
  material: shape({ description: string, validTo: instant }),
  pendingMaterial,
  replicaRegions: list(string),
} satisfies Record<keyof KeyBlueprint, unknown>)

/** Throws an InvalidBodyError that says what is wrong. */
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
  pendingMaterial: orNull(pendingMaterial),
} satisfies Record<keyof KeyChange, unknown>)

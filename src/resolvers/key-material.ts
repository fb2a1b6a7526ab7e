import type { Context } from '../context.ts'
import { KmsUnavailableError } from '../errors/operation-errors.ts'
import { BadUserInputError, InvalidCursorError } from '../errors/request-errors.ts'
import type { RotationsListEntry } from '../kms/kms.ts'
import { toConnection, toEdge } from '../pagination/connection.ts'
import type { Connection } from '../pagination/connection.ts'
import { decodeCursor, digest, encodeCursor } from '../pagination/cursor.ts'
import { pageWindow } from '../pagination/window.ts'
import { toRotation } from '../rotation/rotation.ts'
import { toEnumValue } from '../rotation/readings/aws-enum.ts'
import type { Key } from './key.ts'
import { readsOf } from './key-reads.ts'
import { orNull } from './readable.ts'
import type { StoredRotation } from './rotation-request.ts'
import type { SourcedRotation } from './rotation.ts'
import { keyOf, withSource } from './visibility.ts'
import type { KeySource, Sourced } from './visibility.ts'

export const MATERIAL_STATES = [
  'CURRENT',
  'NON_CURRENT',
  'PENDING_ROTATION',
  'PENDING_MULTI_REGION_IMPORT_AND_ROTATION',
] as const
export const IMPORT_STATES = ['IMPORTED', 'PENDING_IMPORT'] as const

export type KeyMaterialState = (typeof MATERIAL_STATES)[number] | 'UNRECOGNIZED'
export type ImportState = (typeof IMPORT_STATES)[number] | 'UNRECOGNIZED'

export interface KeyMaterial extends Sourced {
  readonly keyArn: string
  readonly materialId: string
  readonly entry: RotationsListEntry
}

export interface KeyMaterialArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly filter?:
    | {
        readonly states?: readonly KeyMaterialState[] | null | undefined
        readonly importStates?: readonly ImportState[] | null | undefined
      }
    | null
    | undefined
}

export interface KeyMaterialConnection extends Connection<KeyMaterial> {
  readonly totalCount: number
}

export const stateOfMaterial = ({ entry }: KeyMaterial): KeyMaterialState =>
  toEnumValue(MATERIAL_STATES, entry.keyMaterialState) ?? 'UNRECOGNIZED'

export const importStateOf = ({ entry }: KeyMaterial): ImportState | null =>
  toEnumValue(IMPORT_STATES, entry.importState)

/** The natural ID of a key material, which its global ID encodes. */
export const idOfMaterial = ({ keyArn, materialId }: KeyMaterial): string => `${keyArn}#${materialId}`

/** The rotation that made a material current. Null for the first material and for pending material. */
export function rotationOfMaterial({ keyArn, entry, source }: KeyMaterial): SourcedRotation | null {
  const rotation = toRotation(keyArn, entry)
  return rotation ? withSource(rotation, { source }) : null
}

/** The material that a rotation made current, in its present state. Null if KMS does not report it. */
export async function materialOf(
  rotation: SourcedRotation | StoredRotation,
  context: Context,
): Promise<KeyMaterial | null> {
  const { keyArn, entry, source } = rotation
  if (!('isStored' in rotation)) return toMaterial(keyArn, entry, source) ?? null
  const entries = await orNull(historyOf(rotation, context))
  const now = entries?.find(({ keyMaterialId }) => keyMaterialId === entry.keyMaterialId)
  return toMaterial(keyArn, now ?? entry, source) ?? null
}

const historyOf = async ({ keyArn, source }: StoredRotation, context: Context) =>
  source === 'INVENTORY'
    ? readsOf(await keyOf(keyArn, context, source), context).rotations()
    : context.loaders.rotations(keyArn)

function toMaterial(
  keyArn: string,
  entry: RotationsListEntry,
  source: KeySource | undefined,
): KeyMaterial | undefined {
  const { keyMaterialId: materialId } = entry
  return materialId === undefined ? undefined : { keyArn, materialId, entry, source }
}

/**
 * All materials of a key, in the order of KMS. Rejects as KMS does.
 *
 * @throws {KmsUnavailableError} if KMS lists materials without their IDs
 */
export async function materialsOf(key: Key, context: Context): Promise<readonly KeyMaterial[]> {
  const { arn } = key
  const entries = await readsOf(key, context).materials()
  const materials = entries
    .map((entry) => toMaterial(arn, entry, key.source))
    .filter((material) => material !== undefined)
  if (materials.length === entries.length) return materials
  throw new KmsUnavailableError(
    `KMS lists key material of ${arn} without KeyMaterialId, so the gateway cannot identify it. Use a KMS endpoint that returns KeyMaterialId.`,
    { wasRefused: true },
  )
}

export async function materialInState(
  state: KeyMaterialState,
  key: Key,
  context: Context,
): Promise<KeyMaterial | null> {
  const materials = await orNull(materialsOf(key, context))
  return materials?.find((material) => stateOfMaterial(material) === state) ?? null
}

/** Cut from all materials, which are few. Null when they may not be read. */
export async function materialConnection(
  key: Key,
  { first, after, filter }: KeyMaterialArguments,
  context: Context,
): Promise<KeyMaterialConnection | null> {
  const { size } = pageWindow({ first }, context.facts.limits)
  const origin = { field: 'materials', parent: key.arn, variant: filter ? digest(filter) : '' }
  const cursor = typeof after === 'string' ? decodeCursor(origin, after) : undefined
  const materials = await orNull(materialsOf(key, context))
  if (!materials) return null

  const { states, importStates } = filter ?? {}
  const matching = materials.filter((material) => {
    const importState = importStateOf(material)
    return (
      (!states || states.includes(stateOfMaterial(material))) &&
      (!importStates || (importState !== null && importStates.includes(importState)))
    )
  })
  const start = cursor ? matching.findIndex(({ materialId }) => materialId === cursor.sortKey[0]) + 1 : 0
  if (cursor && start === 0)
    throw new InvalidCursorError(
      `The key material of the cursor '${after?.slice(0, 40)}…' is no longer listed. Start again without the cursor.`,
    )
  const page = matching.slice(start, start + size)
  const position = { list: '', marker: null, place: 0 }
  const edges = page.map((node) =>
    toEdge(node, () => encodeCursor(origin, { position, sortKey: [node.materialId] })),
  )
  return {
    ...toConnection(edges, {
      hasNextPage: start + size < matching.length,
      hasPreviousPage: cursor !== undefined,
    }),
    totalCount: matching.length,
  }
}

/** @throws {BadUserInputError} if {@link idOfMaterial} did not make `id` */
export function parseMaterialId(id: string): { readonly keyArn: string; readonly materialId: string } {
  const [keyArn, materialId] = id.split('#')
  if (keyArn && materialId) return { keyArn, materialId }
  throw new BadUserInputError(
    `'${id.slice(0, 100)}' is not the ID of a key material. Pass the value of KeyMaterial.id.`,
  )
}

import { invalidState, unsupported, unsupportedOrigin } from '../aws-error.ts'
import { findKey } from '../key-lookup.ts'
import { epochSeconds, expiry, hasSymmetricMaterial, isInCustomKeyStore } from '../key.ts'
import type { EmulatedKey } from '../key.ts'
import type { Operation } from '../operation.ts'
import { historyAt, pendingAt } from '../rotation-timeline.ts'
import type { KeyMaterial, RotationRecord, RotationTimeline } from '../rotation-timeline.ts'
import { RequestMembers } from '../validation.ts'

export const listKeyRotations: Operation = {
  name: 'ListKeyRotations',
  run(body, call) {
    const members = new RequestMembers(body)
    const keyId = members.keyId()
    const include =
      members.oneOf('IncludeKeyMaterial', ['ALL_KEY_MATERIAL', 'ROTATIONS_ONLY']) ?? 'ROTATIONS_ONLY'
    const limit = members.limit(100)
    const marker = members.marker()
    members.throwIfInvalid()
    const { world, operation, now } = call
    const key = findKey(keyId, call)
    const { rotationsOrder, historyOfOtherSpecs, hasKeyMaterialIds } = world.settings()

    // KMS answers reads in all other key states: unlike writes, reads have no state errors in the service model.
    if (key.state === 'Creating') throw invalidState(key.arn, 'creating')
    if (isInCustomKeyStore(key)) throw unsupportedOrigin(key.arn, key.origin)
    if (!hasSymmetricMaterial(key) && historyOfOtherSpecs === 'unsupported') throw unsupported()

    const at = world.staleReads.instantOf(key, operation, now)
    const oldestFirst = hasSymmetricMaterial(key)
      ? entries(key.ledger.timeline, at, include === 'ALL_KEY_MATERIAL')
      : []
    const { items, nextMarker } = world.pager.page({
      items: rotationsOrder === 'oldest-first' ? oldestFirst : oldestFirst.toReversed(),
      idOf: ({ material }) => material.id,
      list: `ListKeyRotations ${key.arn} ${include}`,
      limit,
      marker,
      cut: key.pages,
    })
    return {
      Rotations: items.map((entry) => toMember(key, entry, hasKeyMaterialIds)),
      ...(nextMarker !== undefined && { NextMarker: nextMarker }),
      Truncated: nextMarker !== undefined,
    }
  },
}

interface Entry {
  readonly material: KeyMaterial
  readonly state: string
  readonly rotation?: RotationRecord
}

function entries(timeline: RotationTimeline, at: number, isAllMaterial: boolean): readonly Entry[] {
  const history = historyAt(timeline, at)
  const current = history.at(-1)?.material ?? timeline.first
  const stateOf = (material: KeyMaterial) => (material === current ? 'CURRENT' : 'NON_CURRENT')
  const rotated = history.map((rotation) => ({
    material: rotation.material,
    state: stateOf(rotation.material),
    rotation,
  }))
  if (!isAllMaterial) return rotated
  const pending = pendingAt(timeline, at).map(({ material, isAwaitingReplicas }) => ({
    material,
    state: isAwaitingReplicas ? 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION' : 'PENDING_ROTATION',
  }))
  const first = timeline.first ? [{ material: timeline.first, state: stateOf(timeline.first) }] : []
  return [...first, ...rotated, ...pending]
}

const toMember = (key: EmulatedKey, { material, state, rotation }: Entry, hasMaterialIds: boolean) => ({
  KeyId: key.arn,
  ...(hasMaterialIds && { KeyMaterialId: material.id, KeyMaterialState: state }),
  ...(material.description !== undefined && { KeyMaterialDescription: material.description }),
  ...(material.importState && { ImportState: material.importState, ...expiry(material.validTo) }),
  ...(rotation && { RotationDate: epochSeconds(rotation.completedAt), RotationType: rotation.type }),
})

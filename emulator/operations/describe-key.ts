import { findKey } from '../key-lookup.ts'
import { keyMetadata } from '../key.ts'
import type { Operation } from '../operation.ts'
import { RequestMembers } from '../validation.ts'

export const describeKey: Operation = {
  name: 'DescribeKey',
  run(body, call) {
    const members = new RequestMembers(body)
    const keyId = members.keyId()
    members.grantTokens()
    members.throwIfInvalid()
    const key = findKey(keyId, call, { takesAlias: true, isCrossAccount: true })
    return { KeyMetadata: keyMetadata(key, call.now, call.world.settings().hasKeyMaterialIds) }
  },
}

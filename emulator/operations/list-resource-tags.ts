import { findKey } from '../key-lookup.ts'
import type { Operation } from '../operation.ts'
import { RequestMembers } from '../validation.ts'

export const listResourceTags: Operation = {
  name: 'ListResourceTags',
  run(body, call) {
    const members = new RequestMembers(body)
    const keyId = members.keyId()
    const limit = members.limit(50, 50)
    const marker = members.marker()
    members.throwIfInvalid()
    const key = findKey(keyId, call)
    const { items, nextMarker } = call.world.pager.page({
      items: Object.entries(key.tags),
      idOf: ([tagKey]) => tagKey,
      list: `ListResourceTags ${key.arn}`,
      limit,
      marker,
      cut: key.pages,
    })
    return {
      Tags: items.map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      ...(nextMarker !== undefined && { NextMarker: nextMarker }),
      Truncated: nextMarker !== undefined,
    }
  },
}

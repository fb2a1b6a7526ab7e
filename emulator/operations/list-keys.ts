import type { Operation } from '../operation.ts'
import { RequestMembers } from '../validation.ts'

export const listKeys: Operation = {
  name: 'ListKeys',
  run(body, { world, region, caller: { accountId } }) {
    const members = new RequestMembers(body)
    const limit = members.limit(100)
    const marker = members.marker()
    members.throwIfInvalid()
    const { items, nextMarker } = world.pager.page({
      items: world.store.keysIn({ accountId, region }),
      idOf: (key) => key.arn,
      list: `ListKeys ${accountId} ${region}`,
      limit,
      marker,
      cut: {},
    })
    return {
      Keys: items.map((key) => ({ KeyId: key.keyId, KeyArn: key.arn })),
      ...(nextMarker !== undefined && { NextMarker: nextMarker }),
      Truncated: nextMarker !== undefined,
    }
  },
}

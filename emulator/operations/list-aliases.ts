import { findKey } from '../key-lookup.ts'
import { aliasesOf } from '../key-store.ts'
import { epochSeconds } from '../key.ts'
import type { Operation } from '../operation.ts'
import { RequestMembers } from '../validation.ts'

export const listAliases: Operation = {
  name: 'ListAliases',
  run(body, call) {
    const members = new RequestMembers(body)
    const keyId = members.optionalKeyId()
    const limit = members.limit(50, 100)
    const marker = members.marker()
    members.throwIfInvalid()
    const {
      world,
      region,
      caller: { accountId },
    } = call
    const key = keyId === undefined ? undefined : findKey(keyId, call)
    const { items, nextMarker } = world.pager.page({
      items: key ? aliasesOf(key) : world.store.aliasesIn({ accountId, region }),
      idOf: (listed) => listed.arn,
      list: `ListAliases ${key?.arn ?? `${accountId} ${region}`}`,
      limit,
      marker,
      cut: key?.pages ?? {},
    })
    return {
      Aliases: items.map(({ name, arn, alias, key: target }) => ({
        AliasName: name,
        AliasArn: arn,
        ...(target && { TargetKeyId: target.keyId }),
        ...(alias && {
          CreationDate: epochSeconds(alias.createdAt),
          LastUpdatedDate: epochSeconds(alias.updatedAt),
        }),
      })),
      ...(nextMarker !== undefined && { NextMarker: nextMarker }),
      Truncated: nextMarker !== undefined,
    }
  },
}

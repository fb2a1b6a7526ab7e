import { parseKeyArn } from '../kms/key-arn.ts'
import type { KeyArn } from '../kms/key-arn.ts'
import { arnIn, scopeName } from '../kms/scopes.ts'
import type { Scopes } from '../kms/scopes.ts'
import type { KeyNotice, NoticeOutcome, NoticeReceiver } from '../push/push-source.ts'
import type { KeptInventory } from '../rotation/inventory/create-inventory.ts'
import type { SelectedKeys } from '../rotation/key-set/selected-keys.ts'
import type { KeyWatches } from '../rotation/watch/key-watches.ts'
import type { LayeredScope } from './scope-layers.ts'

export interface PushReceiverOptions {
  readonly scopes: Scopes<LayeredScope>
  readonly watches: Pick<KeyWatches, 'notice'>
  readonly selectedKeys: Pick<SelectedKeys, 'notice'>
  readonly inventory: Pick<KeptInventory, 'noticeKey' | 'noticeList'> | undefined
}

/** Multi-Region keys share their rotations. */
const MULTI_REGION = /^mrk-/

/**
 * Invalidates what is cached about the keys of notices, makes their watches poll, and makes the subscriptions look for new keys. A
 * notice proves nothing, so nothing else follows from it. Notices that arrive together about one key are one.
 */
export function createPushReceiver(options: PushReceiverOptions): NoticeReceiver {
  const { scopes, watches, selectedKeys, inventory } = options

  function arnsOf({ accountId, region, keys }: KeyNotice): readonly KeyArn[] {
    const own = scopes.named(scopeName({ accountId, region }))
    return keys
      .flatMap((key) => parseKeyArn(key) ?? (own ? parseKeyArn(arnIn(own, key)) : undefined) ?? [])
      .flatMap((arn) => [arn, ...(MULTI_REGION.test(arn.keyId) ? relatedTo(arn) : [])])
  }

  /** The primary key and the replicas in other Regions. */
  const relatedTo = ({ accountId, region, keyId }: KeyArn): readonly KeyArn[] =>
    scopes.all
      .filter((scope) => scope.accountId === accountId && scope.region !== region)
      .flatMap((scope) => parseKeyArn(arnIn(scope, keyId)) ?? [])

  return (notices) => {
    const polled = new Set<string>()

    function poll({ arn }: KeyArn, sentAt: number): boolean {
      if (!polled.has(arn) && !watches.notice(arn, sentAt)) return false
      polled.add(arn)
      return true
    }

    return notices.map((notice): NoticeOutcome => {
      const listed = scopes.named(scopeName(notice))
      if (notice.changedList) listed?.kms.invalidateLists()
      if (notice.changedList === 'KEYS' && listed) selectedKeys.notice(listed.name)
      if (notice.changedList && listed) inventory?.noticeList(listed.name)
      let isServed = listed !== undefined && notice.changedList !== undefined
      let isPolled = false
      for (const arn of arnsOf(notice)) {
        const scope = scopes.find(arn)
        if (!scope) continue
        isServed = true
        // First, so that the poll's subscribers do not read what is outdated.
        scope.kms.invalidateIfCached(arn.arn)
        inventory?.noticeKey(arn)
        if (notice.isAboutRotation && poll(arn, notice.sentAt)) isPolled = true
      }
      if (isPolled) return 'POLLED'
      return isServed ? 'INVALIDATED' : 'NOT_SERVED'
    })
  }
}

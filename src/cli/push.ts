import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { PushSource } from '../push/push-source.ts'
import { openPushQueues } from '../push/push-queues.ts'
import { parseQueueAddress } from '../push/queue-address.ts'
import type { QueueAddress } from '../push/queue-address.ts'
import type { Upstream } from './upstream.ts'

/** The queues of `--push-queues`, read with the gateway's own credentials. Undefined if the setting is empty. */
export async function openPush(
  { pushQueues }: Pick<Config, 'pushQueues'>,
  { clock, aws }: Pick<Upstream, 'clock' | 'aws'>,
  logger: Logger,
): Promise<PushSource | undefined> {
  const addresses = queuesOf(pushQueues)
  return addresses.length === 0 ? undefined : openPushQueues({ addresses, clock, logger, ...aws })
}

export const queuesOf = (pushQueues: Config['pushQueues']): readonly QueueAddress[] =>
  pushQueues.flatMap((text) => parseQueueAddress(text) ?? [])

import type { Clock } from '../clock.ts'
import { createCredentialHealth } from '../kms/aws/credential-health.ts'
import { createCachedKms } from '../kms/cache/cached-kms.ts'
import type { CachedKms } from '../kms/cache/cached-kms.ts'
import type { Kms } from '../kms/kms.ts'
import { createLimitedKms } from '../kms/rate/limited-kms.ts'
import type { LimitedKms } from '../kms/rate/limited-kms.ts'
import type { MaxAges } from '../kms/cache/max-ages.ts'
import { createObservedKms } from '../kms/observed-kms.ts'
import type { Logger } from '../logger.ts'
import type { AllObservers } from './all-observers.ts'
import type { GatewayOptions } from './options.ts'

/** What stands before each KMS, from the wire up: who is told of calls, our share of its quotas, the answers kept. */
export interface KmsLayers {
  readonly limited: readonly [LimitedKms, ...LimitedKms[]]
  readonly shared: readonly [CachedKms, ...CachedKms[]]
}

export interface KmsLayersOptions {
  readonly clock: Clock
  readonly maxAges: MaxAges
  readonly observers: AllObservers
  readonly logger: Logger
}

export function createKmsLayers(
  options: Pick<GatewayOptions, 'kms' | 'kmsLimits' | 'maxCachedAnswers'>,
  { clock, maxAges, observers, logger }: KmsLayersOptions,
): KmsLayers {
  const { kmsLimits, maxCachedAnswers: maxAnswers } = options
  const { onQuotaWait: onRequest, onCacheRead: onRead } = observers
  const health = createCredentialHealth({ logger, onChange: observers.onCredentialResult })
  const limit = (kms: Kms) =>
    createLimitedKms({
      ...kmsLimits,
      kms: createObservedKms(observers.around(kms), health),
      clock,
      onRequest,
    })
  const share = (kms: Kms) => createCachedKms(kms, { clock, maxAges, maxAnswers, onRead })
  const limited = onEach(options.kms, limit)
  return { limited, shared: onEach(limited, share) }
}

function onEach<From, To>(
  items: readonly [From, ...From[]],
  make: (item: From) => To,
): readonly [To, ...To[]] {
  const [first, ...others] = items
  return [make(first), ...others.map(make)]
}

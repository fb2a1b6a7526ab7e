import type { Clock } from '../clock.ts'
import { createCredentialHealth } from '../kms/aws/credential-health.ts'
import { createCachedKms } from '../kms/cache/cached-kms.ts'
import type { CachedKms } from '../kms/cache/cached-kms.ts'
import type { Kms } from '../kms/kms.ts'
import { createLimitedKms } from '../kms/rate/limited-kms.ts'
import type { LimitedKms } from '../kms/rate/limited-kms.ts'
import { createObservedKms } from '../kms/observed-kms.ts'
import type { Logger } from '../logger.ts'
import type { AllObservers } from './all-observers.ts'
import type { GatewayOptions } from './options.ts'

/** Each KMS with its layers: observers, then the gateway's share of the quotas (`limited`), then the cache (`cached`). */
export interface KmsLayers {
  readonly limited: readonly [LimitedKms, ...LimitedKms[]]
  readonly cached: readonly [CachedKms, ...CachedKms[]]
}

export interface KmsLayersOptions {
  readonly clock: Clock
  readonly observers: AllObservers
  readonly logger: Logger
}

export function createKmsLayers(
  options: Pick<GatewayOptions, 'kms' | 'kmsLimits' | 'maxAges' | 'maxCachedResponses'>,
  { clock, observers, logger }: KmsLayersOptions,
): KmsLayers {
  const { kmsLimits, maxAges, maxCachedResponses: maxSize } = options
  const { onQuotaWait: onRequest, onCacheRead: onRead } = observers
  const health = createCredentialHealth({ logger, onChange: observers.onCredentialResult })
  const limit = (kms: Kms) =>
    createLimitedKms({
      ...kmsLimits,
      kms: createObservedKms(observers.around(kms), health),
      clock,
      onRequest,
    })
  const cache = (kms: Kms) => createCachedKms(kms, { clock, maxAges, maxSize, onRead })
  const limited = onEach(options.kms, limit)
  return { limited, cached: onEach(limited, cache) }
}

function onEach<From, To>(
  items: readonly [From, ...From[]],
  make: (item: From) => To,
): readonly [To, ...To[]] {
  const [first, ...others] = items
  return [make(first), ...others.map(make)]
}

import type { Clock } from '../clock.ts'
import { createCachedKms } from '../kms/cached-kms.ts'
import type { CachedKms } from '../kms/cached-kms.ts'
import type { Kms } from '../kms/kms.ts'
import { createLimitedKms } from '../kms/limited-kms.ts'
import type { LimitedKms } from '../kms/limited-kms.ts'
import type { MaxAges } from '../kms/max-ages.ts'
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
}

export function createKmsLayers(
  options: Pick<GatewayOptions, 'kms' | 'kmsLimits' | 'maxCachedAnswers'>,
  { clock, maxAges, observers }: KmsLayersOptions,
): KmsLayers {
  const { kmsLimits, maxCachedAnswers: maxAnswers } = options
  const { quotaWait: onRequest, cacheRead: onRead } = observers
  const limit = (kms: Kms) => createLimitedKms({ ...kmsLimits, kms: observers.around(kms), clock, onRequest })
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

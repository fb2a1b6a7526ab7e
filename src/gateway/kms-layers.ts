import type { Clock } from '../clock.ts'
import { createCachedKms } from '../kms/cached-kms.ts'
import type { CachedKms, CachedKmsOptions } from '../kms/cached-kms.ts'
import type { Kms } from '../kms/kms.ts'
import { createLimitedKms } from '../kms/limited-kms.ts'
import type { KmsRequestFacts, LimitedKms } from '../kms/limited-kms.ts'
import type { MaxAges } from '../kms/max-ages.ts'
import { createObservedKms } from '../kms/observed-kms.ts'
import type { GatewayObserver } from '../telemetry/gateway-observer.ts'
import type { GatewayOptions } from './options.ts'

/** What stands before each KMS, from the wire up: who is told of calls, our share of its quotas, the answers kept. */
export interface KmsLayers {
  readonly limited: readonly [LimitedKms, ...LimitedKms[]]
  readonly shared: readonly [CachedKms, ...CachedKms[]]
}

export interface KmsLayersOptions {
  readonly clock: Clock
  readonly maxAges: MaxAges
  readonly observers: readonly GatewayObserver[]
}

export function createKmsLayers(
  options: Pick<GatewayOptions, 'kms' | 'kmsLimits' | 'maxCachedAnswers'>,
  { clock, maxAges, observers }: KmsLayersOptions,
): KmsLayers {
  const observed = (kms: Kms): Kms =>
    observers.reduce((kms, { kmsCall }) => (kmsCall ? createObservedKms(kms, kmsCall) : kms), kms)
  const limit = (kms: Kms): LimitedKms => {
    const onRequest = (request: KmsRequestFacts) => {
      for (const observer of observers) observer.quotaWait?.(request)
    }
    return createLimitedKms({ ...options.kmsLimits, kms, clock, onRequest })
  }
  const share = (kms: Kms): CachedKms => {
    const onRead: CachedKmsOptions['onRead'] = (operation, outcome) => {
      for (const observer of observers) observer.cacheRead?.(operation, outcome)
    }
    return createCachedKms(kms, { clock, maxAges, maxAnswers: options.maxCachedAnswers, onRead })
  }
  const limited = onEach(onEach(options.kms, observed), limit)
  return { limited, shared: onEach(limited, share) }
}

function onEach<From, To>(
  items: readonly [From, ...From[]],
  make: (item: From) => To,
): readonly [To, ...To[]] {
  const [first, ...others] = items
  return [make(first), ...others.map(make)]
}

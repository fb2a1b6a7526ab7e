import type { GatewayFacts } from '../context.ts'
import { DEFAULT_USD_PER_10000_REQUESTS } from '../rotation/watch/polling-cost.ts'
import { defaultLimits, defaultPolicy, maxAgeList, maxAgesOf } from './options.ts'
import type { GatewayOptions } from './options.ts'

export function factsOf(options: GatewayOptions): GatewayFacts {
  return {
    version: options.version,
    mode: options.mode ?? 'LIVE',
    isReadOnly: options.isReadOnly ?? false,
    limits: { ...defaultLimits, maxAges: maxAgeList(maxAgesOf(options)), ...options.limits },
    policy: { ...defaultPolicy, ...options.policy },
    usdPer10000Requests: options.usdPer10000Requests ?? DEFAULT_USD_PER_10000_REQUESTS,
  }
}

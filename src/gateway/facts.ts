import { noAuthentication } from '../auth/authenticator.ts'
import type { GatewayFacts } from '../context.ts'
import {
  defaultGuardDutyUsdPerMillionEvents,
  defaultLimits,
  defaultTrailUsdPer100000Events,
  defaultUsdPer10000Requests,
} from '../defaults.ts'
import { defaultMaxAges } from '../kms/cache/max-ages.ts'
import { READ_OPERATIONS } from '../kms/operations.ts'
import { parseReasonPattern } from '../rotation/change/reason-pattern.ts'
import type { Prices } from '../kms/rate/prices.ts'
import type { GatewayOptions } from './options.ts'

export function factsOf(options: GatewayOptions): GatewayFacts {
  if (options.requiredReason !== undefined) parseReasonPattern(options.requiredReason)
  const maxAges = { ...defaultMaxAges, ...options.maxAges }
  return {
    version: options.version,
    mode: options.mode ?? 'LIVE',
    isReadOnly: options.isReadOnly ?? false,
    limits: { ...defaultLimits, ...options.limits },
    maxAges: READ_OPERATIONS.map((operation) => ({ operation, maxAgeMs: maxAges[operation] })),
    managedByTag: options.managedByTag,
    requiredReason: options.requiredReason,
    prices: pricesOf(options),
    auth: options.auth ?? noAuthentication(),
  }
}

const pricesOf = (options: GatewayOptions): Prices => ({
  usdPer10000Requests: options.usdPer10000Requests ?? defaultUsdPer10000Requests,
  trailUsdPer100000Events: options.trailUsdPer100000Events ?? defaultTrailUsdPer100000Events,
  guardDutyUsdPerMillionEvents: options.guardDutyUsdPerMillionEvents ?? defaultGuardDutyUsdPerMillionEvents,
})

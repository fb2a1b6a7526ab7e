import type { Clock } from '../clock.ts'
import type { CachedKms } from '../kms/cache/cached-kms.ts'
import type { Scopes } from '../kms/scopes.ts'
import type { Logger } from '../logger.ts'
import { createRotatingKeys } from '../rotation/key-set/rotating-keys.ts'
import { createSelectedKeys } from '../rotation/key-set/selected-keys.ts'
import type { SelectedKeys } from '../rotation/key-set/selected-keys.ts'

export interface KeySetsOptions {
  readonly scopes: Scopes
  readonly clock: Clock
  readonly logger: Logger
}

/** The keys that subscriptions cover, over one list of the rotating keys in each Region. */
export function createKeySets(
  kms: readonly CachedKms[],
  { scopes, clock, logger }: KeySetsOptions,
): SelectedKeys {
  const onListed = (keyArn: string) => scopes.noteListed(keyArn)
  const rotatingKeys = new Map(
    kms.map((kms) => [kms.scope.region, createRotatingKeys({ kms, clock, logger, onListed })]),
  )
  return createSelectedKeys({
    keysIn(region) {
      const keys = rotatingKeys.get(region)
      if (!keys) throw new Error(`${region} is not served.`)
      return keys
    },
    clock,
    logger,
  })
}

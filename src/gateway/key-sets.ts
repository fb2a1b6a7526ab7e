import type { Clock } from '../clock.ts'
import type { Scopes } from '../kms/scopes.ts'
import type { Logger } from '../logger.ts'
import { createRotatingKeys } from '../rotation/key-set/rotating-keys.ts'
import type { RotatingKeys } from '../rotation/key-set/rotating-keys.ts'
import { createSelectedKeys } from '../rotation/key-set/selected-keys.ts'
import type { SelectedKeys } from '../rotation/key-set/selected-keys.ts'
import type { LayeredScope } from './scope-layers.ts'

export interface KeySetsOptions {
  readonly scopes: Scopes<LayeredScope>
  readonly clock: Clock
  readonly logger: Logger
}

/** The keys that subscriptions cover, over one list of the rotating keys in each scope. */
export function createKeySets({ scopes, clock, logger }: KeySetsOptions): SelectedKeys {
  const rotatingKeys = new Map<LayeredScope, RotatingKeys>()
  return createSelectedKeys({
    keysIn(name) {
      const scope = scopes.named(name)
      if (!scope) throw new Error(`${name} is not served.`)
      const known = rotatingKeys.get(scope) ?? createRotatingKeys({ kms: scope.kms, clock, logger })
      rotatingKeys.set(scope, known)
      return known
    },
    clock,
    logger,
  })
}

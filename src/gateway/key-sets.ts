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
  const keysOf = new Map<LayeredScope, RotatingKeys>()

  /** A scope that was removed and is served again starts with a new list. */
  function current(): readonly RotatingKeys[] {
    const served = new Set(scopes.all)
    for (const scope of keysOf.keys()) if (!served.has(scope)) keysOf.delete(scope)
    return scopes.all.map((scope) => {
      const keys =
        keysOf.get(scope) ?? createRotatingKeys({ name: scope.name, kms: scope.kms, clock, logger })
      keysOf.set(scope, keys)
      return keys
    })
  }

  return createSelectedKeys({
    sources: { current, onChange: (listener) => scopes.onChange(listener) },
    clock,
    logger,
  })
}

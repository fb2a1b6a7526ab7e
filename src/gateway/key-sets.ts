import type { Clock } from '../clock.ts'
import { withMethods } from '../kms/kms-client.ts'
import type { KmsClient } from '../kms/kms-client.ts'
import type { Scope, Scopes } from '../kms/scopes.ts'
import type { Logger } from '../logger.ts'
import type { KeptInventory } from '../rotation/inventory/create-inventory.ts'
import { createRotatingKeys } from '../rotation/key-set/rotating-keys.ts'
import type { RotatingKeys } from '../rotation/key-set/rotating-keys.ts'
import { createSelectedKeys } from '../rotation/key-set/selected-keys.ts'
import type { SelectedKeys } from '../rotation/key-set/selected-keys.ts'

export interface KeySetsOptions {
  readonly scopes: Scopes
  /** Knows the keys without calls of its own. Undefined: the keys are listed while a subscription needs them. */
  readonly inventory?: Pick<KeptInventory, 'rotatingKeysIn'> | undefined
  readonly clock: Clock
  readonly logger: Logger
}

/** The keys that subscriptions cover, over one list of the rotating keys in each scope. */
export function createKeySets({ scopes, inventory, clock, logger }: KeySetsOptions): SelectedKeys {
  const keysIn = new Map<string, RotatingKeys>()

  /** The KMS of the scope as it is served now: the role, the name or the quotas of its account may change. */
  function kmsIn(scope: Scope): KmsClient {
    const { name, partition, accountId, region } = scope
    return withMethods({
      scope: { partition, accountId, region },
      call: (operation, input, options) => (scopes.named(name) ?? scope).kms.call(operation, input, options),
    })
  }

  /** A scope that was removed and is served again starts with a new list. */
  function current(): readonly RotatingKeys[] {
    for (const name of keysIn.keys()) if (!scopes.named(name)) keysIn.delete(name)
    return scopes.all.map((scope) => {
      const { name } = scope
      const keys =
        inventory?.rotatingKeysIn(name) ??
        keysIn.get(name) ??
        createRotatingKeys({ name, kms: kmsIn(scope), clock, logger })
      keysIn.set(name, keys)
      return keys
    })
  }

  return createSelectedKeys({
    sources: { current, onChange: (listener) => scopes.onChange(listener) },
    clock,
    logger,
  })
}

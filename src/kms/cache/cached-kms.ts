import { instantOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { defaultMaxCachedResponses } from '../../defaults.ts'
import type { CallOptions, Kms, KmsInput, KmsOperation, KmsOutput } from '../kms.ts'
import { withMethods } from '../kms-client.ts'
import type { KmsClient } from '../kms-client.ts'
import { isRead, OPERATIONS, variantOf } from '../operations.ts'
import type { ReadOperation } from '../operations.ts'
import type { CacheEntry } from './cache-entry.ts'
import { createCacheInvalidation } from './cache-invalidation.ts'
import type { CacheInvalidation } from './cache-invalidation.ts'
import { createFreshKms } from './fresh-kms.ts'
import { defaultMaxAges } from './max-ages.ts'
import type { MaxAges } from './max-ages.ts'
import { createResponseCache } from './response-cache.ts'
import type { KeyArnOf, Learn, ReadOutcome } from './response-cache.ts'

/**
 * A {@link Kms} that sends identical concurrent reads once and reuses responses up to a maximum age.
 * `CallOptions.maxAgeMs` lowers the maximum of one call, and never raises it.
 *
 * The cache does not know callers: every caller sees what its AWS credentials may see. Create one for each scope and set of
 * credentials, and do not share it between callers whose rights at AWS differ.
 */
export interface CachedKms extends KmsClient, CacheInvalidation {
  /**
   * The same KMS without the cache, for decisions. Each read is a request of its own. The cache learns from its responses
   * about keys that it has, or that a caller waits for, and each change through it invalidates the cached responses about the key.
   */
  readonly fresh: KmsClient
  /** Entries and variants in the cache. */
  readonly size: number
}

export interface CachedKmsOptions {
  readonly clock: Clock
  /** @default {@link defaultMaxAges} */
  readonly maxAges?: Partial<MaxAges> | undefined
  /** Maximum number of cached responses and keys. The oldest are evicted. @default {@link defaultMaxCachedResponses} */
  readonly maxSize?: number | undefined
  /** Called for each read. */
  readonly onRead?: ((operation: ReadOperation, outcome: ReadOutcome) => void) | undefined
}

const KEY_ARN_OF: { readonly [Name in KmsOperation]?: KeyArnOf<KmsOutput<Name>> } = {
  DescribeKey: ({ keyArn }) => keyArn,
}

export function createCachedKms(kms: Kms, options: CachedKmsOptions): CachedKms {
  const { clock, maxSize = defaultMaxCachedResponses, onRead } = options
  const maxAges = { ...defaultMaxAges, ...options.maxAges }
  const cache = createResponseCache({ clock, maxAges, maxSize, onRead })
  const invalidation = createCacheInvalidation(cache, clock)
  const fresh = createFreshKms({ kms, cache, invalidation, clock })

  /** Run after each response, besides caching it. */
  const learners: { readonly [Name in KmsOperation]?: Learn<KmsOutput<Name>> } = {
    DescribeKey(entry, { keyArn }, read, response) {
      if (!entry.isKey) cache.keep(cache.entryOf(keyArn).slotOf('DescribeKey'), { ...read, response })
    },
    GetKeyRotationStatus: ({ validity }, status, read) => validity.noteStatus(status, read, instantOn(clock)),
    ListKeyRotations: ({ validity }, { items }) => validity.noteHistory(items, instantOn(clock)),
  }

  function entryFor(operation: ReadOperation, keyId: string | undefined): CacheEntry | undefined {
    if (keyId === undefined) return cache.region
    return OPERATIONS[operation].about === 'KEY_OR_ALIAS' ? cache.entryOf(keyId) : cache.keyEntryOf(keyId)
  }

  function call<Name extends KmsOperation>(
    operation: Name,
    input: KmsInput<Name>,
    callOptions?: CallOptions,
  ): Promise<KmsOutput<Name>> {
    const name: KmsOperation = operation
    if (!isRead(name)) return fresh.call(operation, input, callOptions)
    const entry = entryFor(name, input.keyId)
    if (!entry) return kms.call(operation, input, callOptions)
    const variant = variantOf(operation, input)
    const variants = variant === undefined ? undefined : entry.variantsOf(operation)
    return cache.read({
      operation: name,
      entry,
      slot: variants && variant !== undefined ? cache.slotIn(variants, variant) : entry.slotOf(operation),
      variants,
      options: callOptions,
      send: (sendOptions) => kms.call(operation, input, sendOptions),
      learn: learners[operation],
      keyArnOf: entry.isKey ? undefined : KEY_ARN_OF[operation],
    })
  }

  return withMethods({
    scope: kms.scope,
    call,
    ...invalidation,
    fresh: withMethods(fresh),
    get size() {
      return cache.size
    },
  })
}

import { instantOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { OutcomeUnknownError } from '../../errors/operation-errors.ts'
import type { CallOptions, Kms, KmsInput, KmsOperation, KmsOutput } from '../kms.ts'
import { isRead } from '../operations.ts'
import type { CacheInvalidation } from './cache-invalidation.ts'
import type { ReadTime } from './cache-validity.ts'
import type { ResponseCache } from './response-cache.ts'

export interface FreshKmsOptions {
  readonly kms: Kms
  readonly cache: ResponseCache
  readonly invalidation: CacheInvalidation
  readonly clock: Clock
}

type LearnAbout<Output> = (
  keyId: string,
  output: Output,
  read: ReadTime,
  priority: CallOptions['priority'],
) => void

/** A {@link Kms} that sends every call to KMS and updates a cache with what it read and changed. */
export function createFreshKms({ kms, cache, invalidation, clock }: FreshKmsOptions): Kms {
  const learners: { readonly [Name in KmsOperation]?: LearnAbout<KmsOutput<Name>> } = {
    GetKeyRotationStatus(keyId, status, read, priority) {
      // No caller may ever need the response to a background read, so it does not add a key to the cache.
      const entry = priority === 'BACKGROUND' ? cache.find(keyId) : cache.keyEntryOf(keyId)
      if (!entry) return
      entry.validity.noteStatus(status, read, instantOn(clock))
      cache.keep(entry.slotOf('GetKeyRotationStatus'), { ...read, response: Promise.resolve(status) })
    },
    ListKeyRotations: (keyId, { items }) => cache.find(keyId)?.validity.noteHistory(items, instantOn(clock)),
  }

  async function read<Name extends KmsOperation>(
    operation: Name,
    input: KmsInput<Name>,
    options: CallOptions | undefined,
  ): Promise<KmsOutput<Name>> {
    const learn = learners[operation]
    if (!learn || input.keyId === undefined) return kms.call(operation, input, options)
    let time = cache.now()
    const output = await kms.call(operation, input, {
      ...options,
      onSent(sent) {
        time = cache.now()
        options?.onSent?.(sent)
      },
    })
    learn(input.keyId, output, time, options?.priority)
    return output
  }

  /** Invalidates after every outcome: KMS may reject a change because the key is not as it was. */
  async function change<Name extends KmsOperation>(
    operation: Name,
    input: KmsInput<Name>,
    options: CallOptions | undefined,
  ): Promise<KmsOutput<Name>> {
    const { keyId = '' } = input
    const startedAt = operation === 'RotateKeyOnDemand' ? new Date(clock.now()) : undefined
    try {
      const output = await kms.call(operation, input, options)
      if (startedAt) invalidation.rotationStarted(keyId, startedAt)
      return output
    } catch (error) {
      if (startedAt && error instanceof OutcomeUnknownError) invalidation.rotationStarted(keyId, startedAt)
      throw error
    } finally {
      invalidation.invalidate(keyId)
    }
  }

  return {
    scope: kms.scope,
    call: (operation, input, options) =>
      isRead(operation) ? read(operation, input, options) : change(operation, input, options),
  }
}

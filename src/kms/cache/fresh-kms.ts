import { instantOn } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import { OutcomeUnknownError } from '../../errors/operation-errors.ts'
import type { AnswerCache } from './answer-cache.ts'
import { parseKeyArn } from '../key-arn.ts'
import type { ReadTime } from './cache-validity.ts'
import type { KeyMemory } from './key-memory.ts'
import type { CallOptions, CallReceipt, KmsOperation, Kms } from '../kms.ts'

export interface FreshKmsOptions {
  readonly kms: Kms
  readonly cache: AnswerCache
  readonly memory: KeyMemory
  readonly clock: Clock
}

/** A {@link Kms} that asks KMS each time, and lets a cache learn from it. */
export function createFreshKms({ kms, cache, memory, clock }: FreshKmsOptions): Kms {
  /** Reads, and tells when the request that was answered was sent. */
  async function timed<Value>(
    call: CallOptions | undefined,
    read: (call: CallOptions) => Promise<Value>,
  ): Promise<readonly [Value, ReadTime]> {
    let time = cache.stamp()
    const value = await read({
      ...call,
      onSent(operation: KmsOperation) {
        time = cache.stamp()
        call?.onSent?.(operation)
      },
    })
    return [value, time]
  }

  /** Whatever became of it: a change that was refused may be refused because the key is not as it was. */
  async function change(keyId: string, send: () => Promise<CallReceipt>): Promise<CallReceipt> {
    try {
      return await send()
    } finally {
      memory.forget(keyId)
    }
  }

  return {
    region: kms.region,
    listKeys: (page, call) => kms.listKeys(page, call),
    describeKey: (keyId, call) => kms.describeKey(keyId, call),
    listAliases: (page, call) => kms.listAliases(page, call),
    listResourceTags: (keyId, page, call) => kms.listResourceTags(keyId, page, call),

    async getKeyRotationStatus(keyId, call) {
      if (!parseKeyArn(keyId)) return kms.getKeyRotationStatus(keyId, call)
      const [status, read] = await timed(call, (options) => kms.getKeyRotationStatus(keyId, options))
      const home = cache.homeOf(keyId)
      home.life.noteStatus(status, read, instantOn(clock))
      cache.keep(home.status, { ...read, answer: Promise.resolve(status) })
      return status
    },

    async listKeyRotations(keyId, page, call) {
      const history = await kms.listKeyRotations(keyId, page, call)
      cache.find(keyId)?.life.noteHistory(history.items, instantOn(clock))
      return history
    },

    enableKeyRotation: (keyId, periodInDays, call) =>
      change(keyId, () => kms.enableKeyRotation(keyId, periodInDays, call)),
    disableKeyRotation: (keyId, call) => change(keyId, () => kms.disableKeyRotation(keyId, call)),
    rotateKeyOnDemand: (keyId, call) =>
      change(keyId, async () => {
        const startedAt = new Date(clock.now())
        try {
          const receipt = await kms.rotateKeyOnDemand(keyId, call)
          memory.rotationStarted(keyId, startedAt)
          return receipt
        } catch (error) {
          if (error instanceof OutcomeUnknownError) memory.rotationStarted(keyId, startedAt)
          throw error
        }
      }),
  }
}

import type { CallOptions, Kms, KmsInput, KmsOperation, KmsOutput } from '../../src/kms/kms.ts'

/** A call that has arrived. The test sends it and answers it. */
export interface QueuedCall {
  readonly operation: KmsOperation
  readonly about: string
  readonly call: CallOptions
  /** The calls that joined it while it waits. */
  readonly joined: readonly CallOptions[]
  send(): void
  /** Sends the call, unless it was sent, and answers it. */
  answer(value: object): void
  fail(error: unknown): void
}

/** A {@link Kms} that queues calls like the rate limiter. */
export interface QueuedKms extends Kms {
  readonly calls: readonly QueuedCall[]
  /** The latest call. */
  readonly last: QueuedCall
}

export function createQueuedKms(): QueuedKms {
  const calls: QueuedCall[] = []

  function queue<Name extends KmsOperation>(
    operation: Name,
    input: KmsInput<Name>,
    call: CallOptions = {},
  ): Promise<KmsOutput<Name>> {
    const { keyId, marker }: { readonly keyId?: string | undefined; readonly marker?: string | undefined } =
      input
    return new Promise((resolve, reject) => {
      let isSent = false
      const joined: CallOptions[] = []
      const send = () => {
        if (!isSent) call.onSent?.(operation)
        isSent = true
      }
      call.signal?.addEventListener('abort', () => reject(call.signal?.reason))
      const queued = {
        operation,
        about: keyId ?? marker ?? '',
        call,
        joined,
        send,
        answer(value: KmsOutput<Name>) {
          send()
          resolve(value)
        },
        fail: reject,
      }
      calls.push(queued)
      call.onQueued?.({
        join: (other) => void joined.push(other),
        leave: (other) => void joined.splice(joined.indexOf(other), 1),
      })
    })
  }

  return {
    scope: { partition: 'aws', accountId: '111122223333', region: 'us-east-1' },
    call: queue,
    calls,
    get last() {
      const last = calls.at(-1)
      if (!last) throw new Error('There was no call.')
      return last
    },
  }
}

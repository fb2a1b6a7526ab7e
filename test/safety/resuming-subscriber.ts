import { setTimeout as delay } from 'node:timers/promises'
import { ResumedCompletionsDocument } from '../documents/generated/graphql.ts'
import { subscribe } from '../subscriptions/subscribe.ts'
import type { Transport } from '../subscriptions/subscribe.ts'
import type { Random } from '../support/random.ts'
import { atMost } from '../support/at-most.ts'

export interface Completion {
  readonly eventId: string
  readonly keyArn: string
  readonly occurredAt: string
}

/** Follows completions and, whenever its connection ends, goes on from the last one it has processed. */
export interface ResumingSubscriber extends AsyncDisposable {
  /** Everything that it was ever sent, in order. */
  readonly processed: readonly Completion[]
  /** What should never have come: refusals, gaps. */
  readonly surprises: readonly unknown[]
}

interface Options {
  readonly url: string
  /** Global IDs. Undefined = all. */
  readonly keys: readonly string[] | undefined
  readonly transport: Transport
  readonly random: Random
}

const LONGEST_PAUSE_MS = 100

export function startResumingSubscriber({ url, keys, transport, random }: Options): ResumingSubscriber {
  const processed: Completion[] = []
  const surprises: unknown[] = []
  let cursor: string | undefined
  const leaving = new AbortController()
  let leave = () => {}

  async function follow(): Promise<void> {
    for (const _ of atMost(100_000, 'connections')) {
      if (leaving.signal.aborted) break
      const variables = { keys: keys ? [...keys] : null, after: cursor ?? null }
      const subscription = subscribe(url, ResumedCompletionsDocument, variables, transport)
      const { messages, ended } = subscription
      leave = () => subscription.unsubscribe()
      let length = 0
      const take = () => {
        for (; length < messages.length; length++) {
          const { data, errors } = messages[length] ?? {}
          const event = data?.rotationCompleted
          if (event?.kind === 'RotationCompleted') {
            const { eventId, key, occurredAt } = event
            processed.push({ eventId, keyArn: key.arn, occurredAt: occurredAt ?? '' })
            ;({ cursor } = event)
          } else surprises.push(errors ?? event)
        }
      }
      const taking = setInterval(take, 5)
      await ended.catch((error: unknown) => {
        // The errors of a refused subscription come as a list; connections that break end in all sorts of ways.
        if (Array.isArray(error)) surprises.push(error)
      })
      clearInterval(taking)
      // What had come by then and was not taken is lost with the connection: the next one brings it again.
      if (random.below(2) === 0) take()
      await delay(random.below(LONGEST_PAUSE_MS))
    }
  }
  const following = follow()
  return {
    processed,
    surprises,
    async [Symbol.asyncDispose]() {
      leaving.abort()
      leave()
      await following
    },
  }
}

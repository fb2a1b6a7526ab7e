import type { Kms, KmsOperation } from './kms.ts'

/** A call, as its observer sees it. */
export interface ObservedCall {
  readonly operation: KmsOperation
  readonly accountId: string
  readonly region: string
  /** As in the input: a key ID, a key ARN or, for DescribeKey, an alias. Undefined when the input does not name a key. */
  readonly keyId: string | undefined
}

/** Runs around each call: calls `send` once and settles as `send` does. */
export type CallObserver = <Output>(call: ObservedCall, send: () => Promise<Output>) => Promise<Output>

/**
 * A {@link Kms} whose calls are observed, each from when it is sent until KMS answers. Put it directly around the KMS that
 * sends: a call that waits for a permit, or that the cache answers, is not observed.
 */
export function createObservedKms(kms: Kms, around: CallObserver): Kms {
  const { accountId, region } = kms.scope
  return {
    scope: kms.scope,
    call: (operation, input, options) =>
      around({ operation, accountId, region, keyId: input.keyId }, () => kms.call(operation, input, options)),
  }
}

import type { Kms, KmsOperation } from './kms.ts'

/** A call, as its observer is told of it. */
export interface ObservedCall {
  readonly operation: KmsOperation
  readonly region: string
  /** As it was asked for: a key ID, a key ARN or, of DescribeKey, an alias. Undefined where no key is named. */
  readonly keyId: string | undefined
}

/** Stands around each call: calls `send` once, and settles as that does. */
export type CallObserver = <Output>(call: ObservedCall, send: () => Promise<Output>) => Promise<Output>

/**
 * A {@link Kms} whose calls are observed, each from when it is sent until it is answered.
 * It belongs directly around the one that sends: what waits for a quota or comes from a cache is no call.
 */
export function createObservedKms(kms: Kms, around: CallObserver): Kms {
  const { region } = kms
  const observe = <Output>(
    operation: KmsOperation,
    keyId: string | undefined,
    send: () => Promise<Output>,
  ): Promise<Output> => around({ operation, region, keyId }, send)

  return {
    region,
    listKeys: (page, call) => observe('ListKeys', undefined, () => kms.listKeys(page, call)),
    describeKey: (keyId, call) => observe('DescribeKey', keyId, () => kms.describeKey(keyId, call)),
    listAliases: (page, call) => observe('ListAliases', page.keyId, () => kms.listAliases(page, call)),
    listResourceTags: (keyId, page, call) =>
      observe('ListResourceTags', keyId, () => kms.listResourceTags(keyId, page, call)),
    getKeyRotationStatus: (keyId, call) =>
      observe('GetKeyRotationStatus', keyId, () => kms.getKeyRotationStatus(keyId, call)),
    listKeyRotations: (keyId, page, call) =>
      observe('ListKeyRotations', keyId, () => kms.listKeyRotations(keyId, page, call)),
    enableKeyRotation: (keyId, periodInDays, call) =>
      observe('EnableKeyRotation', keyId, () => kms.enableKeyRotation(keyId, periodInDays, call)),
    disableKeyRotation: (keyId, call) =>
      observe('DisableKeyRotation', keyId, () => kms.disableKeyRotation(keyId, call)),
    rotateKeyOnDemand: (keyId, call) =>
      observe('RotateKeyOnDemand', keyId, () => kms.rotateKeyOnDemand(keyId, call)),
  }
}

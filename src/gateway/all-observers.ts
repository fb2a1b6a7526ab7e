import type { Kms } from '../kms/kms.ts'
import { createObservedKms } from '../kms/observed-kms.ts'
import type { ServerObserver } from '../server/operation/observer.ts'
import type { GatewayObserver } from '../telemetry/gateway-observer.ts'

type Told = Required<Omit<GatewayObserver, 'server' | 'kmsCall'>>

/** All observers of a gateway as one. Its members may be handed on without it. */
export interface AllObservers extends Told {
  readonly servers: readonly ServerObserver[]
  /** A KMS whose calls all of them stand around, the first one innermost. */
  around(kms: Kms): Kms
}

export function allObservers(observers: readonly GatewayObserver[]): AllObservers {
  const tell = (what: (observer: GatewayObserver) => void): void => observers.forEach(what)
  return {
    servers: observers.map(({ server }) => server).filter((server) => server !== undefined),
    around: (kms) =>
      observers.reduce((kms, { kmsCall }) => (kmsCall ? createObservedKms(kms, kmsCall) : kms), kms),
    quotaWait: (wait) => tell((observer) => observer.quotaWait?.(wait)),
    cacheRead: (operation, outcome) => tell((observer) => observer.cacheRead?.(operation, outcome)),
    credentials: (region, failure) => tell((observer) => observer.credentials?.(region, failure)),
    watches: (watches) => tell((observer) => observer.watches?.(watches)),
    lookFailed: (code) => tell((observer) => observer.lookFailed?.(code)),
    event: (kind) => tell((observer) => observer.event?.(kind)),
    attempt: (operation, outcome) => tell((observer) => observer.attempt?.(operation, outcome)),
    requestStatus: (status) => tell((observer) => observer.requestStatus?.(status)),
  }
}

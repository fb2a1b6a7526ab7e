/** A message from AWS: these keys, or the lists of this account and Region, may have changed. It proves nothing. */
export interface KeyNotice {
  readonly accountId: string
  readonly region: string
  /** ARNs or key IDs. A key ID belongs to `accountId` and `region`. */
  readonly keys: readonly string[]
  /** Whether a poll of the keys could find an event. */
  readonly isAboutRotation: boolean
  /** What AWS lists otherwise than before. */
  readonly changedList: 'KEYS' | 'ALIASES' | undefined
  /** When AWS put it into the queue, in milliseconds since the epoch. */
  readonly sentAt: number
}

/** What the gateway did: a watch polls soon, cached responses were invalidated, or nothing, because it does not serve the keys. */
export type NoticeOutcome = 'POLLED' | 'INVALIDATED' | 'NOT_SERVED'

/** Handles notices that arrived together. Does not wait for KMS. @returns the outcome of each */
export type NoticeReceiver = (notices: readonly KeyNotice[]) => readonly NoticeOutcome[]

/** The outcome of a message. A malformed message is left to the dead-letter queue; all others are deleted. */
export type MessageOutcome = NoticeOutcome | 'DUPLICATE' | 'REJECTED_CALL' | 'MALFORMED'

/** Receives what a source does, e.g. to count it. Must be quick, and must not throw. */
export interface PushObserver {
  readonly onPushMessage: (region: string, outcome: MessageOutcome) => void
  readonly onPushMessagesDeleted: (region: string, count: number) => void
  /** Called after each request to a queue: whether the queue can be used. */
  readonly onPushQueueRead: (region: string, isReachable: boolean) => void
}

/** Where a gateway gets notices from. */
export interface PushSource {
  /** Delivers notices until the result is disposed. Disposing ends its requests and takes at most a few seconds. */
  start(receive: NoticeReceiver, observer: PushObserver): AsyncDisposable
}

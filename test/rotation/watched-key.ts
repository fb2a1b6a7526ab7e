import type { KmsClient } from '../../src/kms/kms-client.ts'
import { Alarms } from '../../src/rotation/watch/alarms.ts'
import { KeyWatch } from '../../src/rotation/watch/key-watch.ts'
import type { WatchHost } from '../../src/rotation/watch/key-watch.ts'
import { defaultWatchIntervals } from '../../src/rotation/watch/watch-schedule.ts'
import { createFakeKms } from '../support/fake-kms.ts'
import type { FakeKey, FakeKms } from '../support/fake-kms.ts'
import { createMemoryLogger } from '../support/memory-logger.ts'
import type { MemoryLogger } from '../support/memory-logger.ts'
import { createStillClock } from '../support/still-clock.ts'
import type { StillClock } from '../support/still-clock.ts'
import { KEY_ARN } from './kms-values.ts'

/** A watch of one key in memory, and its events. */
export interface WatchedKey {
  readonly watch: KeyWatch
  readonly clock: StillClock
  readonly kms: FakeKms
  readonly key: FakeKey
  readonly logger: MemoryLogger
  /** Kinds of the events, in order. */
  readonly events: readonly string[]
  /** How many events each observation had. */
  readonly observations: readonly number[]
  readonly now: () => Date
}

export interface WatchedKeyOptions {
  readonly prepare?: (key: FakeKey) => void
  readonly random?: () => number
  /** @default the KMS in memory */
  readonly kms?: KmsClient
}

export function startWatch({
  prepare = () => {},
  random = () => 0,
  kms: client,
}: WatchedKeyOptions = {}): WatchedKey {
  const clock = createStillClock()
  const kms = createFakeKms(KEY_ARN)
  const key = kms.key(KEY_ARN)
  prepare(key)
  const logger = createMemoryLogger()
  const events: string[] = []
  const observations: number[] = []
  const host: WatchHost = {
    kmsOf: () => client ?? kms,
    clock,
    random,
    intervalsOf: () => defaultWatchIntervals,
    logger,
    isNamed: () => true,
    alarms: new Alarms(clock),
    detached: (work) => work(),
    onObservation: (observation) => {
      observations.push(observation.events.length)
      events.push(...observation.events.map(({ kind }) => kind))
    },
  }
  const watch = new KeyWatch(host, { keyArn: KEY_ARN })
  return { clock, kms, key, logger, events, observations, watch, now: () => new Date(clock.now()) }
}

/** Looks at the status, and reads of the history. */
export const pollsOf = (kms: FakeKms): [number, number] => [
  kms.calls('GetKeyRotationStatus'),
  kms.calls('ListKeyRotations'),
]

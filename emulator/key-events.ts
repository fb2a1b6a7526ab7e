import { keyArn } from './arn.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import type { KeyStore } from './key-store.ts'
import type { EmulatedKey } from './key.ts'
import { RotationCompletions } from './rotation-completions.ts'
import type { EmulatorSettings } from './settings.ts'

/** A change of a key, as EventBridge reports it. */
export interface KeyEvent {
  /** Milliseconds since the epoch, on the emulator's clock. */
  readonly at: number
  readonly accountId: string
  readonly region: string
  readonly keyArn: string
  readonly detailType: 'KMS CMK Rotation' | 'KMS CMK Deletion' | 'AWS API Call via CloudTrail'
  /** For a call: its operation, also one that the emulator only has in its control API, such as DisableKey. */
  readonly eventName?: string
}

/**
 * Notifies listeners of every change of a key: by a call, outside the KMS API, and by time. A rotation is reported when it
 * completes. Without a listener the emulator follows no key.
 */
export class KeyEvents implements Disposable {
  readonly #clock: EmulatorClock
  readonly #settings: () => EmulatorSettings
  readonly #store: () => KeyStore
  readonly #listeners = new Set<(event: KeyEvent) => void>()
  #completions: RotationCompletions | undefined

  constructor(clock: EmulatorClock, settings: () => EmulatorSettings, store: () => KeyStore) {
    this.#clock = clock
    this.#settings = settings
    this.#store = store
  }

  on(listener: (event: KeyEvent) => void): Disposable {
    this.#listeners.add(listener)
    if (!this.#completions) this.#followAll()
    return {
      [Symbol.dispose]: () => {
        this.#listeners.delete(listener)
        if (this.#listeners.size === 0) this.#stop()
      },
    }
  }

  /** After a successful call, or a change that such a call would make. */
  called(key: EmulatedKey, eventName: string): void {
    this.#emit(key, { detailType: 'AWS API Call via CloudTrail', eventName })
    this.rotationsChanged(key)
  }

  /** After a change of the key's rotations that no call makes. */
  rotationsChanged(key: EmulatedKey): void {
    for (const sibling of this.#family(key)) this.#completions?.follow(sibling)
  }

  deleted(key: EmulatedKey): void {
    this.#completions?.unfollow(key)
    this.#emit(key, { detailType: 'KMS CMK Deletion' })
  }

  /** After a reset, which is not reported. */
  restart(): void {
    if (this.#completions) this.#followAll()
  }

  [Symbol.dispose](): void {
    this.#listeners.clear()
    this.#stop()
  }

  #followAll(): void {
    this.#stop()
    this.#completions = new RotationCompletions(this.#clock, this.#settings, (key) =>
      this.#emit(key, { detailType: 'KMS CMK Rotation' }),
    )
    for (const key of this.#store().all()) this.#completions.follow(key)
  }

  #stop(): void {
    this.#completions?.[Symbol.dispose]()
    this.#completions = undefined
  }

  /** A multi-Region key rotates in all its Regions. */
  #family(key: EmulatedKey): readonly EmulatedKey[] {
    if (!key.multiRegion) return [key]
    const { primaryRegion, replicaRegions } = key.multiRegion.family
    return [primaryRegion, ...replicaRegions].flatMap(
      (region) => this.#store().byArn(keyArn(region, key.accountId, key.keyId)) ?? [],
    )
  }

  #emit({ accountId, region, arn }: EmulatedKey, event: Pick<KeyEvent, 'detailType' | 'eventName'>): void {
    for (const listener of this.#listeners)
      listener({ at: this.#clock.now(), accountId, region, keyArn: arn, ...event })
  }
}

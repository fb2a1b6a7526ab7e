const MAX_IDS = 1_000

/** The IDs of the newest 1,000 events that were delivered. After a long outage the gateway may send some events again. */
export class DeliveredIds {
  readonly #ids = new Set<string>()

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  add(id: string): void {
    this.#ids.add(id)
    const [oldest] = this.#ids
    if (this.#ids.size > MAX_IDS && oldest !== undefined) this.#ids.delete(oldest)
  }
}

import { setImmediate } from 'node:timers/promises'
import { inSlices } from '../slices.ts'

type Visitor<Item> = (item: Item) => void

/** Shows all items to visitors, in slices. Visitors that are added in one turn of the event loop share a pass over the items. */
export class SharedPass<Item> {
  readonly #items: readonly Item[]
  readonly #signal: AbortSignal
  readonly #run: (work: () => Promise<void>) => Promise<void>
  #visitors: Visitor<Item>[] = []
  #next: Promise<void> | undefined

  /** @param run runs a pass, for example after other work */
  constructor(
    items: readonly Item[],
    signal: AbortSignal,
    run: (work: () => Promise<void>) => Promise<void> = (work) => work(),
  ) {
    this.#items = items
    this.#signal = signal
    this.#run = run
  }

  /** @throws the signal's reason after it aborts */
  visit(visitor: Visitor<Item>): Promise<void> {
    this.#visitors.push(visitor)
    this.#next ??= this.#run(() => this.#pass())
    return this.#next
  }

  async #pass(): Promise<void> {
    await setImmediate()
    const visitors = this.#visitors
    this.#visitors = []
    this.#next = undefined
    for await (const slice of inSlices(this.#items, this.#signal))
      for (const visitor of visitors) for (const item of slice) visitor(item)
  }
}

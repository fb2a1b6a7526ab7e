/** Keeps the first `size` items in the order of `compare`, without sorting all items. */
export class FirstItems<Item> {
  readonly #size: number
  readonly #compare: (left: Item, right: Item) => number
  #items: Item[] = []

  constructor(size: number, compare: (left: Item, right: Item) => number) {
    this.#size = size
    this.#compare = compare
  }

  add(item: Item): void {
    this.#items.push(item)
    if (this.#items.length >= 2 * this.#size + 100) this.#items = this.sorted()
  }

  /** The first items, in order. */
  sorted(): Item[] {
    return this.#items.toSorted(this.#compare).slice(0, this.#size)
  }
}

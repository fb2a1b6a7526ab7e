/** Counts equal values. */
export class Tally<Value> {
  // Objects, so that to count a value looks it up once.
  readonly #counts = new Map<Value, { count: number }>()

  add(value: Value, count = 1): void {
    const known = this.#counts.get(value)
    if (known) known.count += count
    else this.#counts.set(value, { count })
  }

  counts(): ReadonlyMap<Value, number> {
    return new Map([...this.#counts].map(([value, { count }]) => [value, count]))
  }
}

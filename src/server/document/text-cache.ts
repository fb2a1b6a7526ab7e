/** A least-recently-used cache with text keys, bounded by the total length of the keys. */
export class TextCache<Value> {
  readonly #maxCharacters: number
  readonly #values = new Map<string, Value>()
  #characters = 0

  constructor(maxCharacters: number) {
    this.#maxCharacters = maxCharacters
  }

  get size(): number {
    return this.#values.size
  }

  get(text: string): Value | undefined {
    const value = this.#values.get(text)
    if (value === undefined) return undefined
    this.#values.delete(text)
    this.#values.set(text, value)
    return value
  }

  set(text: string, value: Value): void {
    if (this.#values.delete(text)) this.#characters -= text.length
    this.#values.set(text, value)
    this.#characters += text.length
    for (const leastRecent of this.#values.keys()) {
      if (this.#characters <= this.#maxCharacters) return
      this.#values.delete(leastRecent)
      this.#characters -= leastRecent.length
    }
  }
}

/** Number of different texts. There are few states, kinds of keys and tags; descriptions can all be different. */
const MAX_TEXTS = 10_000

/** Makes equal texts the same text in memory, because the keys of a fleet have many equal ones. */
export class SharedTexts {
  readonly #texts = new Map<string, string>()

  share<Text extends string | undefined>(text: Text): Text
  share(text: string | undefined): string | undefined {
    if (text === undefined) return undefined
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    if (this.#texts.size >= MAX_TEXTS) this.#texts.clear()
    this.#texts.set(text, text)
    return text
  }
}

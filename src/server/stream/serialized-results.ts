import { randomUUID } from 'node:crypto'
import type { FormattedExecutionResult } from 'graphql'

/**
 * Serializes each result once, even if it is sent to many subscribers.
 *
 * graphql-ws serializes whole messages. We pass it a placeholder payload that serializes to a random token, and replace the
 * token with the cached JSON just before sending.
 */
export interface SerializedResults {
  serialize(result: object): string
  /** The payload of a message that is sent as soon as it is serialized. */
  placeholder(result: object): Placeholder
  /** Puts the JSON of the last serialized placeholder into its message. */
  complete(message: string): string
}

export interface Placeholder extends FormattedExecutionResult {
  toJSON(): string
}

export function createSerializedResults(): SerializedResults {
  const texts = new WeakMap<object, string>()
  const placeholders = new WeakMap<object, Placeholder>()
  const token = randomUUID()
  const quotedToken = JSON.stringify(token)
  let latest = ''

  function serialize(result: object): string {
    const known = texts.get(result)
    if (known !== undefined) return known
    const text = JSON.stringify(result)
    texts.set(result, text)
    return text
  }

  return {
    serialize,
    placeholder(result) {
      const known = placeholders.get(result)
      if (known) return known
      const placeholder = {
        toJSON() {
          latest = serialize(result)
          return token
        },
      }
      placeholders.set(result, placeholder)
      return placeholder
    },
    complete: (message) => message.replace(quotedToken, () => latest),
  }
}

import { randomUUID } from 'node:crypto'
import type { FormattedExecutionResult } from 'graphql'

/**
 * The text of answers that many are given: made once for each, however many messages it goes into.
 *
 * graphql-ws makes each message whole, with the payload in it. So the payload it is given is a stand-in, which turns
 * into a word that nobody else can know, and the text is put in its place as the message is sent.
 */
export interface AnswerTexts {
  textOf(answer: object): string
  /** Goes into a message that is sent at once when it has been stringified. */
  standIn(answer: object): StandIn
  /** The message as it has to go out. */
  complete(message: string): string
}

export interface StandIn extends FormattedExecutionResult {
  toJSON(): string
}

export function createAnswerTexts(): AnswerTexts {
  const texts = new WeakMap<object, string>()
  const standIns = new WeakMap<object, StandIn>()
  const word = randomUUID()
  const place = JSON.stringify(word)
  let stringified = ''

  function textOf(answer: object): string {
    const known = texts.get(answer)
    if (known !== undefined) return known
    const text = JSON.stringify(answer)
    texts.set(answer, text)
    return text
  }

  return {
    textOf,
    standIn(answer) {
      const known = standIns.get(answer)
      if (known) return known
      const standIn = {
        toJSON() {
          stringified = textOf(answer)
          return word
        },
      }
      standIns.set(answer, standIn)
      return standIn
    },
    complete: (message) => message.replace(place, () => stringified),
  }
}

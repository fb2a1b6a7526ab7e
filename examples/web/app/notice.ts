import { element } from './element.ts'

/** Something went wrong, and what can be done about it. */
export function failure(message: string, again: () => void): HTMLElement {
  return element(
    'div',
    { class: 'notice failure', role: 'alert' },
    element('p', {}, message),
    element('button', { type: 'button', onclick: again }, 'Try again'),
  )
}

export const note = (...messages: readonly string[]): HTMLElement =>
  element('div', { class: 'notice' }, ...messages.map((message) => element('p', {}, message)))

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

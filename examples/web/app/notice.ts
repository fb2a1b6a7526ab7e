import { element } from './element.ts'

/** An error message with a button that tries again. */
export function errorNotice(message: string, onRetry: () => void): HTMLElement {
  return element(
    'div',
    { class: 'notice failure', role: 'alert' },
    element('p', {}, message),
    element('button', { type: 'button', onclick: onRetry }, 'Try again'),
  )
}

export const notice = (...messages: readonly string[]): HTMLElement =>
  element('div', { class: 'notice' }, ...messages.map((message) => element('p', {}, message)))

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

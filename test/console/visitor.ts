import type { Locator, Page } from 'playwright-core'

/** A person who uses a page by the visible labels of its controls. Each call is one interaction. */
export interface Visitor {
  /** The number of interactions so far. */
  readonly interactions: number
  /** Presses a button, follows a link or chooses an item of a menu. */
  activate(role: 'button' | 'link' | 'menuitem', label: string | RegExp): Promise<void>
  /** Types a text into the field with the label. */
  type(label: string | RegExp, text: string): Promise<void>
}

export function visitorWithMouse(page: Page): Visitor {
  let interactions = 0
  return {
    get interactions() {
      return interactions
    },
    async activate(role, label) {
      interactions++
      await visible(page, role, label).click()
    },
    async type(label, text) {
      interactions++
      await page.getByLabel(label).click()
      await page.keyboard.type(text)
    },
  }
}

/** Presses of a key until the focus is on a control, at most. */
const MAX_PRESSES = 200

/** Moves the focus with Tab, and in menus with the arrow keys. Never uses the mouse. */
export function visitorWithKeyboard(page: Page): Visitor {
  let interactions = 0
  async function focus(control: Locator, key: 'Tab' | 'ArrowDown') {
    await control.waitFor()
    for (let press = 0; press < MAX_PRESSES; press++) {
      if (await control.evaluate((element) => element.contains(document.activeElement))) return
      await page.keyboard.press(key)
    }
    throw new Error(`The focus is not on ${String(control)} after ${MAX_PRESSES} presses of ${key}.`)
  }
  return {
    get interactions() {
      return interactions
    },
    async activate(role, label) {
      interactions++
      await focus(visible(page, role, label), role === 'menuitem' ? 'ArrowDown' : 'Tab')
      await page.keyboard.press('Enter')
    },
    async type(label, text) {
      interactions++
      await focus(page.getByLabel(label), 'Tab')
      await page.keyboard.type(text)
    },
  }
}

const visible = (page: Page, role: 'button' | 'link' | 'menuitem', label: string | RegExp) =>
  page.getByRole(role, { name: label, exact: typeof label === 'string' }).first()

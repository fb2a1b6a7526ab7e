import type { Page } from 'playwright-core'
import { openPage } from './browser.ts'
import type { BrowserPage } from './browser.ts'

/** GraphiQL in a browser, with the actions of a user. */
export interface Graphiql extends BrowserPage {
  tabNames(): Promise<string[]>
  /** Opens the tab with one click. Resolves when GraphiQL would run its document. */
  selectTab(name: string): Promise<void>
  /** Presses the button that starts the operation or stops the running subscription. */
  run(): Promise<void>
  /** Resolves when the response on the screen contains `text`, ignoring white space. */
  answered(text: string): Promise<void>
}

export async function openGraphiql(url: string): Promise<Graphiql> {
  const browser = await openPage()
  const { page } = browser
  try {
    await page.goto(url)
    await page.locator('.graphiql-tab').first().waitFor()
  } catch (error) {
    await browser[Symbol.asyncDispose]()
    throw error
  }
  const tabs = page.locator('.graphiql-tab')
  return {
    ...browser,
    tabNames: () => tabs.allInnerTexts(),
    async selectTab(name) {
      await tabs.filter({ hasText: name }).click()
      await opened(page, name)
    },
    run: () => page.locator('.graphiql-execute-button').click(),
    async answered(text) {
      await page.waitForFunction((text) => {
        const shown = document.querySelector('.graphiql-response')?.textContent ?? ''
        return shown.replaceAll(/\s/g, '').includes(text.replaceAll(/\s/g, ''))
      }, text)
    },
  }
}

/** Resolves when the tab is open and stored. GraphiQL reads the operation name from the editor with a delay. */
export async function opened(page: Page, name: string): Promise<void> {
  await page.locator('.graphiql-tab-active').filter({ hasText: name }).waitFor()
  await page.waitForFunction((name) => {
    const stored = Object.keys(localStorage).find((key) => key.endsWith('graphiql:tabState'))
    const { tabs, activeTabIndex } = JSON.parse((stored && localStorage.getItem(stored)) ?? '{"tabs":[]}')
    return tabs[activeTabIndex]?.title === name
  }, name)
}

import type { Page } from 'playwright-core'
import { openPage } from './browser.ts'
import type { BrowserPage } from './browser.ts'

/** GraphiQL in a browser, in the words of its user. */
export interface Graphiql extends BrowserPage {
  tabNames(): Promise<string[]>
  /** Opens the tab of that name by one click; resolves when GraphiQL would run what is in it. */
  selectTab(name: string): Promise<void>
  /** Presses the button that starts the operation, or stops the subscription that runs. */
  run(): Promise<void>
  /** Resolves when the answer on the screen holds `text`, blanks not counted. */
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

/** Resolves once the tab is open and stored. GraphiQL learns the name of the operation from the editor after a moment. */
export async function opened(page: Page, name: string): Promise<void> {
  await page.locator('.graphiql-tab-active').filter({ hasText: name }).waitFor()
  await page.waitForFunction((name) => {
    const stored = Object.keys(localStorage).find((key) => key.endsWith('graphiql:tabState'))
    const { tabs, activeTabIndex } = JSON.parse((stored && localStorage.getItem(stored)) ?? '{"tabs":[]}')
    return tabs[activeTabIndex]?.title === name
  }, name)
}

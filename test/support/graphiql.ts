import type { Locator, Page } from 'playwright-core'
import { openPage } from './browser.ts'
import type { BrowserPage } from './browser.ts'

/** GraphiQL in a browser, in the words of its user. */
export interface Graphiql extends BrowserPage {
  tabNames(): Promise<string[]>
  /** Opens the tab of that name; resolves when GraphiQL would run what is in it. */
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
      await clickUntilActive(page, tabs.filter({ hasText: name }))
      // The name of the operation follows the editor after a moment, and what is stored follows last.
      await page.waitForFunction((name) => {
        const stored = Object.keys(localStorage).find((key) => key.endsWith('graphiql:tabState'))
        const { tabs, activeTabIndex } = JSON.parse((stored && localStorage.getItem(stored)) ?? '{"tabs":[]}')
        return tabs[activeTabIndex]?.title === name
      }, name)
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

/** GraphiQL drops a click on a tab that comes in the moment in which an answer is drawn. */
async function clickUntilActive(page: Page, tab: Locator): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    await tab.click()
    const active = page.locator('.graphiql-tab-active').and(tab)
    const isActive = await active.waitFor({ timeout: 1000 }).then(
      () => true,
      () => false,
    )
    if (isActive) return
  }
  throw new Error(`The tab ${await tab.innerText()} does not open.`)
}

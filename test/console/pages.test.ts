import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shareBrowser } from '../support/share-browser.ts'
import { violationsOn } from './accessibility.ts'
import { openConsole, serveConsole } from './console.ts'
import type { ServedConsole } from './console.ts'

shareBrowser()

/** The pages: path, heading, and a heading that is shown when the data has arrived. */
const PAGES = [
  ['', 'Overview', 'Keys by compliance'],
  ['keys', 'Keys', '(at least'],
  ['compliance', 'Compliance', 'Exceptions'],
  ['compliance?by=tag&tag=team&day=2026-01-31', 'Compliance', 'Keys by tag team'],
  ['changes', 'Requests and changes', 'Requests and changes'],
  ['settings', 'Settings', 'Price'],
  ['keys/alias/long-history', 'long-history', 'About the key'],
  ['keys/alias/board-minutes?tab=problems', 'board-minutes', 'Permissions that are missing'],
  ['keys/alias/byok-treasury?tab=materials', 'byok-treasury', 'About the key'],
  ['keys/alias/global-identity?tab=names', 'global-identity', 'Aliases'],
  ['nowhere', 'Page not found', 'Page not found'],
] as const

let served: ServedConsole
beforeAll(async () => {
  served = await serveConsole()
})
afterAll(() => served[Symbol.asyncDispose]())

describe('every page of the console', () => {
  test.each([
    { theme: 'light', width: 1440 },
    { theme: 'dark', width: 1440 },
    { theme: 'light', width: 390 },
    { theme: 'dark', width: 390 },
  ] as const)('is accessible and loads nothing from other hosts: $theme, $width px', async (options) => {
    await using browser = await openConsole(served.url, options)
    for (const [path, title, heading] of PAGES) {
      const page = await browser.open(path, title)
      await page.getByRole('heading', { name: heading }).first().waitFor()
      expect({ path, violations: await violationsOn(page) }).toEqual({ path, violations: [] })
    }
    expect(browser.complaints).toEqual([])
    expect(browser.foreignRequests(served.url)).toEqual([])
  })
})

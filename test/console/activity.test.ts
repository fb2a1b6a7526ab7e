import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsOn } from './accessibility.ts'
import { openConsole, serveConsole } from './console.ts'
import type { ServedConsole } from './console.ts'

let served: ServedConsole
beforeAll(async () => {
  served = await serveConsole()
})
afterAll(() => served[Symbol.asyncDispose]())

describe('the activity page', () => {
  test.each([
    { theme: 'light', width: 1440 },
    { theme: 'dark', width: 1440 },
    { theme: 'light', width: 390 },
    { theme: 'dark', width: 390 },
  ] as const)('is accessible and loads nothing from other hosts: $theme, $width px', async (options) => {
    await using browser = await openConsole(served.url, options)
    const page = await browser.open('activity?type=ROTATION_STARTED', 'Activity')
    await page.getByText('archive-vault').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByText('Type = Rotation started').waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(browser.complaints).toEqual([])
    expect(browser.foreignRequests(served.url)).toEqual([])
  })
})

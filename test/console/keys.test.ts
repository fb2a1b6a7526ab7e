import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shareBrowser } from '../support/share-browser.ts'
import { violationsOn } from './accessibility.ts'
import { openConsole, serveConsole } from './console.ts'
import type { ServedConsole } from './console.ts'

shareBrowser()

let served: ServedConsole
beforeAll(async () => {
  served = await serveConsole()
})
afterAll(() => served[Symbol.asyncDispose]())

const rows = (page: Page) => page.locator('tbody tr')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function download(page: Page, start: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), start()])
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

describe('the table of keys', () => {
  test('pages forward and backward, and the address has the page', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('keys', /^Keys/)
    await rows(page).nth(49).waitFor()
    const first = await rows(page).first().innerText()
    await button(page, 'Next page').click()
    await page.waitForURL(/[?]after=/)
    await expect.poll(() => rows(page).count()).toBe(14)
    await page.reload()
    await expect.poll(() => rows(page).count()).toBe(14)
    await button(page, 'Previous page').click()
    await page.waitForURL(/[?]before=/)
    await expect.poll(() => rows(page).count()).toBe(50)
    expect(await rows(page).first().innerText()).toBe(first)
    await button(page, 'Last page').click()
    await page.waitForURL(/[?]page=last/)
    await expect.poll(() => button(page, 'Next page').isDisabled()).toBe(true)
    await page.goBack()
    await page.waitForURL(/[?]before=/)
    await expect.poll(() => rows(page).first().innerText()).toBe(first)
    expect(browser.complaints).toEqual([])
  })

  test('filters by a text and by a property, and the back button removes the filter', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('keys', /^Keys/)
    const filter = page.getByRole('combobox', { name: 'Find keys by text or property' })
    await filter.fill('payments-db')
    await filter.press('Enter')
    await page.waitForURL(/[?]search=payments-db/)
    await expect.poll(() => rows(page).count()).toBe(2)
    await filter.fill('Tag = team = payments')
    await filter.press('Enter')
    await page.waitForURL(/tags=team%3Dpayments/)
    await page.getByText('team = payments').first().waitFor()
    await page.goBack()
    await page.goBack()
    await page.waitForURL(/keys$/)
    await expect.poll(() => rows(page).count()).toBe(50)
    expect(browser.complaints).toEqual([])
  })

  test('shows all keys in the order of the address', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('keys?compliance=OVERDUE&order=DISPLAY_NAME', /^Keys/)
    const { keys } = await served.query<{ keys: { nodes: { displayName: string }[] } }>(
      '{ keys(source: INVENTORY, first: 50, filter: { compliance: [OVERDUE] }, orderBy: { field: DISPLAY_NAME }) { nodes { displayName } } }',
    )
    await expect
      .poll(() => page.locator('tbody a').allInnerTexts())
      .toEqual(keys.nodes.map(({ displayName }) => displayName))
  })

  test('says why a value is unknown', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('keys?search=risk-models', /^Keys/)
    const unknown = rows(page).first().getByRole('button', { name: 'Unknown' }).first()
    await unknown.focus()
    await unknown.press('Enter')
    await page.getByText('The rotations of the key could not be read.').first().waitFor()
    await page
      .getByText(/AWS denied the gateway kms:ListKeyRotations/)
      .first()
      .waitFor()
    expect(browser.complaints).toEqual([])
  })

  test('says that no key matches, and clears the filter', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('keys?search=no-such-key', /^Keys/)
    await page.getByText('No known key matches.').waitFor()
    await button(page, 'Clear the filter').click()
    await expect.poll(() => rows(page).count()).toBe(50)
  })

  test('leads from a cursor that is not valid to the first page', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('keys?search=api&after=abc', /^Keys/)
    await button(page, 'Go to the first page').click()
    await page.waitForURL(/keys[?]search=api$/)
    await rows(page).first().waitFor()
    expect(await button(page, 'First page').isDisabled()).toBe(true)
  })

  test('exports the selected keys, and all that match once the reader agrees to an incomplete file', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('keys?search=payments-db', /^Keys/)
    await page.getByRole('checkbox', { name: 'Select payments-db' }).first().check()
    await button(page, 'Export').click()
    const selected = await download(page, () => page.getByRole('menuitem', { name: 'CSV' }).first().click())
    expect(selected.name).toBe('keys.csv')
    expect(selected.text.trim().split('\r\n')).toHaveLength(2)
    await button(page, 'Export').click()
    await page.getByRole('menuitem', { name: 'JSON, one line per key' }).last().click()
    const matching = await download(page, () => button(page, 'Export the known keys').click())
    expect(matching.name).toBe('keys-incomplete.ndjson')
    expect(
      matching.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).displayName),
    ).toEqual(['ledger-db', 'payments-db'])
  })
})

test.each([
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 390 },
] as const)('the table with a filter and a selection is accessible: $theme, $width px', async (options) => {
  await using browser = await openConsole(served.url, options)
  const page = await browser.open('keys?search=a&states=ENABLED&tags=team=payments', /^Keys/)
  await page
    .getByRole('checkbox', { name: /^Select / })
    .nth(1)
    .check()
  expect(await violationsOn(page)).toEqual([])
  expect(browser.foreignRequests(served.url)).toEqual([])
})

import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { shareBrowser } from '../support/share-browser.ts'
import { violationsOn } from './accessibility.ts'
import { openConsole, serveConsole } from './console.ts'
import type { OpenConsole, ServedConsole } from './console.ts'

shareBrowser()

let served: ServedConsole
let browser: OpenConsole
let emulator: string

beforeAll(async () => {
  served = await serveConsole(['--kms', 'emulator', '--require-reason', '^CHG-\\d+'])
  emulator = await served.program.says(/embedded emulator at (\S+),/)
  await control('PATCH', '/settings', { startClearsAfterMs: 2_000, historyVisibleAfterMs: 2_000 })
})
afterAll(() => served[Symbol.asyncDispose]())

beforeEach(async () => {
  browser = await openConsole(served.url)
  await control('DELETE', '/faults')
  await control('DELETE', '/calls')
  return () => browser[Symbol.asyncDispose]()
})

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${emulator}/_emulator${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
  expect(response.status).toBeLessThan(300)
  return response.json()
}

/** How often KMS was asked to rotate a key. */
async function rotationCalls(): Promise<number> {
  const { calls } = Object(await control('GET', '/calls'))
  return calls.filter(({ operation }: { operation: string }) => operation === 'RotateKeyOnDemand').length
}

/** Opens the page of the key with this alias in us-east-1. */
async function openKey(alias: string): Promise<Page> {
  const { key } = await served.query<{ key: { arn: string } }>(
    'query ($alias: String!) { key(by: { alias: $alias }) { arn } }',
    { alias: `arn:aws:kms:us-east-1:111122223333:alias/${alias}` },
  )
  return browser.open(`keys/${key.arn}`, alias)
}

const openButton = (page: Page, name = 'Rotate now') => page.getByRole('button', { name, exact: true })
const submitButton = (page: Page, name = 'Rotate') =>
  page.getByRole('dialog').getByRole('button', { name, exact: true })
/** A text of the dialog. What screen readers hear of it is in another place of the page. */
const dialogText = (page: Page, text: string) => page.getByRole('dialog').getByText(text).first()
const forecast = (page: Page) => dialogText(page, 'Data that is already encrypted stays as it is.')
const progress = (page: Page) => page.getByRole('heading', { name: 'Progress of the rotation' })

async function fillIn(page: Page, alias: string): Promise<void> {
  await forecast(page).waitFor()
  await page.getByLabel('Reason').fill('CHG-1')
  await page.getByLabel('Confirm').fill(alias)
}

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  const hasFocus = () => element.evaluate((found) => found === document.activeElement)
  for (let presses = 0; presses < 60; presses++) {
    if (await hasFocus()) return
    await page.keyboard.press('Tab')
  }
  expect(await hasFocus()).toBe(true)
}

describe('the dialog of a rotation', () => {
  test('is opened, filled in, confirmed and followed to the end of the rotation by keyboard only', async () => {
    const page = await openKey('legacy-crm')
    await tabTo(page, openButton(page))
    await page.keyboard.press('Enter')
    await forecast(page).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await openButton(page).evaluate((button) => button === document.activeElement)).toBe(true)

    await page.keyboard.press('Enter')
    await forecast(page).waitFor()
    await tabTo(page, page.getByLabel('Reason'))
    await page.keyboard.type('CHG-7')
    await tabTo(page, submitButton(page))
    await page.getByText('Type legacy-crm to confirm.').first().waitFor({ state: 'attached' })
    await page.keyboard.press('Shift+Tab')
    await tabTo(page, page.getByLabel('Confirm'))
    await page.keyboard.type('legacy-crm')
    await tabTo(page, submitButton(page))
    await page.keyboard.press('Enter')
    await progress(page).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(
      'Progress of the rotation',
    )
    await page.getByText('Rotation completed', { exact: true }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(browser.complaints).toEqual([])
    expect(await rotationCalls()).toBe(1)
  })

  test('rotates the key once although KMS and the gateway lost their responses, the page was reloaded, and it was submitted again', async () => {
    await control('POST', '/faults', { kind: 'dropAfter', operation: 'RotateKeyOnDemand', times: 1 })
    const page = await openKey('hr-records')
    let lost = 0
    await page.route('**/graphql', async (route) => {
      const text = route.request().postData() ?? ''
      if (!text.includes('mutation RotateNow') || text.includes('"dryRun":true')) return route.continue()
      await route.fetch()
      lost++
      return route.abort()
    })
    await openButton(page).click()
    await fillIn(page, 'hr-records')
    await submitButton(page).click()
    await expect.poll(() => lost).toBeGreaterThan(0)

    await page.reload()
    await dialogText(page, 'Following the rotation').waitFor()
    const before = lost
    await expect.poll(() => lost).toBeGreaterThan(before)
    await page.getByLabel('Confirm').press('Enter')
    await page.keyboard.press('Escape')
    await page.unrouteAll({ behavior: 'wait' })

    await progress(page).waitFor()
    await page.getByText('Rotation completed', { exact: true }).waitFor()
    expect(await rotationCalls()).toBe(1)
  })

  test('opens again after a reload with what was typed', async () => {
    const page = await openKey('partner-gateway')
    await openButton(page).click()
    await fillIn(page, 'partner')
    const keyOf = () =>
      page.evaluate(() => Object.values(sessionStorage).map((text) => JSON.parse(text).idempotencyKey))
    const [idempotencyKey] = await keyOf()
    await page.reload()
    await forecast(page).waitFor()
    expect(await page.getByLabel('Reason').inputValue()).toBe('CHG-1')
    expect(await page.getByLabel('Confirm').inputValue()).toBe('partner')
    expect(await keyOf()).toEqual([idempotencyKey])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await keyOf()).toEqual([])
    expect(await openButton(page).evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('does not rotate a key that another client rotated while the dialog was open', async () => {
    const page = await openKey('session-tokens')
    await openButton(page).click()
    await fillIn(page, 'session-tokens')
    await control('POST', '/keys/session-tokens/rotations', { date: '-1m', type: 'ON_DEMAND' })
    await submitButton(page).click()
    await dialogText(page, 'The key was rotated while this dialog was open.').waitFor()
    expect(await rotationCalls()).toBe(0)
    await page.getByRole('button', { name: 'Start over' }).click()
    await forecast(page).waitFor()
    expect(await page.getByLabel('Reason').inputValue()).toBe('CHG-1')
    expect(await page.getByLabel('Confirm').inputValue()).toBe('')
  })

  test('shows the IAM statement when AWS denies the rotation, and checks the key again', async () => {
    await control('POST', '/faults', {
      kind: 'error',
      operation: 'RotateKeyOnDemand',
      code: 'AccessDeniedException',
    })
    const page = await openKey('invoices-archive')
    await openButton(page).click()
    await fillIn(page, 'invoices-archive')
    await submitButton(page).click()
    await dialogText(page, '"Action": "kms:RotateKeyOnDemand"').waitFor()
    await control('DELETE', '/faults')
    await page.getByRole('button', { name: 'Check again' }).click()
    await submitButton(page).click()
    await progress(page).waitFor()
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
  })

  test('accepts only a reason that matches the pattern of the gateway', async () => {
    const page = await openKey('data-lake')
    await openButton(page).click()
    await fillIn(page, 'data-lake')
    await page.getByLabel('Reason').fill('because')
    await dialogText(page, 'Enter a reason that matches the pattern.').waitFor()
    expect(await submitButton(page).getAttribute('aria-disabled')).toBe('true')
    await page.getByLabel('Reason').press('Enter')
    expect(await rotationCalls()).toBe(0)
  })
})

describe('the dialogs of automatic rotation', () => {
  test('turn it on with a period, change the period, and turn it off', async () => {
    const page = await openKey('partner-gateway')
    await openButton(page, 'Turn on automatic rotation').click()
    await page.getByLabel('Period in days').fill('30')
    await dialogText(page, 'Enter a whole number from 90 to 2560.').waitFor()
    await page.getByLabel('Period in days').fill('180')
    await page.getByLabel('Reason').fill('CHG-2')
    await dialogText(page, 'After the change: KMS rotates the key every 180 days.').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await submitButton(page, 'Turn on').click()
    await page.getByText('Automatic rotation was changed.').first().waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('every 180 days')

    await openButton(page, 'Change the period').click()
    await dialogText(page, 'The key already has this setting.').waitFor()
    await page.getByLabel('Period in days').fill('400')
    await page.getByLabel('Reason').fill('CHG-3')
    await dialogText(page, 'After the change: KMS rotates the key every 400 days.').waitFor()
    await submitButton(page, 'Change the period').click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    await openButton(page, 'Turn off automatic rotation').click()
    await dialogText(page, 'After the change: KMS does not rotate the key automatically.').waitFor()
    await page.getByLabel('Reason').fill('CHG-4')
    await page.getByLabel('Confirm').fill('partner-gateway')
    await submitButton(page, 'Turn off').click()
    await openButton(page, 'Turn on automatic rotation').waitFor()
  })
})

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { RotateDocument } from '../documents/generated/graphql.ts'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway } from '../support/gateway.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { waitUntil } from '../support/wait-until.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { shareBrowser } from '../support/share-browser.ts'
import { violationsOn } from './accessibility.ts'
import { openConsole } from './console.ts'

shareBrowser()

/** A gateway with these keys whose clock the test moves. */
async function startWithKeys(...names: readonly string[]): Promise<TestGateway> {
  const it = await startGateway({ speed: 0, gateway: { console: { folder: 'dist/console' } } })
  for (const name of names) it.emulator.createKey({ aliases: [name], tags: { team: `team-${name}` } })
  return it
}

/** Adds a rotation to the history of a key, a second after the previous one. */
function rotate({ emulator }: TestGateway, name: string): void {
  emulator.clock.advance(1_000)
  emulator.addRotation(name, { date: 'now', type: 'AUTOMATIC' })
}

/** Kind and key of the shown events, from the top. */
const eventsOn = async (page: Page): Promise<string[]> =>
  (await page.locator('.activity-event').allInnerTexts()).map((text) => {
    const [kind, , name] = text.split('\n').filter(Boolean)
    return `${kind}: ${name}`
  })

/** Resolves when the page is as expected. The clock advances in the meantime, so that the gateway polls KMS. */
const shown = (it: TestGateway, check: () => Promise<boolean>) =>
  waitUntil(async () => {
    if (await check()) return true
    it.passTime(10_000)
    return false
  })

const isLive = (page: Page) => page.getByText('Live', { exact: true }).waitFor()

describe('the activity page', () => {
  test.each([
    { theme: 'light', width: 1440 },
    { theme: 'dark', width: 1440 },
    { theme: 'light', width: 390 },
    { theme: 'dark', width: 390 },
  ] as const)('is accessible, with events and a filter: $theme, $width px', async (options) => {
    await using it = await startWithKeys('orders', 'denied')
    it.emulator.changeKey('denied', { denies: ['ListKeyRotations'] })
    const url = await listenAt(it)
    await using browser = await openConsole(url, options)
    const page = await browser.open('activity?type=ROTATION_COMPLETED', 'Activity')
    await page.getByText('Type = Rotation completed').waitFor()
    await page.getByText(/^Events of 1 key from before .* may be missing$/).click()
    await isLive(page)
    rotate(it, 'orders')
    await shown(it, async () => (await eventsOn(page)).length === 1)
    await page.getByRole('button', { name: 'Pause the list' }).click()
    rotate(it, 'orders')
    await shown(it, () => page.getByRole('button', { name: '1 new event' }).isVisible())
    expect(await violationsOn(page)).toEqual([])
    expect(browser.complaints).toEqual([])
    expect(browser.foreignRequests(url)).toEqual([])
  })

  test('shows a rotation that was requested through the gateway live and once, with who and why', async () => {
    await using it = await startWithKeys('orders')
    await using browser = await openConsole(await listenAt(it))
    const page = await browser.open('activity', 'Activity')
    await page.getByText('No event yet.').waitFor()
    await isLive(page)
    const { arn } = it.emulator.key('orders')
    await it.ask(RotateDocument, { input: { key: { arn }, reason: 'OPS-4711' } })
    await shown(it, async () => (await eventsOn(page)).includes('Rotation completed: orders'))
    await page.reload()
    await page.getByText('Rotation completed').waitFor()
    await isLive(page)
    expect(await eventsOn(page)).toEqual(['Rotation completed: orders', 'Rotation started: orders'])
    const details = await page.locator('.activity-event').first().innerText()
    expect(details).toMatch(/On demand\. It took 30 seconds\.\s+Requested by anonymous: “OPS-4711”/)
    await page.getByRole('link', { name: 'orders' }).first().click()
    await page.waitForURL(new RegExp(`keys/${arn}$`))
    expect(browser.complaints).toEqual([])
  })

  test('keeps new events apart while it is paused, and shows them by keyboard', async () => {
    await using it = await startWithKeys('orders', 'users')
    await using browser = await openConsole(await listenAt(it))
    const page = await browser.open('activity', 'Activity')
    await isLive(page)
    await page.getByRole('button', { name: 'Pause the list' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Paused. New events wait.').waitFor()
    rotate(it, 'orders')
    rotate(it, 'users')
    const button = page.getByRole('button', { name: '2 new events' })
    await shown(it, () => button.isVisible())
    // Both are announced together.
    await page
      .getByText(/^2 new events\. The newest one: Rotation completed: \w+\. New events wait/)
      .waitFor({
        state: 'attached',
      })
    expect(await eventsOn(page)).toEqual([])
    await button.focus()
    await page.keyboard.press('Enter')
    await waitUntil(async () => (await eventsOn(page)).length === 2)
    expect(await button.count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('activity-new')
    await page.getByRole('button', { name: 'Resume the list' }).focus()
    await page.keyboard.press('Enter')
    rotate(it, 'orders')
    await shown(it, async () => (await eventsOn(page)).length === 3)
  })

  test('continues after its connection is cut and the gateway restarts, without loss or repetition', async () => {
    await using it = await startWithKeys('orders', 'users', 'denied')
    await using proxy = await startTcpProxy()
    proxy.leadTo(await listenAt(it))
    await using browser = await openConsole(proxy.url)
    const page = await browser.open('activity', 'Activity')
    await page.getByLabel('Filter events by type').waitFor()
    await isLive(page)
    const cut = () => {
      for (let index = proxy.connections - 1; index >= 0; index--) proxy.cut(index)
    }
    let count = 0
    for (const name of ['orders', 'users', 'orders']) {
      const reconnecting = page.getByText('Reconnecting').or(page.getByText('Offline')).waitFor()
      cut()
      await reconnecting
      rotate(it, name)
      count++
      await isLive(page)
      await shown(it, async () => (await eventsOn(page)).length >= count)
    }

    await it.gateway[Symbol.asyncDispose]()
    await page.getByText(/^The gateway cannot be reached since .*, attempt \d+\./).waitFor()
    it.emulator.changeKey('denied', { denies: ['ListKeyRotations'] })
    rotate(it, 'users')
    count++
    await using another = it.another()
    proxy.leadTo((await another.listen({ host: '127.0.0.1', port: 0 })).url)
    await isLive(page)
    await shown(it, async () => (await eventsOn(page)).length >= count)
    expect((await eventsOn(page)).toSorted()).toEqual([
      'Rotation completed: orders',
      'Rotation completed: orders',
      'Rotation completed: users',
      'Rotation completed: users',
    ])
    // The restarted gateway cannot read the history of this key any more.
    const link = page.getByRole('link', { name: 'denied', includeHidden: true })
    const gap = page.locator('.activity-gap').filter({ has: link })
    await gap.getByRole('button', { name: 'may be missing between' }).focus()
    await page.keyboard.press('Enter')
    await gap.getByRole('link', { name: 'denied' }).waitFor()
  })
})

describe('the filter of the activity page', () => {
  test('is in the address, applies to stored and new events, and can be cleared', async () => {
    await using it = await startWithKeys('orders', 'users')
    await using browser = await openConsole(await listenAt(it))
    const page = await browser.open('activity', 'Activity')
    await isLive(page)
    rotate(it, 'orders')
    rotate(it, 'users')
    await shown(it, async () => (await eventsOn(page)).length === 2)

    for (const query of ['key=alias/orders', 'tag=team%3Dteam-orders']) {
      await browser.open(`activity?${query}&scope=111122223333/us-east-1`, 'Activity')
      await isLive(page)
      expect(await eventsOn(page)).toEqual(['Rotation completed: orders'])
    }
    rotate(it, 'users')
    rotate(it, 'orders')
    await shown(it, async () => (await eventsOn(page)).length === 2)
    expect(new Set(await eventsOn(page))).toEqual(new Set(['Rotation completed: orders']))

    await browser.open('activity?type=ROTATION_TIMED_OUT', 'Activity')
    await page.getByText('No event matches the filter.').waitFor()
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await waitUntil(async () => (await eventsOn(page)).length === 4)
    expect(new URL(page.url()).search).toBe('')
  })

  test('says that a key does not exist', async () => {
    await using it = await startWithKeys('orders')
    await using browser = await openConsole(await listenAt(it))
    const page = await browser.open('activity?key=alias/nothing', 'Activity')
    await page.getByText("The gateway has no key 'alias/nothing' that you may read.").waitFor()
    expect(await eventsOn(page)).toEqual([])
  })
})

describe('the failures of the activity page', () => {
  test('says that the reader may not see the events', async () => {
    await using it = await startWithKeys('orders')
    await using browser = await openConsole(await listenAt(it))
    await browser.page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('StoredEvents')) return route.continue()
      const error = { message: 'Denied.', extensions: { code: 'FORBIDDEN' } }
      return route.fulfill({ json: { errors: [error] } })
    })
    const page = await browser.open('activity', 'Activity')
    await page.getByText('You are not allowed to see this.').waitFor()
    expect(await page.getByText('No event yet.').count()).toBe(0)
  })

  test('continues from the present time, and says so, if the gateway does not accept the position', async () => {
    await using it = await startWithKeys('orders')
    await using browser = await openConsole(await listenAt(it))
    let isFirst = true
    await browser.page.route('**/graphql', async (route) => {
      if (!isFirst || !route.request().postData()?.includes('StoredEvents')) return route.continue()
      isFirst = false
      const response = await route.fetch()
      const json = await response.json()
      json.data.rotationEvents.pageInfo.endCursor = 'of another gateway'
      return route.fulfill({ response, json })
    })
    const page = await browser.open('activity', 'Activity')
    await page.getByText('The list was started again.').waitFor()
    await isLive(page)
    rotate(it, 'orders')
    await shown(it, async () => (await eventsOn(page)).length > 0)
    expect(await eventsOn(page)).toEqual(['Rotation completed: orders'])
  })
})

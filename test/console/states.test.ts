import { describe, expect, test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import type { TestGateway, TestGatewayOptions } from '../support/gateway.ts'
import { shareBrowser } from '../support/share-browser.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { violationsOn } from './accessibility.ts'
import { openConsole } from './console.ts'

shareBrowser()

const CONSOLE = { folder: 'dist/console' }

const start = (options: TestGatewayOptions): Promise<TestGateway> =>
  startGateway({ speed: 0, ...options, gateway: { console: CONSOLE, inventory: {}, ...options.gateway } })

describe('the console', () => {
  test('says that there are no keys', async () => {
    await using gateway = await start({})
    await gateway.inventory()
    await using browser = await openConsole(await listenAt(gateway))
    const page = await browser.open('', 'Overview')
    await page.getByText('There are no keys.').waitFor()
    await browser.open('keys', /^Keys/)
    await page.getByText(/no KMS keys/).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  test('says what it cannot show without an inventory, and shows the keys from KMS', async () => {
    await using gateway = await start({ gateway: { inventory: undefined } })
    gateway.emulator.createKey({ aliases: ['orders'] })
    await using browser = await openConsole(await listenAt(gateway))
    const page = await browser.open('', 'Overview')
    await page.getByText(/This gateway keeps no inventory of the keys/).waitFor()
    await browser.open('keys', /^Keys/)
    await page.getByRole('link', { name: 'orders' }).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  test('names the Region whose keys KMS does not list, and says that numbers can be too small', async () => {
    await using gateway = await start({ regions: ['us-east-1', 'eu-west-1'] })
    gateway.emulator.createKey({ aliases: ['orders'] })
    gateway.emulator.addFault({ kind: 'error', operation: 'ListKeys', region: 'eu-west-1' })
    await using browser = await openConsole(await listenAt(gateway))
    const page = await browser.open('', 'Overview')
    await page.getByText(/The gateway cannot list the keys of .* in eu-west-1\./).waitFor()
    await page.getByText('at least', { exact: false }).first().waitFor()
    await page.getByRole('heading', { name: 'Accounts and Regions that cannot be reached' }).waitFor()
    expect(await violationsOn(page)).toEqual([])
  })

  test('shows the key again after KMS failed, and says in the meantime that KMS cannot be reached', async () => {
    await using gateway = await start({ cacheControl: null })
    const { arn } = gateway.emulator.createKey({ aliases: ['orders'] })
    const fault = gateway.emulator.addFault({ kind: 'error', operation: 'DescribeKey' })
    const url = await listenAt(gateway)
    await using browser = await openConsole(url)
    const { page } = browser
    await page.goto(`${url}/keys/${arn}`)
    await page
      .getByText(/cannot be reached|could not be reached/)
      .first()
      .waitFor()
    expect(await violationsOn(page)).toEqual([])
    gateway.emulator.clearFaults(fault.id)
    await page
      .getByRole('button', { name: /^(Read the key again|Try again)$/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: 'orders' }).waitFor()
  })
})

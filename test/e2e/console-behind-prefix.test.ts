import { expect, test } from 'vitest'
import { openPage } from '../support/browser.ts'
import { startGateway } from '../support/gateway.ts'
import { startReverseProxy } from '../support/reverse-proxy.ts'

test.each([
  { proxy: 'keeps the prefix', strips: false },
  { proxy: 'removes the prefix', strips: true },
])(
  'the built console shows its pages behind a proxy that $proxy, and its policy blocks nothing',
  async ({ strips }) => {
    await using started = await startGateway({
      gateway: { console: { folder: 'dist/console' }, basePath: '/kms', inventory: {} },
    })
    const { url: target } = await started.gateway.listen({ host: '127.0.0.1', port: 0 })
    await using proxy = await startReverseProxy({ target, prefix: '/kms', strips })
    await using browser = await openPage()
    const { page } = browser
    await page.goto(`${proxy.url}/not/a/page`)
    await page.getByRole('link', { name: 'overview', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    for (const name of ['Keys', 'Activity', 'Compliance', 'Requests and changes', 'Settings']) {
      await page.getByRole('link', { name, exact: true }).first().click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
    }
    await page.getByRole('link', { name: 'Overview', exact: true }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    expect(page.url()).toBe(`${proxy.url}/`)
    await page.reload()
    await page.getByText(/keys examined/).waitFor()
    expect(browser.foreignRequests(proxy.url)).toEqual([])
    expect(browser.complaints).toEqual([])
    expect(proxy.outside).toEqual([])
  },
)

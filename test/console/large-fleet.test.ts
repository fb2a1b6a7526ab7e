import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditLargeFleet } from '../docs/audited-fleet.ts'
import { waitUntil } from '../support/wait-until.ts'
import { shareBrowser } from '../support/share-browser.ts'
import { openConsole } from './console.ts'

shareBrowser()

const KEYS = 10_000
let fleet: Awaited<ReturnType<typeof auditLargeFleet>>
beforeAll(async () => {
  fleet = await auditLargeFleet(KEYS, { console: { folder: 'dist/console' } })
})
afterAll(() => fleet[Symbol.asyncDispose]())

test('with 10,000 keys, the table opens and turns its pages with one request for 50 keys each', async () => {
  const { url } = await fleet.gateway.listen({ host: '127.0.0.1', port: 0 })
  await using browser = await openConsole(url)
  let requests = 0
  browser.page.on('request', (request) => {
    if (request.postData()?.includes('query Keys(')) requests++
  })
  const page = await browser.open('keys', /^Keys/)
  const rows = page.getByRole('row')
  const keyOfFirstRow = () => rows.nth(1).getByRole('link').first().innerText()
  await page.getByRole('heading', { level: 1, name: '(10,000)' }).waitFor()
  await waitUntil(async () => (await rows.count()) === 51)
  const first = await keyOfFirstRow()

  const turn = async (label: string) => {
    const shown = await keyOfFirstRow()
    await page.getByRole('button', { name: label }).click()
    await waitUntil(async () => (await keyOfFirstRow()) !== shown)
    return keyOfFirstRow()
  }
  const second = await turn('Next page')
  const last = await turn('Last page')
  const beforeLast = await turn('Previous page')
  expect(new Set([first, second, last, beforeLast]).size).toBe(4)
  expect(await turn('First page')).toBe(first)

  expect(requests).toBe(5)
  expect(browser.complaints).toEqual([])
})

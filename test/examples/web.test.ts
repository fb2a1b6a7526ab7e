import { parse, validate } from 'graphql'
import type { Route } from 'playwright-core'
import { expect, test } from 'vitest'
import * as documents from '../../examples/web/generated/graphql.ts'
import { schema } from '../../src/schema/index.ts'
import { statusReached } from '../mutations/rotating.ts'
import { startGateway } from '../support/gateway.ts'
import { shareBrowser } from '../support/share-browser.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { waitUntil } from '../support/wait-until.ts'
import { listenAt } from '../subscriptions/subscribe.ts'
import { openWebPage, show } from './web-page.ts'

shareBrowser()

const MINUTE_MS = 60_000

const isMutation = (route: Route): boolean => route.request().postData()?.includes('mutation ') ?? false

const written = Object.entries(documents).flatMap(([name, document]) =>
  name.endsWith('Document') && document instanceof documents.TypedDocumentString
    ? [[name, document.toString()] as const]
    : [],
)

test.each(written)('the document %s of the example page is valid against the schema', (_, document) => {
  expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([])
})

test('the example page lists the keys, and shows values that could not be read as unknown, not as off', async () => {
  await using it = await startGateway({ fleet: 'demo', speed: 0, settings: { isThrottling: false } })
  await using web = await openWebPage(await listenAt(it))
  const { page } = web
  const own = it.emulator.keys().filter(({ accountId }) => accountId === it.emulator.accountId).length
  await page.getByText(`25 of ${own} keys`).waitFor()
  const cells = async (name: string) =>
    (await web.row(name).first().getByRole('cell').allInnerTexts()).map((text) => text.split('\n')[0])

  expect(await cells('hr-records')).toEqual(['Off', 'None', '25 of 25'])
  expect(await cells('partner-gateway')).toEqual(['Off', 'None', '1 of 25'])
  expect(await cells('aws/s3')).toEqual(['Yearly, by AWS', 'None', 'Not supported'])
  expect(await cells('board-minutes')).toEqual(['Unknown', 'Unknown', 'Unknown'])
  const [automatic, next, left] = await cells('risk-models')
  expect([automatic, left]).toEqual(['Every 365 days', 'Unknown'])
  expect(next).toMatch(/^\w{3} \d+, \d{4}$/)
  expect(await web.row('risk-models').innerText()).toContain('AWS denied the gateway kms:ListKeyRotations')
  await show(web, '1-fleet')

  const rows = page.getByRole('table', { name: /KMS keys/ }).getByRole('rowheader')
  for (const shown of [50, own]) {
    await page.getByRole('button', { name: 'More keys' }).click()
    await page.getByText(`${shown} of ${own} keys`).waitFor()
    expect(await rows.count()).toBe(shown)
  }
  expect(await page.getByRole('button', { name: 'More keys' }).count()).toBe(0)
  await web.connected(true)
  expect(web.foreignRequests(web.url)).toEqual([])
  expect(web.complaints).toEqual([])
})

test('the example page pages through a history in both directions with the keyboard', async () => {
  await using it = await startGateway({ fleet: 'demo', speed: 0, settings: { isThrottling: false } })
  await using web = await openWebPage(await listenAt(it))
  const { page } = web
  await page.getByRole('button', { name: 'More keys' }).click()
  await web.open('long-history')
  const dates = async () =>
    (await page.locator('.history tbody time').all()).length > 0
      ? page
          .locator('.history tbody time')
          .evaluateAll((times) => times.map((time) => time.getAttribute('datetime')))
      : []
  const newestFirst = it.emulator
    .key('alias/long-history')
    .rotations.map(({ completedAt }) => completedAt)
    .toReversed()
  const pages = Array.from({ length: Math.ceil(newestFirst.length / 5) }, (_, index) =>
    newestFirst.slice(index * 5, index * 5 + 5),
  )
  expect(pages.length).toBeGreaterThan(6)
  const isAt = (index: number) =>
    waitUntil(async () => JSON.stringify(await dates()) === JSON.stringify(pages[index]))
  const table = page.locator('.history')
  const height = await table.evaluate((element) => element.clientHeight)

  await isAt(0)
  await page.getByRole('button', { name: 'Older' }).focus()
  for (let index = 1; index < pages.length; index++) {
    await page.keyboard.press('Enter')
    await isAt(index)
    expect(await table.evaluate((element) => element.clientHeight)).toBe(height)
  }
  expect(await page.getByRole('button', { name: 'Older' }).getAttribute('aria-disabled')).toBe('true')
  await show(web, '2-history-end')
  await page.getByRole('button', { name: 'Newer' }).focus()
  for (let index = pages.length - 2; index >= 0; index--) {
    await page.keyboard.press('Enter')
    await isAt(index)
  }
  expect(await page.getByRole('button', { name: 'Newer' }).getAttribute('aria-disabled')).toBe('true')
  expect(web.complaints).toEqual([])
})

test('the example page sends a rotation once and follows it until it completes', async () => {
  await using it = await startGateway({
    fleet: 'demo',
    speed: 0,
    settings: { startVisibleAfterMs: 5_000, isThrottling: false },
  })
  const { emulator } = it
  await using web = await openWebPage(await listenAt(it))
  const { page } = web
  await web.connected(true)
  await web.open('orders-api')
  const before = emulator.key('orders-api').rotations.length
  await page.getByRole('button', { name: 'Rotate now' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rotate orders-api?' })
  await dialog.getByText('23 will be left').waitFor()
  await dialog.getByLabel('Reason').fill('OPS-4711')
  await show(web, '3-dialog')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })

  const { data } = await it.answer<Requests, object>('{ rotationRequests { nodes { id reason } } }', {})
  expect(data?.rotationRequests.nodes).toMatchObject([{ reason: 'OPS-4711' }])
  const id = data?.rotationRequests.nodes[0]?.id ?? ''
  const step = page.locator('[aria-current=step]')
  for (const [name, status, picture] of [
    ['Requested', 'REQUESTED', '4-requested'],
    ['Running', 'IN_PROGRESS', '5-running'],
    ['Complete', 'COMPLETED', '6-complete'],
  ] as const) {
    // The clock advances until the gateway reports the status, and stops until the page shows it.
    await statusReached(it, id, status)
    await waitUntil(async () => (await step.innerText()).startsWith(name))
    await show(web, picture)
  }
  await page.getByText(`${before + 1} rotations`).waitFor()
  expect(await page.locator('.history tbody tr').first().innerText()).toContain('On demand')
  // The event also updates the table.
  await web.row('orders-api').first().getByText('23 of 25').waitFor()
  await waitUntil(async () => {
    emulator.clock.advance(1_000)
    return (await web.activity()).some((text) => text.includes('rotation completed (on demand)'))
  })
  expect(emulator.calls('RotateKeyOnDemand')).toBe(1)
  expect(web.complaints).toEqual([])
})

test('the example page shows why a key cannot be rotated, before the request and after its rejection', async () => {
  await using it = await startGateway({ fleet: 'demo', speed: 0, settings: { isThrottling: false } })
  const { emulator } = it
  await using web = await openWebPage(await listenAt(it))
  const { page } = web
  const button = page.getByRole('button', { name: 'Rotate now' })

  await web.open('fraud-scoring')
  await page.getByText('has used all 25 on-demand rotations').waitFor()
  expect(await button.isDisabled()).toBe(true)
  await show(web, '7-blocked')

  // The key is disabled after the page loaded it. The gateway rejects the rotation without calling KMS.
  await web.open('session-tokens')
  emulator.changeKey('session-tokens', { state: 'Disabled' })
  await button.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('This key is disabled').waitFor()
  expect(await dialog.getByRole('button', { name: 'Rotate', exact: true }).isDisabled()).toBe(true)
  await show(web, '8-rejected')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(emulator.calls('RotateKeyOnDemand')).toBe(0)
  expect(web.complaints).toEqual([])
})

test('the example page starts one rotation when the user retries after a lost response', async () => {
  await using it = await startGateway({ fleet: 'demo', speed: 0, settings: { isThrottling: false } })
  await using web = await openWebPage(await listenAt(it))
  const { page } = web
  await web.open('orders-api')
  await page.getByRole('button', { name: 'Rotate now' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('23 will be left').waitFor()
  await page.route('**/graphql', async (route) => {
    if (!isMutation(route)) return route.continue()
    await route.fetch()
    return route.abort()
  })
  const rotate = dialog.getByRole('button', { name: 'Rotate', exact: true })
  await rotate.click()
  await dialog.getByText('The gateway cannot be reached').waitFor()
  expect(it.emulator.calls('RotateKeyOnDemand')).toBe(1)
  await page.unroute('**/graphql')
  await rotate.click()
  await dialog.waitFor({ state: 'detached' })
  await page.locator('[aria-current=step]').waitFor()
  expect(it.emulator.calls('RotateKeyOnDemand')).toBe(1)
})

test('the example page shows the message of an error type that it does not know', async () => {
  await using it = await startGateway({ fleet: 'demo', speed: 0, settings: { isThrottling: false } })
  await using web = await openWebPage(await listenAt(it))
  const { page } = web
  await web.open('orders-api')
  const newer = {
    kind: 'MoonPhaseError',
    code: 'MOON_PHASE',
    message: 'Wait for the moon.',
    isRetryable: false,
  }
  await page.route('**/graphql', (route) =>
    isMutation(route) ? route.fulfill({ json: { data: { rotateKeyOnDemand: newer } } }) : route.continue(),
  )
  await page.getByRole('button', { name: 'Rotate now' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Wait for the moon.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Rotate', exact: true }).isDisabled()).toBe(true)
})

test('the example page resumes after its connection is cut, without losing or repeating events', async () => {
  await using it = await startGateway({ speed: 0 })
  const { emulator } = it
  const keys = Array.from({ length: 3 }, (_, index) => emulator.createKey({ aliases: [`key-${index}`] }))
  await using web = await openWebPage(await listenAt(it))
  await web.connected(true)
  let rotations = 0
  const rotate = () => {
    emulator.clock.advance(1_000)
    const key = keys[rotations++ % keys.length]
    if (key) emulator.addRotation(key.arn, { date: 'now', type: 'AUTOMATIC' })
  }
  const allShown = () =>
    waitUntil(async () => {
      if ((await web.activity()).length >= rotations) return true
      emulator.clock.advance(MINUTE_MS)
      return false
    })

  for (let cut = 0; cut < 3; cut++) {
    // The page has a cursor to resume from, even before the first event.
    const reconnected = web.cut()
    rotate()
    rotate()
    await reconnected
    await allShown()
    rotate()
    await allShown()
  }
  await show(web, '9-resumed')
  const names = (await web.activity()).map((text) => text.split('\n')[1]).toReversed()
  expect(names).toHaveLength(9)
  for (const [index] of keys.entries())
    expect(names.filter((name) => name === `key-${index}`)).toHaveLength(3)
  expect(web.foreignRequests(web.url)).toEqual([])
})

test('the example page shows that the gateway is unreachable, and reconnects when it is back', async () => {
  await using it = await startGateway({ speed: 0 })
  it.emulator.createKey({ aliases: ['only'] })
  await using proxy = await startTcpProxy()
  proxy.leadTo(await listenAt(it))
  await using web = await openWebPage(proxy.url)
  const { page } = web
  await web.connected(true)
  await web.open('only')
  await it.gateway[Symbol.asyncDispose]()
  await web.connected(false)
  await show(web, '10-disconnected')
  await page.reload()
  const again = page.getByRole('region', { name: 'Keys' }).getByRole('button', { name: 'Try again' })
  await again.waitFor()
  await show(web, '11-unreachable')

  await using another = it.another()
  const { url } = await another.listen({ host: '127.0.0.1', port: 0 })
  proxy.leadTo(url)
  await again.click()
  await web.connected(true)
  await web.row('only').waitFor()
  expect(await web.row('only').count()).toBe(1)
})

interface Requests {
  readonly rotationRequests: {
    readonly nodes: readonly { readonly id: string; readonly reason: string }[]
  }
}

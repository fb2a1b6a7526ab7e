import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readChangesView, writeChangesView } from '../../console/links/changes-view.ts'
import { shareBrowser } from '../support/share-browser.ts'
import { violationsOn } from './accessibility.ts'
import { openConsole, serveConsole } from './console.ts'
import type { ServedConsole } from './console.ts'

shareBrowser()

const ENABLE = `mutation ($input: EnableKeyRotationInput!) {
  enableKeyRotation(input: $input) { ... on EnableKeyRotationPayload { hasChanged } }
}`
/** One more than a page has. */
const CHANGES = 26

let served: ServedConsole
beforeAll(async () => {
  served = await serveConsole()
  const arn = await arnOf('hr-records')
  for (let number = 1; number <= CHANGES; number++)
    await served.query(ENABLE, {
      input: { key: { arn }, rotationPeriodInDays: 100 + number, reason: `CHG-${number}` },
    })
})
afterAll(() => served[Symbol.asyncDispose]())

async function arnOf(alias: string): Promise<string> {
  const { key } = await served.query<{ key: { arn: string } }>(
    'query ($alias: String!) { key(by: { alias: $alias }) { arn } }',
    { alias: `arn:aws:kms:us-east-1:111122223333:alias/${alias}` },
  )
  return key.arn
}

describe('the page of the changes', () => {
  test('shows who changed which key, when and why, and pages to older changes and back', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('changes', 'Requests and changes')
    const row = page.getByRole('row', { name: /CHG-26/ })
    await row.waitFor()
    expect(await row.textContent()).toMatch(
      /hr-records.*every 125 days, then every 126 days.*anonymous.*Made/,
    )
    expect(await violationsOn(page)).toEqual([])

    await page.getByRole('button', { name: 'Older changes' }).click()
    await page.getByRole('cell', { name: 'CHG-1', exact: true }).waitFor()
    await page.getByText('Automatic rotation: off, then every 101 days').waitFor()
    await page.getByRole('button', { name: 'Newer changes' }).click()
    await row.waitFor()
    expect(browser.complaints).toEqual([])
  })

  test('keeps its filters in the address', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('changes', 'Requests and changes')
    await page.getByLabel('Who').fill('somebody')
    await page.getByLabel('Who').press('Enter')
    await page.getByText('No change matches.').waitFor()
    expect(new URL(page.url()).search).toBe('?by=somebody')
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await page.getByRole('row', { name: /CHG-26/ }).waitFor()

    const other = await arnOf('legacy-crm')
    await browser.open(`changes?key=${other}`, 'Requests and changes')
    await page.getByText('No change matches.').waitFor()
    await browser.open('changes?key=alias/unknown', 'Requests and changes')
    await page.getByText('The key was not found.').waitFor()
  })
})

test('the address of the changes has only conditions that are known', () => {
  const view = readChangesView(
    new URLSearchParams('kind=DISABLE_KEY_ROTATION&kind=OTHER&days=-3&outcome=MADE'),
  )
  expect(view).toEqual({
    kinds: ['DISABLE_KEY_ROTATION'],
    outcomes: ['MADE'],
    requestedBy: '',
    days: 0,
    key: '',
  })
  expect(writeChangesView(view).toString()).toBe('kind=DISABLE_KEY_ROTATION&outcome=MADE')
})

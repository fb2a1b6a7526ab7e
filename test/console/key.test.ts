import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KeyPageDocument } from '../../console/generated/graphql.ts'
import { shareBrowser } from '../support/share-browser.ts'
import { openConsole, serveConsole } from './console.ts'
import type { ServedConsole } from './console.ts'

shareBrowser()

let served: ServedConsole
beforeAll(async () => {
  served = await serveConsole()
})
afterAll(() => served[Symbol.asyncDispose]())

/** The key with an alias. Several Regions can have it. */
async function arnOf(alias: string, region = 'us-east-1'): Promise<string> {
  const { keys } = await served.query<{ keys: { nodes: readonly { arn: string }[] } }>(
    'query ($search: String!, $region: String!) { keys(filter: { search: $search }, scopes: { region: $region }, source: INVENTORY) { nodes { arn } } }',
    { search: alias, region },
  )
  const [key] = keys.nodes
  if (!key) throw new Error(`No key of the demo fleet has the alias ${alias}.`)
  return key.arn
}

describe('the page of a key', () => {
  test('costs a small part of the limit of an operation', async () => {
    const dryRun = KeyPageDocument.toString().replace(
      'gateway {',
      'rateLimit(dryRun: true) { cost }\n  gateway {',
    )
    const { rateLimit } = await served.query<{ rateLimit: { cost: number } }>(dryRun, {
      by: { arn: await arnOf('orders-api') },
      rotations: 100,
    })
    expect(rateLimit.cost).toBeLessThan(50)
  })

  test('has the verdict, why, and the timeline as a table for screen readers', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open(`keys/${await arnOf('invoices-archive')}`, 'invoices-archive')
    await page
      .getByText(/The key material is 1,400 days old, and the rotation policy allows 365 days\./)
      .waitFor()
    const table = page.getByRole('table', { name: 'Timeline of the key' })
    const rows = await table.getByRole('row').allTextContents()
    expect(rows.map((row) => row.replace(/^\d+ \w+ \d+/, ''))).toEqual([
      expect.stringContaining('Event'),
      'Created–',
      'The policy requires a rotation by then–',
      'Today1,400',
    ])
    expect(await page.locator('.timeline').getAttribute('aria-hidden')).toBe('true')
    expect(browser.complaints).toEqual([])
  })

  test('says what could not be read, and has the statement that permits it', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open(`keys/${await arnOf('risk-models')}`, 'risk-models')
    expect(await page.title()).toBe('risk-models - KMS key rotation')
    await page.getByRole('heading', { name: 'On-demand rotation' }).waitFor()
    const unknown = page.getByRole('button', { name: 'Unknown' }).first()
    await unknown.press('Enter')
    await page
      .getByRole('dialog')
      .getByText(/AWS denied the gateway kms:ListKeyRotations/)
      .waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Problems (2)' }).click()
    await page.getByText('"kms:ListKeyRotations"').waitFor()
    expect(browser.complaints).toEqual([])
  })

  test('loads a tab when it is opened, and has it in the address', async () => {
    await using browser = await openConsole(served.url)
    const operations: string[] = []
    browser.page.on('request', (request) => {
      operations.push(/query (\w+)/.exec(request.postDataJSON()?.query ?? '')?.[1] ?? '')
    })
    const page = await browser.open(`keys/${await arnOf('byok-treasury')}`, 'byok-treasury')
    await page.getByRole('tab', { name: 'Key materials' }).waitFor()
    expect(operations).not.toContain('KeyMaterials')
    await page.getByRole('tab', { name: 'Key materials' }).click()
    await page.getByText('Pending: the next on-demand rotation makes it current').waitFor()
    expect(operations).toContain('KeyMaterials')
    expect(page.url()).toMatch(/\?tab=materials$/)
    await page.reload()
    await page.getByText('Pending: the next on-demand rotation makes it current').waitFor()
  })

  test('has the changes of the key with who, why and the outcome', async () => {
    const arn = await arnOf('price-lists', 'eu-west-1')
    await served.query(
      'mutation ($arn: String!) { enableKeyRotation(input: { key: { arn: $arn }, rotationPeriodInDays: 180, reason: "CHG-4711" }) { __typename } }',
      { arn },
    )
    await using browser = await openConsole(served.url)
    const page = await browser.open(`keys/${arn}?tab=history`, 'price-lists')
    const row = page.getByRole('row', { name: /CHG-4711/ })
    await row.waitFor()
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      expect.stringContaining('2'),
      'anonymous',
      'CHG-4711',
      'Made',
    ])
  })

  test('leads from a replica to its primary key', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open(`keys/${await arnOf('global-identity', 'eu-west-1')}`, 'global-identity')
    await page.getByRole('link', { name: 'primary key in us-east-1' }).click()
    await page.waitForURL(/keys\/arn:aws:kms:us-east-1:/)
    await page.getByRole('tab', { name: 'Regions' }).click()
    await page.getByRole('row', { name: /us-east-1.*This key/ }).waitFor()
    expect(browser.complaints).toEqual([])
  })

  test('disables a button with the reason as a text', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open(`keys/${await arnOf('fraud-scoring')}`, 'fraud-scoring')
    await page
      .getByText(/all 25 on-demand rotations/)
      .locator('visible=true')
      .waitFor()
    expect(await page.getByRole('button', { name: 'Rotate now' }).getAttribute('aria-disabled')).toBe('true')
  })

  test('says that a key was not found', async () => {
    await using browser = await openConsole(served.url)
    const arn = 'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000'
    const page = await browser.open(`keys/${arn}`, arn)
    await page.getByText('Key not found').waitFor()
    expect(await page.getByRole('link', { name: 'Show all keys' }).getAttribute('href')).toBe('keys')
  })

  test('keeps what it shows while the gateway cannot be reached', async () => {
    await using browser = await openConsole(served.url)
    const page = await browser.open(`keys/${await arnOf('orders-api')}`, 'orders-api')
    await page.getByRole('heading', { name: 'About the key' }).waitFor()
    await page.route('**/graphql', (route) => route.abort())
    await page.getByRole('button', { name: 'Read the key again' }).click()
    await page.getByText('The gateway cannot be reached.').waitFor()
    await page.getByText(/The page shows data that was received at/).waitFor()
    expect(await page.getByRole('heading', { name: 'About the key' }).isVisible()).toBe(true)
  })
})

import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shareBrowser } from '../support/share-browser.ts'
import { openConsole, serveConsole } from './console.ts'
import type { ServedConsole } from './console.ts'
import { visitorWithKeyboard, visitorWithMouse } from './visitor.ts'
import type { Visitor } from './visitor.ts'

shareBrowser()

const MAX_INTERACTIONS = 12

let served: ServedConsole
beforeAll(async () => {
  served = await serveConsole()
  // AWS rotates a key in about 30 seconds. Here the rotation is in the history after one second.
  const emulator = /embedded emulator at (\S+?),/.exec(served.program.out())?.[1]
  const response = await fetch(`${emulator}/_emulator/settings`, {
    method: 'PATCH',
    body: JSON.stringify({
      startClearsAfterMs: 1_000,
      historyVisibleAfterMs: 1_000,
      currentMaterialAfterMs: 1_000,
    }),
  })
  if (!response.ok) throw new Error(await response.text())
})
afterAll(() => served[Symbol.asyncDispose]())

/** Finds the overdue keys, understands one, rotates it, watches the rotation complete, and exports a report of the other ones. */
async function visit(page: Page, visitor: Visitor, alias: string): Promise<string> {
  await visitor.activate('link', /keys: Overdue$/)
  await page.getByRole('heading', { level: 1, name: /^Keys/ }).waitFor()
  await visitor.activate('link', alias)
  await page.getByText(/The key material is [\d,]+ days old, and the rotation policy allows/).waitFor()

  await visitor.activate('button', 'Rotate now')
  await visitor.type('Reason (optional)', 'CHG-1234')
  await visitor.type('Confirm', alias)
  await visitor.activate('button', 'Rotate')
  await page.getByText('Rotation completed').first().waitFor()
  await page.getByText('Compliant', { exact: true }).first().waitFor()

  await visitor.activate('link', 'Keys')
  await page.getByRole('heading', { level: 1, name: /^Keys/ }).waitFor()
  await visitor.activate('button', 'Export')
  await visitor.activate('menuitem', 'CSV')
  // One of the accounts of the demo denies the gateway access.
  const saved = page.waitForEvent('download')
  await visitor.activate('button', 'Export the known keys')
  return readFile(await (await saved).path(), 'utf8')
}

test.concurrent.each([
  ['mouse', visitorWithMouse, 'invoices-archive'],
  ['keyboard', visitorWithKeyboard, 'legacy-crm'],
] as const)(
  'with the %s, a person finds an overdue key, rotates it and exports a report in at most 12 interactions',
  async (_, visitorWith, alias) => {
    await using browser = await openConsole(served.url)
    const page = await browser.open('', 'Overview')
    const visitor = visitorWith(page)
    const report = await visit(page, visitor, alias)
    expect(visitor.interactions).toBeLessThanOrEqual(MAX_INTERACTIONS)
    expect(report).toContain(`alias/${alias}`)
    // The first export, which would not be complete.
    expect(browser.complaints).toEqual([expect.stringContaining('503 (Service Unavailable)')])
  },
)

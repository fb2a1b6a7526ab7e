import { once } from 'node:events'
import type { Locator, Page } from 'playwright-core'
import { createPageServer } from '../../examples/web/server.ts'
import { openPage } from '../support/browser.ts'
import type { BrowserPage } from '../support/browser.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { waitUntil } from '../support/wait-until.ts'

/** The example page in a browser. */
export interface WebPage extends BrowserPage {
  readonly url: string
  row(name: string): Locator
  /** Selects a key in the table. Resolves when the page shows the key and its history. */
  open(name: string): Promise<void>
  /** Resolves with the text of each event, newest first. */
  activity(): Promise<string[]>
  /** Resolves when the page shows that it is connected, or that it is not. */
  connected(isConnected: boolean): Promise<void>
  /** Closes all connections of the page. Resolves when the page is connected again. */
  cut(): Promise<void>
}

export async function openWebPage(
  gateway: string,
  look: Parameters<Page['emulateMedia']>[0] = {},
): Promise<WebPage> {
  const server = await createPageServer(new URL(`${gateway}/graphql`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The server of the example page has no port.')
  const network = await startTcpProxy()
  network.leadTo(`http://127.0.0.1:${address.port}`)
  const { url } = network
  const browser = await openPage()
  const { page } = browser
  let sockets = 0
  page.on('websocket', () => sockets++)

  async function close(): Promise<void> {
    await browser[Symbol.asyncDispose]()
    await network[Symbol.asyncDispose]()
    server.closeAllConnections()
    server.close()
  }
  try {
    await page.emulateMedia(look)
    await page.goto(url)
  } catch (error) {
    await close()
    throw error
  }
  const key = page.getByRole('region', { name: 'Selected key' })
  const connected = (isConnected: boolean) =>
    page
      .getByRole('status')
      .filter({ hasText: isConnected ? /^Live$/ : /^Reconnecting/ })
      .waitFor()
  return {
    ...browser,
    url,
    row: (name) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }),
    async open(name) {
      await page
        .getByRole('table', { name: /KMS keys/ })
        .getByRole('link', { name, exact: true })
        .click()
      await key.getByRole('heading', { name, exact: true }).waitFor()
      await key.locator('table:not([aria-busy])').waitFor()
    },
    activity: () => page.getByRole('log').getByRole('listitem').allInnerTexts(),
    connected,
    async cut() {
      const before = sockets
      for (let open = network.connections; open > 0; open--) network.cut(open - 1)
      await waitUntil(() => sockets > before)
      await connected(true)
    },
    [Symbol.asyncDispose]: close,
  }
}

/** With `SCREENSHOTS=folder`, saves a screenshot. */
export async function show({ page }: BrowserPage, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

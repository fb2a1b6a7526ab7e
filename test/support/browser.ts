import { accessSync, constants } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import { PATIENCE_MS } from './patience.ts'

/** Where Debian's package puts it; `CHROMIUM` names another. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** A page, and whatever was wrong on it. */
export interface BrowserPage extends AsyncDisposable {
  readonly page: Page
  /** Requests to hosts other than that of `url`, in order. */
  foreignRequests(url: string): string[]
  /** Errors and warnings of the console, uncaught exceptions and breaches of the page's policy. */
  readonly complaints: readonly string[]
}

export interface OpenPageOptions {
  readonly executable?: string
  /** Lets a test add a script of its own to a page that allows none. @default false */
  readonly bypassCSP?: boolean
}

/** Opens an empty page in a headless Chromium of its own, which asks nothing of the network by itself. */
export async function openPage(options: OpenPageOptions = {}): Promise<BrowserPage> {
  const { executable = EXECUTABLE, bypassCSP = false } = options
  try {
    accessSync(executable, constants.X_OK)
  } catch (error) {
    throw new Error(
      `This test drives a browser, and there is none at ${executable}. Install Debian's package 'chromium' ` +
        '(apt-get install chromium), or name another with CHROMIUM=/path/to/it.',
      { cause: error },
    )
  }
  const browser = await chromium.launch({
    executablePath: executable,
    timeout: PATIENCE_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const page = await browser.newPage({ bypassCSP, viewport: { width: 1400, height: 900 } })
  page.setDefaultTimeout(PATIENCE_MS)
  const requests: URL[] = []
  const complaints: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url())))
  page.on('websocket', (socket) => requests.push(new URL(socket.url())))
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`console ${message.type()}: ${message.text()}`)
  })
  return {
    page,
    complaints,
    foreignRequests(url) {
      const { host } = new URL(url)
      return requests
        .filter((request) => !['data:', 'blob:'].includes(request.protocol) && request.host !== host)
        .map((request) => request.href)
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

import { accessSync, constants } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import { WAIT_TIMEOUT_MS } from './timeouts.ts'

/** The path of Debian's package. Set `CHROMIUM` for another path. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** A browser page and its problems. */
export interface BrowserPage extends AsyncDisposable {
  readonly page: Page
  /** Requests to hosts other than the host of `url`, in order. */
  foreignRequests(url: string): string[]
  /** Console errors and warnings, uncaught exceptions and violations of the content security policy. */
  readonly complaints: readonly string[]
}

export interface OpenPageOptions {
  readonly executable?: string
  /** Disables the content security policy, so that a test can add a script. @default false */
  readonly bypassCSP?: boolean
}

/** Opens an empty page in a new headless Chromium that sends no requests of its own. */
export async function openPage(options: OpenPageOptions = {}): Promise<BrowserPage> {
  const { executable = EXECUTABLE, bypassCSP = false } = options
  try {
    accessSync(executable, constants.X_OK)
  } catch (error) {
    throw new Error(
      `This test needs a browser, and ${executable} does not exist. Install Debian's package 'chromium' ` +
        '(apt-get install chromium), or name another with CHROMIUM=/path/to/it.',
      { cause: error },
    )
  }
  const browser = await chromium.launch({
    executablePath: executable,
    timeout: WAIT_TIMEOUT_MS,
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
  page.setDefaultTimeout(WAIT_TIMEOUT_MS)
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

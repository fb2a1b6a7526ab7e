import { accessSync, constants } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
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

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium of all open pages, which ends with the last of them. */
let running: { readonly browser: Promise<Browser>; users: number } | undefined

/** Starts Chromium, unless it runs. It runs until all its users are disposed. */
export async function useBrowser(
  executable = EXECUTABLE,
): Promise<AsyncDisposable & { readonly browser: Browser }> {
  try {
    accessSync(executable, constants.X_OK)
  } catch (error) {
    throw new Error(
      `This test needs a browser, and ${executable} does not exist. Install Debian's package 'chromium' ` +
        '(apt-get install chromium), or name another with CHROMIUM=/path/to/it.',
      { cause: error },
    )
  }
  running ??= {
    browser: chromium.launch({ executablePath: executable, timeout: WAIT_TIMEOUT_MS, args: ARGUMENTS }),
    users: 0,
  }
  const used = running
  used.users++
  const browser = await used.browser
  return {
    browser,
    async [Symbol.asyncDispose]() {
      used.users--
      if (used.users > 0) return
      running = undefined
      await browser.close()
    },
  }
}

/** Opens an empty page with a fresh profile, in a headless Chromium that sends no requests of its own. */
export async function openPage(options: OpenPageOptions = {}): Promise<BrowserPage> {
  const used = await useBrowser(options.executable)
  const context = await used.browser.newContext({
    bypassCSP: options.bypassCSP ?? false,
    viewport: { width: 1400, height: 900 },
  })
  const page = await context.newPage()
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
    async [Symbol.asyncDispose]() {
      await context.close()
      await used[Symbol.asyncDispose]()
    },
  }
}

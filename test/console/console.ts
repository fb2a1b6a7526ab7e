import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { addressOf, startProgram } from '../cli/program.ts'
import type { Program } from '../cli/program.ts'
import { openPage } from '../support/browser.ts'
import type { BrowserPage } from '../support/browser.ts'
import { WAIT_TIMEOUT_MS } from '../support/timeouts.ts'

/** The built gateway program with its console. */
export interface ServedConsole extends AsyncDisposable {
  /** The address of the overview, with a slash at the end. */
  readonly url: string
  readonly program: Program
  /** Sends a GraphQL operation and returns its data. */
  query<Data>(query: string, variables?: object): Promise<Data>
}

/** Starts the gateway with its built-in emulator and the demo fleet. Resolves when the inventory has read the keys. */
export async function serveConsole(
  flags: readonly string[] = ['--kms', 'emulator'],
  environment: Readonly<Record<string, string>> = {},
): Promise<ServedConsole> {
  const program = startProgram([...flags, '--port', '0'], environment)
  try {
    const url = `${await addressOf(program)}/`
    const served = {
      url,
      program,
      query: queryAt(url),
      [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
    }
    await filled(served)
    return served
  } catch (error) {
    await program[Symbol.asyncDispose]()
    throw error
  }
}

const queryAt =
  (url: string) =>
  async <Data>(query: string, variables?: object): Promise<Data> => {
    const response = await fetch(new URL('graphql', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = await response.json()
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }

const MAX_CHECKS = WAIT_TIMEOUT_MS / 100

/** Without vitest, because the command that writes the screenshots waits too. */
async function filled(served: ServedConsole): Promise<void> {
  for (let check = 0; check < MAX_CHECKS; check++) {
    if (await isFilled(served)) return
    await delay(100)
  }
  throw new Error(`The inventory was not filled after ${MAX_CHECKS} checks.`)
}

/** Whether the inventory has all keys, except those of scopes that deny the gateway access. */
async function isFilled(served: ServedConsole): Promise<boolean> {
  const { fleet } = await served.query<{
    fleet: { missing: readonly { reason: string; scope: { accountId: string } | null }[] }
  }>('{ fleet { missing { reason scope { accountId } } } }')
  const denied = new Set(
    fleet.missing.flatMap(({ reason, scope }) => (reason === 'SCOPE_UNREACHABLE' ? [scope?.accountId] : [])),
  )
  return fleet.missing.every(({ scope }) => denied.has(scope?.accountId))
}

export type Theme = 'light' | 'dark'

/** A browser with a page of the console, and what the browser complained about, also violations of the Content-Security-Policy. */
export interface OpenConsole extends BrowserPage {
  /** Opens an address below the base path in the same tab. Resolves when the page has its title. */
  open(path: string, title: string | RegExp): Promise<Page>
}

export interface ConsoleOptions {
  readonly theme?: Theme
  readonly width?: 1440 | 390
}

/** Opens a browser without a page. The violations of the Content-Security-Policy are among its complaints. */
export async function openConsole(url: string, options: ConsoleOptions = {}): Promise<OpenConsole> {
  const { theme = 'light', width = 1440 } = options
  const browser = await openPage()
  const { page } = browser
  await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  return {
    ...browser,
    async open(path, title) {
      await page.goto(new URL(path, url).href)
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      return page
    },
  }
}

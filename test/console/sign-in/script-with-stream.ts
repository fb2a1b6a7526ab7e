import { build } from 'esbuild'
import type { Page } from 'playwright-core'

/**
 * The script of the console with a stream that puts each event on the page, and a field for text. So a test sees what happens to
 * streams and to what a user has typed when the credential ends.
 */
export async function scriptWithStream(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: SCRIPT, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.css': 'empty' },
    write: false,
    logLevel: 'warning',
  })
  return outputFiles[0]?.text ?? ''
}

const SCRIPT = `import './console/main.tsx'
import { client } from './console/gateway/client.ts'

const EVENTS = \`subscription ($after: String) {
  rotationEvents(after: $after, filter: { types: [ROTATION_STARTED] }) {
    ... on RotationStarted { cursor eventId key { arn } }
    ... on StreamGap { cursor }
  }
}\`
const shown = document.createElement('output')
shown.id = 'events'
const typed = document.createElement('input')
typed.ariaLabel = 'Typed'
document.body.prepend(typed, shown)

async function follow() {
  const { rotationEvents } = await client.query('{ rotationEvents(first: 0, filter: { types: [ROTATION_STARTED] }) { pageInfo { endCursor } } }')
  const onState = ({ status }) => (shown.dataset.status = status)
  for await (const { rotationEvents: event } of client.stream(EVENTS, {}, { after: rotationEvents.pageInfo.endCursor, onState }))
    shown.append((event.key?.arn ?? 'GAP') + ' ')
}
follow().catch((error) => shown.append(String(error)))`

/** Resolves when the stream is connected. */
export const connected = (page: Page) =>
  page.locator('#events[data-status=CONNECTED]').waitFor({ state: 'attached' })

/** Resolves when the stream has delivered these keys in this order, each once, among others that the demo fleet rotates. */
export const delivered = (page: Page, arns: readonly string[]) =>
  page.waitForFunction((arns) => {
    const shown = document.querySelector('#events')?.textContent?.split(' ') ?? []
    return shown.filter((arn) => arns.includes(arn)).join() === arns.join()
  }, arns)

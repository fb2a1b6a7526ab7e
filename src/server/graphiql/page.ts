import { GRAPHIQL_ICON, loadGraphiqlAssets } from './assets.ts'
import type { Asset, GraphiqlAssets } from './assets.ts'
import { credentialField } from './credential-field.ts'
import type { CredentialField } from './credential-field.ts'
import { escapeHtml } from '../operation/escape-html.ts'

export interface GraphiqlOptions {
  /** Title of the page, also shown in its top corner. Plain text. */
  readonly title: string
  /** A line above GraphiQL, e.g. that the gateway runs on the emulator. Plain text. */
  readonly banner?: string
  /** The credential that callers must send. The page has a field for it. Undefined if none is required. */
  readonly credential?: CredentialField
  /** The initial tabs of a user without stored tabs. `variables` is JSON text. */
  readonly tabs: readonly { readonly query: string; readonly variables?: string }[]
}

export interface GraphiqlPage {
  /** @param pathname the path of the request, with or without a slash at the end */
  page(pathname: string): Promise<Response>
  isAsset(pathname: string): boolean
  /** Undefined if the asset does not exist. */
  asset(pathname: string, acceptEncoding: string): Promise<Response | undefined>
}

/**
 * The strictest policy that GraphiQL works with: scripts only from the gateway, no inline scripts, nothing from other
 * origins, no framing. Inline styles are allowed because the editor adds style elements for syntax colours.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** @param folder the path of the assets, with a slash at the end */
export function createGraphiqlPage(options: GraphiqlOptions, folder: string): GraphiqlPage {
  let loading: Promise<GraphiqlAssets> | undefined
  const load = () => (loading ??= loadGraphiqlAssets())

  return {
    async page(pathname) {
      // Relative, so that the page also works behind a proxy that strips a prefix from the path.
      const toAssets = pathname.endsWith('/') ? 'assets/' : 'graphql/assets/'
      return new Response(renderPage(options, await load(), toAssets), {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': CONTENT_SECURITY_POLICY,
          // Windows of other origins get no reference to this window.
          'cross-origin-opener-policy': 'same-origin',
          // The response at this path depends on Accept: HTML for browsers, JSON for programs.
          vary: 'accept',
        },
      })
    },
    isAsset: (pathname) => pathname.startsWith(folder),
    async asset(pathname, acceptEncoding) {
      const asset = Object.values(await load()).find(({ name }: Asset) => folder + name === pathname)
      return asset && assetResponse(asset, /\bgzip\b/.test(acceptEncoding))
    },
  }
}

async function assetResponse(asset: Asset, isCompressed: boolean): Promise<Response> {
  return new Response(isCompressed ? await asset.compressed() : asset.content, {
    headers: {
      'content-type': asset.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    },
  })
}

function renderPage(
  { title, banner, credential, tabs }: GraphiqlOptions,
  assets: GraphiqlAssets,
  toAssets: string,
): string {
  const urlOf = ({ name }: Asset) => toAssets + name
  const graphiql = {
    // GraphiQL inserts the title as HTML.
    title: escapeHtml(title),
    logo: GRAPHIQL_ICON,
    subscriptionsProtocol: 'WS',
    defaultTabs: tabs,
    // By default, credentials in the headers editor are not saved in the browser's storage.
    shouldPersistHeaders: false,
    prefix: `${title}:`,
    workers: {
      editorWorkerService: urlOf(assets.editorWorker),
      json: urlOf(assets.jsonWorker),
      graphql: urlOf(assets.graphqlWorker),
    },
  }
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="${urlOf(assets.icon)}">
    <link rel="stylesheet" href="${urlOf(assets.style)}">
    <style>
      body { display: flex; flex-direction: column; height: 100vh; margin: 0; overflow: hidden }
      .banner { margin: 0; padding: 6px 16px; background: #ffe9a8; color: #3d2f00; font: 14px/1.4 system-ui, sans-serif }
      .banner + .banner { border-top: 1px solid #e0c36a }
      .banner input { width: 24em; font: inherit; -webkit-text-security: disc }
      .banner input:placeholder-shown { -webkit-text-security: none }
      #root { flex: 1; min-height: 0 }
      #root .graphiql-container { height: 100% }
      /* GraphiQL animates its tabs: on a press the tab moves from under the pointer, and the click is lost. */
      .graphiql-tab { transform: none !important }
    </style>
  </head>
  <body>
    ${banner === undefined ? '' : `<p class="banner" role="note">${escapeHtml(banner)}</p>`}
    ${credential === undefined ? '' : credentialField(credential)}
    <noscript>GraphiQL needs JavaScript. Without JavaScript, send operations by POST to this address.</noscript>
    <div id="root"></div>
    <script type="application/json" id="graphiql-options">${jsonForHtml(graphiql)}</script>
    <script src="${urlOf(assets.script)}"></script>
    <script src="${urlOf(assets.start)}"></script>
  </body>
</html>
`
}

/** Escapes `<`, so that no option can end the script element that contains the JSON. */
function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

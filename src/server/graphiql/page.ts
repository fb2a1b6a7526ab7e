import { GRAPHIQL_ICON, loadGraphiqlAssets } from './assets.ts'
import type { Asset, GraphiqlAssets } from './assets.ts'

export interface GraphiqlOptions {
  /** Title of the page, also shown in its corner. Plain text. */
  readonly title: string
  /** A line above GraphiQL, e.g. that no AWS account is touched. Plain text. */
  readonly banner?: string
  /** Shown to a visitor who has none of their own yet. `variables` is JSON text. */
  readonly tabs: readonly { readonly query: string; readonly variables?: string }[]
}

export interface GraphiqlPage {
  /** @param pathname where it is shown: with or without a slash at the end */
  page(pathname: string): Promise<Response>
  isAsset(pathname: string): boolean
  /** Undefined when there is none of that name. */
  asset(pathname: string, acceptEncoding: string): Promise<Response | undefined>
}

/**
 * As strict as GraphiQL bears: no script but ours, none inside the page, nothing from elsewhere, no embedding. Its
 * editor writes style elements for the colours of the syntax.
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
          // No window of another origin keeps a hand on this one.
          'cross-origin-opener-policy': 'same-origin',
          // The same address answers a program with JSON.
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
  { title, banner, tabs }: GraphiqlOptions,
  assets: GraphiqlAssets,
  toAssets: string,
): string {
  const urlOf = ({ name }: Asset) => toAssets + name
  const graphiql = {
    // GraphiQL puts it into the page as HTML.
    title: escapeHtml(title),
    logo: GRAPHIQL_ICON,
    subscriptionsProtocol: 'WS',
    defaultTabs: tabs,
    // A credential typed into the headers editor stays out of the browser's storage, unless its owner says otherwise.
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
      #root { flex: 1; min-height: 0 }
      #root .graphiql-container { height: 100% }
      /* GraphiQL animates its tabs: at the first press a tab moves away from under the pointer, and the click is lost. */
      .graphiql-tab { transform: none !important }
    </style>
  </head>
  <body>
    ${banner === undefined ? '' : `<p class="banner" role="note">${escapeHtml(banner)}</p>`}
    <noscript>GraphiQL needs JavaScript. The graph itself does not: POST your operation to this address.</noscript>
    <div id="root"></div>
    <script type="application/json" id="graphiql-options">${jsonForHtml(graphiql)}</script>
    <script src="${urlOf(assets.script)}"></script>
    <script src="${urlOf(assets.start)}"></script>
  </body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Nothing in the options can end the element they stand in. */
function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

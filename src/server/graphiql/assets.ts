import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { GRAPHIQL_START } from './start.ts'

const compress = promisify<Uint8Array, Buffer<ArrayBuffer>>(gzip)

export interface Asset {
  /** Contains a hash of the content, so that browsers can cache the asset without a time limit. */
  readonly name: string
  readonly contentType: string
  readonly content: Uint8Array<ArrayBuffer>
  /** The content with gzip, compressed on first use, because most servers are never opened in a browser. */
  compressed(): Promise<Uint8Array<ArrayBuffer>>
}

export interface GraphiqlAssets {
  readonly script: Asset
  readonly style: Asset
  readonly icon: Asset
  readonly start: Asset
  readonly editorWorker: Asset
  readonly jsonWorker: Asset
  readonly graphqlWorker: Asset
}

/** A key inside a circular arrow. */
export const GRAPHIQL_ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" fill="none" stroke="#b5361c" ' +
  'stroke-width="2.6" stroke-linecap="round"><path d="M27 9A13 13 0 1 0 29 16M28 3v6.5h-6.5"/>' +
  '<circle cx="11.5" cy="16" r="3.5"/><path d="M15 16h8.5v3M19.5 16v2.5"/></svg>'

/** Loads GraphiQL, which has nine megabytes. Call it only when a browser requests the page. */
export async function loadGraphiqlAssets(): Promise<GraphiqlAssets> {
  const graphiql = await import('@graphql-yoga/render-graphiql/graphiql')
  const javascript = 'text/javascript; charset=utf-8'
  const asset = (
    name: string,
    extension: string,
    contentType: string,
    content: Uint8Array<ArrayBuffer>,
  ): Asset => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16)
    let compressed: Promise<Uint8Array<ArrayBuffer>> | undefined
    return {
      name: `${name}-${hash}.${extension}`,
      contentType,
      content,
      compressed: () => (compressed ??= compress(content)),
    }
  }
  const script = (name: string, content: string) => asset(name, 'js', javascript, Buffer.from(content))
  return {
    script: script('graphiql', graphiql.js),
    style: asset('graphiql', 'css', 'text/css; charset=utf-8', Buffer.from(graphiql.css)),
    icon: asset('icon', 'svg', 'image/svg+xml', Buffer.from(GRAPHIQL_ICON)),
    start: script('start', GRAPHIQL_START),
    editorWorker: script('editor-worker', graphiql.editorWorkerService),
    jsonWorker: script('json-worker', graphiql.jsonWorker),
    graphqlWorker: script('graphql-worker', graphiql.graphqlWorker),
  }
}

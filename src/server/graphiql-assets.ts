import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { GRAPHIQL_START } from './graphiql-start.ts'

const compress = promisify<Uint8Array, Buffer<ArrayBuffer>>(gzip)

export interface Asset {
  /** Holds a hash of the content, so that the asset may be kept for ever. */
  readonly path: string
  readonly contentType: string
  readonly content: Uint8Array<ArrayBuffer>
  /** Made on first use: nine megabytes are not worth compressing for a server nobody opens in a browser. */
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

/** Loads GraphiQL itself, which is large: import it only when a browser asks for it. */
export async function loadGraphiqlAssets(folder: string): Promise<GraphiqlAssets> {
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
      path: `${folder}${name}-${hash}.${extension}`,
      contentType,
      content,
      compressed: () => (compressed ??= compress(content)),
    }
  }
  const script = (name: string, content: string) => asset(name, 'js', javascript, Buffer.from(content))
  const icon = graphiql.favicon.slice(graphiql.favicon.indexOf(',') + 1)
  return {
    script: script('graphiql', graphiql.js),
    style: asset('graphiql', 'css', 'text/css; charset=utf-8', Buffer.from(graphiql.css)),
    icon: asset('icon', 'ico', 'image/x-icon', Buffer.from(icon, 'base64')),
    start: script('start', GRAPHIQL_START),
    editorWorker: script('editor-worker', graphiql.editorWorkerService),
    jsonWorker: script('json-worker', graphiql.jsonWorker),
    graphqlWorker: script('graphql-worker', graphiql.graphqlWorker),
  }
}

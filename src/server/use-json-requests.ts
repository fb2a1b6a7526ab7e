import { GraphQLError } from 'graphql'
import type { GraphQLParams, Plugin } from 'graphql-yoga'
import type { DocumentParams, PersistedDocuments } from './persisted-documents.ts'

/**
 * Takes operations from a JSON body or from the query string, and from nothing else. The other media types that
 * GraphQL servers accept (forms, multipart, plain text) are those a page of any origin can send without asking.
 */
export function useJsonRequests(maxBodyBytes: number, documents: PersistedDocuments): Plugin {
  /** yoga knows no ids of documents: what it gets has the text. */
  function withText(params: GraphQLParams & DocumentParams): GraphQLParams {
    const { documentId: _, ...rest } = params
    const query: unknown = documents.textOf(params)
    return query === undefined ? rest : Object.assign(rest, { query })
  }

  return {
    onRequestParse({ request, setRequestParser }) {
      if (request.method === 'GET')
        return setRequestParser((request) => withText(parseQueryString(new URL(request.url))))
      const contentType = request.headers.get('content-type')
      if (contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json')
        return setRequestParser(async (request) => withText(await parseBody(request, maxBodyBytes)))
      throw refuse(
        415,
        'UNSUPPORTED_MEDIA_TYPE',
        `Send the operation as a JSON body with content-type application/json, not ${contentType ? `'${contentType}'` : 'without a content-type'}.`,
      )
    },
  }
}

/** yoga checks the members; it takes what is neither object nor list for a mistake of its own. */
async function parseBody(request: Request, maxBodyBytes: number): Promise<GraphQLParams & DocumentParams> {
  const text = await readBody(request, maxBodyBytes)
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw refuse(400, 'BAD_REQUEST', 'The body is not JSON.')
  }
  if (Array.isArray(body))
    throw refuse(400, 'BAD_REQUEST', 'Send one operation at a time: batches are not served.')
  if (typeof body !== 'object' || body === null)
    throw refuse(400, 'BAD_REQUEST', 'The body is not a JSON object with a query in it.')
  return body
}

/** yoga has such a limit too, but puts a stream and a second request around each body to count it. */
async function readBody(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    refuse(
      413,
      'REQUEST_ENTITY_TOO_LARGE',
      `The body is longer than the ${maxBytes} bytes this gateway reads.`,
    )
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge()

  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength
      // Leaving the loop cancels the body.
      if (length > maxBytes) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof GraphQLError) throw error
    throw refuse(400, 'BAD_REQUEST', 'The body ended before it was whole.')
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

function parseQueryString({ searchParams }: URL): GraphQLParams & DocumentParams {
  const params: GraphQLParams & { documentId?: string } = {}
  const query = searchParams.get('query')
  const operationName = searchParams.get('operationName')
  if (query) params.query = query
  const documentId = searchParams.get('documentId')
  if (documentId) params.documentId = documentId
  if (operationName) params.operationName = operationName
  for (const name of ['variables', 'extensions'] as const) {
    const text = searchParams.get(name)
    if (!text) continue
    try {
      params[name] = JSON.parse(text)
    } catch {
      throw refuse(400, 'BAD_REQUEST', `The query parameter '${name}' is not JSON.`)
    }
  }
  return params
}

function refuse(status: number, code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } })
}

import { GraphQLError } from 'graphql'
import type { GraphQLParams, Plugin } from 'graphql-yoga'

/**
 * Takes operations from a JSON body or from the query string, and from nothing else. The other media types that
 * GraphQL servers accept (forms, multipart, plain text) are those a page of any origin can send without asking.
 */
export function useJsonRequests(): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      if (request.method === 'GET')
        return setRequestParser((request) => parseQueryString(new URL(request.url)))
      const contentType = request.headers.get('content-type')
      if (contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json') return
      throw refuse(
        415,
        'UNSUPPORTED_MEDIA_TYPE',
        `Send the operation as a JSON body with content-type application/json, not ${contentType ? `'${contentType}'` : 'without a content-type'}.`,
      )
    },
  }
}

function parseQueryString({ searchParams }: URL): GraphQLParams {
  const params: GraphQLParams = {}
  const query = searchParams.get('query')
  const operationName = searchParams.get('operationName')
  if (query) params.query = query
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

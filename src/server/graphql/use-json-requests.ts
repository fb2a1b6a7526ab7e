import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { acceptsResponses, notAcceptable } from './acceptable.ts'
import { parseRequest, queryStringMembers, readParams } from './operation-params.ts'
import type { PersistedDocuments } from '../document/persisted-documents.ts'
import { quoted } from '../operation/quoted.ts'
import { rejection } from '../operation/request-error.ts'

/**
 * Accepts operations only in a JSON body or a query string. Pages of any origin can send the other media types that GraphQL
 * servers accept (forms, multipart, plain text) without a preflight.
 */
export function useJsonRequests(maxBodyBytes: number, documents: PersistedDocuments): Plugin {
  return {
    onRequestParse({ request: { method, headers }, setRequestParser }) {
      // Before execution: a mutation must not run if the client cannot read the response.
      const accept = headers.get('accept')
      if (!acceptsResponses(accept)) throw rejection('NOT_ACCEPTABLE', notAcceptable(accept), 406)
      if (method !== 'GET') expectJson(headers)
      setRequestParser(async (request) => {
        const sent =
          method === 'GET'
            ? queryStringMembers(new URL(request.url).searchParams)
            : parseRequest(await readBody(request, maxBodyBytes))
        return readParams(sent, documents)
      })
    },
  }
}

/** @throws {GraphQLError} UNSUPPORTED_MEDIA_TYPE */
function expectJson(headers: Headers): void {
  const unsupported = (message: string) => rejection('UNSUPPORTED_MEDIA_TYPE', message, 415)
  const contentType = headers.get('content-type')
  const [mediaType, ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase())
  if (mediaType !== 'application/json')
    throw unsupported(
      `Send the operation as a JSON body with content-type application/json, not ${contentType ? quoted(contentType) : 'without a content-type'}.`,
    )
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  if (charset !== undefined && !/^charset="?(utf-?8|us-ascii)"?$/.test(charset))
    throw unsupported(`The body has the content-type ${quoted(contentType ?? '')}. Send it as UTF-8.`)
  const encoding = headers.get('content-encoding')
  if (encoding && encoding.toLowerCase() !== 'identity')
    throw unsupported(`The body has the content-encoding ${quoted(encoding)}. Send it without one.`)
}

/** yoga's own limit wraps each body in a stream and a second request. */
async function readBody(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    rejection(
      'REQUEST_ENTITY_TOO_LARGE',
      `The body is longer than the ${maxBytes} bytes this gateway reads.`,
      413,
    )
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge()

  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength
      // ClientDisconnect the loop cancels the body.
      if (length > maxBytes) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof GraphQLError) throw error
    throw rejection('BAD_REQUEST', 'The body ended too early.')
  }
  return decode(Buffer.concat(chunks))
}

/** ASCII text in UTF-16 has a zero byte beside each letter, which UTF-8 allows. */
function decode(bytes: Uint8Array): string {
  const notUtf8 = () => rejection('BAD_REQUEST', 'The body is not UTF-8. Encode it as UTF-8.')
  if (bytes.includes(0)) throw notUtf8()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw notUtf8()
  }
}

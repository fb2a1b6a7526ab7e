import { authorization, sendWithCredential } from '../../client/credential.ts'
import { GatewayError } from '../../client/index.ts'
import type { GraphqlError } from '../../client/index.ts'
import type { KeyFilter, ScopeInput } from '../generated/graphql.ts'
import { session } from './client.ts'

export type ExportFormat = 'csv' | 'ndjson'

export interface KeyExport {
  readonly format: ExportFormat
  readonly filter: KeyFilter | undefined
  readonly scopes: readonly ScopeInput[] | undefined
  /** Whether to export what is known although keys may be missing. */
  readonly isIncomplete: boolean
}

export interface ExportedFile {
  readonly name: string
  readonly content: Blob
}

/** IDs of keys in one request. Proxies accept addresses of 8 kB. */
const MAX_KEYS = 40

/**
 * Reads an export of the gateway. A selection of many keys is read in parts.
 *
 * @param onProgress is called with the number of received bytes
 * @throws {GatewayError} `INVENTORY_INCOMPLETE` if keys may be missing and `isIncomplete` is false
 * @throws the reason of the signal
 */
export async function exportKeys(
  keys: KeyExport,
  signal: AbortSignal,
  onProgress: (bytes: number) => void,
): Promise<ExportedFile> {
  const texts: string[] = []
  let name = `keys.${keys.format}`
  let bytes = 0
  try {
    for (const filter of partsOf(keys.filter)) {
      const response = await request(addressOf({ ...keys, filter }), signal)
      name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? name
      const text = await readText(response, (received) => onProgress((bytes += received)))
      // Each part of a CSV file begins with the names of the columns.
      texts.push(texts.length > 0 && keys.format === 'csv' ? text.slice(text.indexOf('\n') + 1) : text)
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof GatewayError ? error : interrupted(error)
  }
  return {
    name,
    content: new Blob(texts, { type: keys.format === 'csv' ? 'text/csv' : 'application/x-ndjson' }),
  }
}

const request = (address: URL, signal: AbortSignal): Promise<Response> =>
  sendWithCredential(session.credential, signal, async (token) => {
    const response = await fetch(address, { signal, redirect: 'manual', headers: authorization(token) })
    if (!response.ok) throw await rejectionOf(response)
    return response
  })

function partsOf(filter: KeyFilter | undefined): (KeyFilter | undefined)[] {
  const keys = filter?.keys
  if (!keys) return [filter]
  return Array.from({ length: Math.ceil(keys.length / MAX_KEYS) }, (_, part) => ({
    ...filter,
    keys: keys.slice(part * MAX_KEYS, (part + 1) * MAX_KEYS),
  }))
}

function addressOf({ format, filter, scopes, isIncomplete }: KeyExport): URL {
  const address = new URL(`export/keys.${format}`, document.baseURI)
  if (filter) address.searchParams.set('filter', JSON.stringify(filter))
  if (scopes) address.searchParams.set('scopes', JSON.stringify(scopes))
  if (isIncomplete) address.searchParams.set('incomplete', 'true')
  return address
}

/** @throws when the gateway aborts the response, because the file is then not complete */
async function readText({ body }: Response, onReceived: (bytes: number) => void): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  const reader = body?.getReader()
  for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
    text += decoder.decode(chunk.value, { stream: true })
    onReceived(chunk.value.byteLength)
  }
  return text + decoder.decode()
}

async function rejectionOf(response: Response): Promise<GatewayError> {
  const body: unknown = await response.json().catch(() => undefined)
  const requestId = response.headers.get('x-request-id') ?? undefined
  if (isRejection(body)) return GatewayError.of(body.errors, { requestId, retryAfterSeconds: undefined })
  return new GatewayError({
    code: 'INVALID_RESPONSE',
    message: `The response with HTTP status ${response.status} is not an export of the gateway.`,
    isRetryable: response.status >= 500,
    requestId,
  })
}

const isRejection = (body: unknown): body is { readonly errors: readonly GraphqlError[] } =>
  typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors)

const interrupted = (cause: unknown) =>
  new GatewayError({
    code: 'NETWORK_ERROR',
    message:
      'The gateway cannot be reached, or the connection was lost before the file was complete. Nothing was saved.',
    isRetryable: true,
    cause,
  })

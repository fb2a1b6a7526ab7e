import { GatewayError } from './gateway-error.ts'
import type { GraphqlError, ResponseFacts } from './gateway-error.ts'

/** The gateway's answer to an operation. Fields of the data whose error is in `errors` are null. */
export interface Answer<Data> {
  readonly data: Data
  readonly errors: readonly GraphqlError[]
  /** `extensions.cost` has the cost of the operation. */
  readonly extensions: { readonly [name: string]: unknown }
}

interface Body<Data> {
  readonly data?: Data | null
  readonly errors?: readonly GraphqlError[]
  readonly extensions?: { readonly [name: string]: unknown }
}

/** @throws {GatewayError} when the response is too large or not from a gateway, or has no data */
export async function readAnswer<Data>(response: Response, maxBytes: number): Promise<Answer<Data>> {
  const facts = factsOf(response)
  const body = parseBody<Data>(await readText(response, maxBytes, facts))
  if (!body) throw notFromGateway(response, facts)
  const { data, errors = [], extensions = {} } = body
  if (data) return { data, errors, extensions }
  if (errors.length === 0) throw notFromGateway(response, facts)
  throw GatewayError.of(errors, facts)
}

function factsOf({ headers }: Response): ResponseFacts {
  const retryAfter = headers.get('retry-after') ?? ''
  return {
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfterSeconds: /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined,
  }
}

async function readText(response: Response, maxBytes: number, facts: ResponseFacts): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      throw new GatewayError({
        code: 'RESPONSE_TOO_LARGE',
        message:
          `The response is larger than ${maxBytes} bytes. ` +
          'Request smaller pages or fewer fields, or raise the option maxResponseBytes.',
        isRetryable: false,
        ...facts,
      })
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** Undefined if the text is not a GraphQL response. */
function parseBody<Data>(text: string): Body<Data> | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return isBody<Data>(body) ? body : undefined
  } catch {
    return undefined
  }
}

const isBody = <Data>(value: unknown): value is Body<Data> =>
  typeof value === 'object' &&
  value !== null &&
  ('data' in value || 'errors' in value) &&
  (!('errors' in value) || Array.isArray(value.errors))

function notFromGateway({ status, headers, type }: Response, facts: ResponseFacts): GatewayError {
  const kind = headers.get('content-type')?.replace(/;.*/, '')
  const isRedirect = type === 'opaqueredirect' || (status >= 300 && status < 400)
  const what = isRedirect
    ? 'The URL of the gateway redirects to another URL, which the client does not follow.'
    : `The response with HTTP status ${status}${kind ? ` and type ${kind}` : ''} is not an answer of the gateway.`
  return new GatewayError({
    code: 'INVALID_RESPONSE',
    message: `${what} A proxy may have sent it. Check the URL, and that you are signed in.`,
    isRetryable: status >= 500 || status === 408 || status === 429,
    ...facts,
  })
}

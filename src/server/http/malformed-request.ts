import type { HttpError } from '../operation/http-error.ts'

/** Maximum size of the request line and the headers together. It also limits the length of a GET request. */
export const MAX_HEADER_BYTES = 16_384

/** The Fetch standard's `Request` does not accept TRACE. Node never passes CONNECT to a request listener. */
export const TRACE_NOT_ALLOWED: HttpError = {
  status: 405,
  code: 'METHOD_NOT_ALLOWED',
  message: 'The method TRACE is not allowed. Use one of GET, POST, OPTIONS.',
  headers: { allow: 'GET, POST, OPTIONS' },
}

/** A framework has parsed the body. The gateway cannot apply its own limits and checks to a parsed body. */
export const BODY_ALREADY_READ: HttpError = {
  status: 500,
  code: 'BODY_ALREADY_READ',
  message:
    'The server read the body of this request before the gateway could. The gateway parses bodies itself. Mount the gateway before the body parser, or turn the parser off for its path.',
}

/** @param code the code of the error from Node's HTTP parser */
export function malformedRequestError(code: string | undefined): HttpError {
  switch (code ?? '') {
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        code: 'BAD_REQUEST',
        message: `The request line and headers are larger than ${MAX_HEADER_BYTES} bytes. Send a long document by POST.`,
      }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'BAD_REQUEST', message: 'The request did not arrive in time.' }
    default:
      return { status: 400, code: 'BAD_REQUEST', message: 'The request is not valid HTTP.' }
  }
}

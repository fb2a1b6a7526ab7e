import { quoted } from '../operation/quoted.ts'

const STREAM = 'text/event-stream'
const SERVED = ['application/graphql-response+json', 'application/json', STREAM, 'multipart/mixed']

/** Whether a client with this Accept header accepts any media type that the gateway sends. */
export const acceptsResponses = (accept: string | null): boolean =>
  SERVED.some((type) => accepts(accept, type))

/** Whether a client with this Accept header accepts the events of a subscription. */
export const acceptsStreams = (accept: string | null): boolean => accepts(accept, STREAM)

export const notAcceptable = (accept: string | null): string =>
  `This operation cannot be answered as ${quoted(accept ?? '')}. Queries and mutations are answered as ` +
  'application/graphql-response+json or application/json, subscriptions as text/event-stream. Send one of these as Accept.'

function accepts(accept: string | null, type: string): boolean {
  const [kind] = type.split('/')
  return (accept || '*/*')
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';').map((part) => part.trim()))
    .some(
      ([range, ...parameters]) =>
        (range === type || range === `${kind}/*` || range === '*/*') &&
        parameters.every(
          (parameter) => !parameter.startsWith('charset=') || /^charset="?utf-?8"?$/.test(parameter),
        ),
    )
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Emulates STS, IAM Identity Center, the container endpoint and the instance metadata service on one port. Dispose it. */
export interface TokenServices extends AsyncDisposable {
  readonly url: string
  /** Requests so far, as `METHOD path body`. */
  readonly requests: readonly string[]
  /** Requests so far, with the value of the `authorization` header. */
  readonly authorizations: readonly (string | undefined)[]
  /** Makes STS reject every request. */
  stsError: { readonly code: string; readonly message: string } | undefined
  /** Whether the instance metadata service issues session tokens (version 2). */
  hasImdsTokens: boolean
}

export const ISSUED = 'ISSUED'
const expiration = () => new Date(Date.now() + 3_600_000).toISOString()

export async function startTokenServices(): Promise<TokenServices> {
  const requests: string[] = []
  const authorizations: (string | undefined)[] = []
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { method = '', url = '' } = request
    requests.push(`${method} ${url} ${body}`.trim())
    authorizations.push(request.headers.authorization)
    const [status, text] = answerTo(method, url, body)
    response.writeHead(status, { 'content-type': text.startsWith('<') ? 'text/xml' : 'application/json' })
    response.end(text)
  }

  function answerTo(method: string, url: string, body: string): readonly [status: number, text: string] {
    const action = new URLSearchParams(body).get('Action')
    if (action !== null) return services.stsError ? stsRejects(services.stsError) : [200, stsIssues(action)]
    if (url.startsWith('/federation/credentials')) return [200, ssoIssues()]
    if (url === '/token') return [200, JSON.stringify({ accessToken: 'renewed', expiresIn: 3_600 })]
    if (url.startsWith('/container')) return [200, issued('Token')]
    if (url === '/latest/api/token') return services.hasImdsTokens ? [200, 'imds-token'] : [404, 'none']
    if (url === '/latest/meta-data/iam/security-credentials/') return [200, 'instance-role']
    if (url === '/latest/meta-data/iam/security-credentials/instance-role') return [200, issued('Token')]
    if (url === '/latest/meta-data/placement/region') return [200, 'eu-central-1']
    return [404, `nothing at ${method} ${url}`]
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const services: TokenServices = {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    authorizations,
    stsError: undefined,
    hasImdsTokens: true,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return services
}

const issued = (token: string) =>
  JSON.stringify({
    AccessKeyId: ISSUED,
    SecretAccessKey: 'secret',
    [token]: 'token',
    Expiration: expiration(),
  })

const ssoIssues = () =>
  JSON.stringify({
    roleCredentials: {
      accessKeyId: ISSUED,
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: Date.now() + 3_600_000,
    },
  })

const stsIssues = (action: string) =>
  `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>` +
  `<AccessKeyId>${ISSUED}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>` +
  `<Expiration>${expiration()}</Expiration></Credentials></${action}Result></${action}Response>`

const stsRejects = ({ code, message }: { readonly code: string; readonly message: string }) =>
  [
    403,
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code>` +
      `<Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  ] as const

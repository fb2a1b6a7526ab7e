import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

/** An Application Load Balancer of AWS that has authenticated a user, and the address of its public keys. */
export interface LoadBalancer extends AsyncDisposable {
  readonly arn: string
  readonly issuer: string
  readonly clientId: string
  /** The address of its keys, with `{kid}`. */
  readonly keysUrl: string
  /** The paths of the requests for keys. */
  readonly requests: readonly string[]
  /** The value of `x-amzn-oidc-data`, in base64url with padding as AWS writes it. `undefined` removes a member. */
  sign(claims?: Members, header?: Members): string
  /** Signs with a new key from now on. Its old keys are not served any more. */
  rotate(): void
  behave(how: 'well' | 'failing'): void
}

type Members = Readonly<Record<string, unknown>>

export async function startLoadBalancer(now: () => number = Date.now): Promise<LoadBalancer> {
  let behaviour: Parameters<LoadBalancer['behave']>[0] = 'well'
  let signer = newKey()
  const requests: string[] = []
  const server = createServer(({ url = '' }, response) => {
    requests.push(url)
    if (behaviour === 'failing') response.writeHead(500).end()
    else if (url === `/${signer.kid}`)
      response.end(signer.publicKey.export({ type: 'spki', format: 'pem' }).toString())
    else response.writeHead(403).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The load balancer has no port.')
  const arn =
    'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/kms-rotation-gateway/50dc6c495c0c9188'
  const issuer = 'https://login.example.com/'
  const clientId = 'load-balancer'
  return {
    arn,
    issuer,
    clientId,
    keysUrl: `http://127.0.0.1:${address.port}/{kid}`,
    requests,
    sign(claims = {}, header = {}) {
      const exp = Math.floor(now() / 1_000) + 120
      const fields = { typ: 'JWT', alg: 'ES256', kid: signer.kid, signer: arn, iss: issuer, client: clientId }
      const parts = [
        { ...fields, exp, ...header },
        { sub: 'alice', ...claims },
      ]
      const signed = parts.map((part) => padded(Buffer.from(JSON.stringify(part)))).join('.')
      const key = { key: signer.privateKey, dsaEncoding: 'ieee-p1363' } as const
      return `${signed}.${padded(sign('sha256', Buffer.from(signed), key))}`
    },
    rotate() {
      signer = newKey()
    },
    behave(how) {
      behaviour = how
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function newKey(): { readonly kid: string; readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return { kid: randomUUID(), ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) }
}

const padded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_')

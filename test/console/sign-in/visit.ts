import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { addressOf, startProgram } from '../../cli/program.ts'
import { post } from '../../server/clients.ts'
import { openPage } from '../../support/browser.ts'
import { bearer, makeToken, temporaryFile } from '../../support/credentials.ts'
import type { OpenIdIssuer } from '../../support/issuer/openid-issuer.ts'

export interface VisitOptions {
  readonly policy: {
    readonly subjects?: Readonly<Record<string, readonly string[]>>
    readonly tokens?: readonly object[]
    readonly claims?: readonly object[]
  }
  /** Signs people in. Without it, they enter a token. */
  readonly issuer?: OpenIdIssuer
  /** @default the audience of the access tokens of the issuer */
  readonly audience?: string
  /** The address below the console's. @default '' */
  readonly path?: string
  /** Replaces the script of the console. */
  readonly script?: string
}

/** The console of the built program, with the emulator, in a browser. */
export interface Visit extends AsyncDisposable {
  readonly page: Page
  /** The address of the console, with a slash at the end. */
  readonly url: string
  /** Replaces the policy. */
  grant(policy: VisitOptions['policy']): Promise<void>
  /** Sends an operation as a program with every permission. */
  query<Data>(query: string, variables?: object): Promise<Data>
  /** The tokens that the windows have sent to the gateway, in order, each once. */
  tokens(): string[]
  /** The tokens with which the page has opened WebSockets, in order. */
  connections(): string[]
  /** Console errors except those of responses with these statuses, and violations of the Content-Security-Policy. */
  complaints(...statuses: readonly number[]): string[]
  /** Fails if a window sent anything to another host than the gateway and the issuer, or a token in a URL to the gateway. */
  expectNoLeak(): void
}

const roles = {
  reader: { permissions: ['ROTATION_READ'] },
  operator: { permissions: ['ROTATION_READ', 'ROTATION_WRITE'] },
}

export async function visit(options: VisitOptions): Promise<Visit> {
  const { issuer, audience = issuer?.audience ?? '', path = '', script } = options
  const program = makeToken('program', ['operator'])
  const policyOf = ({ tokens = [], ...policy }: VisitOptions['policy']) => ({
    roles,
    ...policy,
    ...(issuer ? { issuers: [issuerOf(issuer, audience)] } : {}),
    tokens: [program.entry, ...tokens],
  })
  const policy = await temporaryFile(policyOf(options.policy))
  const gateway = startProgram([
    '--kms',
    'emulator',
    '--port',
    '0',
    '--auth',
    issuer ? 'jwt' : 'tokens',
    '--policy-file',
    policy.path,
  ])
  const browser = await openPage()
  const { page } = browser
  // A colour in transition can have too little contrast.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const sent: { readonly url: URL; readonly text: string }[] = []
  page.context().on('request', (request) => {
    const headers = Object.entries(request.headers()).map(([name, value]) => `${name}: ${value}`)
    sent.push({ url: new URL(request.url()), text: [...headers, request.postData() ?? ''].join('\n') })
  })
  page.on('websocket', (socket) => {
    const url = new URL(socket.url())
    sent.push({ url, text: '' })
    socket.on('framesent', ({ payload }) => sent.push({ url, text: String(payload) }))
  })
  if (script !== undefined)
    await page.route('**/assets/console-*.js', (route) =>
      route.fulfill({ body: script, contentType: 'text/javascript' }),
    )
  const url = `${await addressOf(gateway)}/`
  issuer?.register(`${url}sign-in`)
  await page.goto(url + path)
  const tokensOf = (protocol: RegExp) =>
    sent.flatMap(({ url, text }) =>
      protocol.test(url.protocol) ? (/authorization"?: ?"?Bearer ([\w.-]+)/i.exec(text)?.[1] ?? []) : [],
    )
  const tokens = () => [...new Set(tokensOf(/./))]
  return {
    page,
    url,
    grant: (granted) => policy.write(policyOf(granted)),
    async query<Data>(query: string, variables?: object): Promise<Data> {
      const response = await fetch(`${url}graphql`, post({ query, variables }, bearer(program.token)))
      const { data, errors } = await response.json()
      if (errors) throw new Error(JSON.stringify(errors))
      return data
    },
    tokens,
    connections: () => tokensOf(/^ws/),
    complaints: (...statuses) =>
      browser.complaints.filter((text) => !statuses.some((status) => text.includes(`status of ${status}`))),
    expectNoLeak() {
      const { host } = new URL(url)
      const hosts = issuer ? [host, new URL(issuer.url).host] : [host]
      for (const { url: target, text } of sent) {
        expect(hosts).toContain(target.host)
        if (target.host === host) expect(tokens().some((token) => target.href.includes(token))).toBe(false)
        // The issuer gets its own tokens in requests for sign-out only.
        else expect(tokens().some((token) => text.includes(token))).toBe(false)
      }
    },
    async [Symbol.asyncDispose]() {
      await browser[Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
      await policy[Symbol.asyncDispose]()
    },
  }
}

const issuerOf = (issuer: OpenIdIssuer, audience: string) => ({
  issuer: issuer.url,
  audience,
  jwks: issuer.jwksUrl,
  subjectPrefix: 'people-',
  clientId: issuer.clientId,
  scopes: ['openid', 'offline_access'],
})

/** The page shows the overview to this user. */
export async function signedIn(page: Page, subject: string): Promise<void> {
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await page
    .getByRole('button', { name: `User ${subject}` })
    .first()
    .waitFor()
}

/** Signs out with the menu of the user. */
export async function signOut(page: Page, subject: string): Promise<void> {
  await page
    .getByRole('button', { name: `User ${subject}` })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByText('You are signed out.').waitFor()
}

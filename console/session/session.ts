import type { CredentialSource } from '../../client/index.ts'
import { enteredToken, issuerCredential, withoutToken } from './credential.ts'
import type { Credential } from './credential.ts'
import { isRejected } from './gateway.ts'
import type { Gateway, SignInOptions, SignInProvider } from './gateway.ts'
import type { IssuerClient } from './oidc/issuer-client.ts'
import { handOver, openPopup, responseOfPopup } from './popup.ts'
import { isResponse, redirectOf, removeRedirect, saveRedirect } from './redirect.ts'
import type { Redirect } from './redirect.ts'
import type { SessionState } from './session-state.ts'
import { SignInError } from './sign-in-error.ts'
import { createTabStorage } from './tab-storage.ts'

/** The user of the console and the credential for the gateway. */
export interface Session {
  readonly state: () => SessionState
  /** Calls the listener after each change of the state. Returns a function that removes it. */
  readonly subscribe: (listener: () => void) => () => void
  /** For the typed client. While the credential has ended, its promise waits until the user has signed in again. */
  readonly credential: CredentialSource
  /** Signs in with what the page has: the response of an issuer in its address, or the token of this tab. */
  readonly start: () => Promise<void>
  /** @param isKept whether a reload of this tab keeps the token @throws {Error} whose message says what to do */
  readonly signInWithToken: (token: string, isKept: boolean) => Promise<void>
  /** Leaves this page for the issuer, which sends the user back to this address. @throws {SignInError} */
  readonly signInByRedirect: (provider: SignInProvider) => Promise<void>
  /** Signs in in another window. Call it in the handler of a click. @throws {Error} as above, or the reason of the signal */
  readonly signInByPopup: (provider: SignInProvider, signal: AbortSignal) => Promise<void>
  /** Reads the permissions of the viewer again. */
  readonly recheck: () => Promise<void>
  /** Forgets the credential, signs out at the issuer, and loads the console again, so that nothing remains in memory. */
  readonly signOut: () => Promise<void>
  /** Closes or opens the dialog for signing in again. */
  readonly postpone: (isPostponed: boolean) => void
}

export interface SessionOptions {
  readonly gateway: Gateway
  /** The address of the console, with a slash at the end. */
  readonly base: URL
}

// The names in the storage of the tab.
const TOKEN = 'token'
/** The issuer at which the user of this tab is signed in: after a reload, it is asked again without a click. */
const ISSUER = 'issuer'

const ANONYMOUS = 'anonymous'

const ENDED = 'The gateway does not accept your credential any more: it has expired or was revoked.'
const UNKNOWN_RESPONSE =
  'This sign-in was not started in this window, or its answer was used before. Nobody was signed in. Sign in again.'

export function createSession({ gateway, base }: SessionOptions): Session {
  const storage = createTabStorage(base.pathname)
  const redirectUri = new URL('sign-in', base)
  const listeners = new Set<() => void>()
  let state: SessionState = { status: 'STARTING' }
  let options: SignInOptions = { isRequired: true, providers: [] }
  let credential: Credential | undefined
  let renewing: Promise<SignInError | undefined> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function enter(next: SessionState): void {
    state = next
    for (const listener of listeners) listener()
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  const changed = () =>
    new Promise<void>((resolve) => {
      const stop = subscribe(() => {
        stop()
        resolve()
      })
    })

  /** @throws {SignInError} if the page belongs to another user, whose requests wait to be sent */
  function accept(accepted: Credential): void {
    const { viewer, account, renewal } = accepted
    if (state.status === 'EXPIRED' && state.viewer.subject !== viewer.subject)
      throw new SignInError(
        `You signed in as ${viewer.subject}, but this page is in use by ${state.viewer.subject}. Sign in as ${state.viewer.subject}, or sign out first.`,
      )
    credential = accepted
    if (account.kind === 'ISSUER') storage.set(ISSUER, account.provider.issuer)
    clearTimeout(timer)
    if (renewal) timer = setTimeout(() => void renew(accepted), clamp(renewal.at - performance.now()))
    enter({ status: 'SIGNED_IN', viewer, account })
  }

  /** Replaces the credential. Resolves with the problem if it is still the same. */
  async function renew(old: Credential): Promise<SignInError | undefined> {
    renewing ??= attempt().finally(() => (renewing = undefined))
    return renewing

    async function attempt() {
      if (!old.renewal) return new SignInError(ENDED)
      try {
        const next = await old.renewal.renew()
        // Its viewer may have been read again since.
        if (credential?.token === old.token) accept(next)
        return undefined
      } catch (error) {
        return new SignInError(`${ENDED} ${messageOf(error)}`)
      }
    }
  }

  async function replace(rejected: Credential): Promise<void> {
    const problem = await renew(rejected)
    if (!problem || credential?.token !== rejected.token || state.status !== 'SIGNED_IN') return
    storage.remove(TOKEN)
    const { viewer, account } = rejected
    enter({ status: 'EXPIRED', viewer, account, options, problem: problem.message, isPostponed: false })
  }

  async function currentToken(rejected?: string): Promise<string | undefined> {
    if (rejected !== undefined && rejected === credential?.token) await replace(credential)
    while (state.status !== 'SIGNED_IN') await changed()
    return credential?.token
  }

  async function issuerClient(provider: SignInProvider, survivesLeaving: boolean): Promise<IssuerClient> {
    const { createIssuerClient } = await import('./oidc/issuer-client.ts')
    const kept = { store: sessionStorage, prefix: `${storage.prefix}oidc.` }
    return createIssuerClient({
      provider,
      redirectUri: redirectUri.href,
      storage: survivesLeaving ? kept : undefined,
    })
  }

  async function finish(provider: SignInProvider, client: IssuerClient, response: string): Promise<void> {
    accept(await issuerCredential(gateway, provider, client, await client.finish(response)))
  }

  async function signInByRedirect(provider: SignInProvider): Promise<void> {
    const client = await issuerClient(provider, true)
    const { url, state } = await client.begin()
    const { issuer } = provider
    const returnTo = location.pathname === redirectUri.pathname ? base.href : location.href
    saveRedirect(storage, { state, issuer, returnTo })
    location.assign(url)
  }

  async function finishRedirect(response: URL, redirect: Redirect | undefined): Promise<void> {
    history.replaceState(null, '', redirect?.returnTo ?? base.href)
    if (!redirect) throw new SignInError(UNKNOWN_RESPONSE)
    removeRedirect(storage)
    const provider = options.providers.find(({ issuer }) => issuer === redirect.issuer)
    if (!provider) throw new SignInError(`Signing in at ${redirect.issuer} is not possible any more.`)
    await finish(provider, await issuerClient(provider, true), response.href)
  }

  /** Signs in without the user, if possible. */
  async function resume(hasSignedOut: boolean): Promise<void> {
    const token = storage.get(TOKEN)
    if (token !== undefined) return signInWithToken(token, true)
    const issuer = storage.get(ISSUER)
    const provider = options.providers.find((each) => each.issuer === issuer)
    storage.remove(ISSUER)
    if (provider) return signInByRedirect(provider)
    enter({ status: 'SIGNED_OUT', options, hasSignedOut })
  }

  async function start(): Promise<void> {
    enter({ status: 'STARTING' })
    const address = new URL(location.href)
    const isReturn = address.pathname === redirectUri.pathname
    const response = isReturn && isResponse(address) ? address : undefined
    const redirect = response && redirectOf(storage, response)
    if (response?.searchParams.has('state') && !redirect && (await handOver(response.href))) {
      enter({ status: 'FINISHED' })
      return close()
    }
    try {
      const [signIn, viewer] = await Promise.all([gateway.signInOptions(), gateway.viewerOf(undefined)])
      options = signIn
      if (isReturn && !response) history.replaceState(null, '', base.href)
      if (!options.isRequired) return accept(withoutToken('NONE', viewer))
      if (viewer.subject !== ANONYMOUS) return accept(withoutToken('PROXY', viewer))
      await (response ? finishRedirect(response, redirect) : resume(isReturn))
    } catch (error) {
      const problem = messageOf(error)
      if (error instanceof SignInError) {
        storage.remove(TOKEN)
        enter({ status: 'SIGNED_OUT', options, problem, hasSignedOut: false })
      } else enter({ status: 'UNAVAILABLE', problem })
    }
  }

  async function signInWithToken(entered: string, isKept: boolean): Promise<void> {
    const token = entered.trim().replace(/^bearer\s+/i, '')
    const accepted = await enteredToken(gateway, token)
    accept(accepted)
    if (isKept) storage.set(TOKEN, token)
    else storage.remove(TOKEN)
  }

  async function signInByPopup(provider: SignInProvider, signal: AbortSignal): Promise<void> {
    const popup = openPopup()
    try {
      const client = await issuerClient(provider, false)
      const { url, state } = await client.begin()
      popup.show(url)
      await finish(provider, client, await responseOfPopup(state, signal))
    } finally {
      popup.close()
    }
  }

  async function recheck(): Promise<void> {
    const checked = credential
    if (!checked) return
    try {
      const viewer = await gateway.viewerOf(checked.token)
      if (credential?.token === checked.token) accept({ ...checked, viewer })
    } catch (error) {
      if (!isRejected(error)) throw error
      await replace(checked)
    }
  }

  async function signOut(): Promise<void> {
    const ended = credential
    credential = undefined
    clearTimeout(timer)
    storage.remove(TOKEN)
    storage.remove(ISSUER)
    // The screens end, and their streams with them.
    enter({ status: 'STARTING' })
    const url = await ended?.signOutUrl?.().catch(() => undefined)
    location.assign(url ?? redirectUri.href)
  }

  return {
    state: () => state,
    subscribe,
    credential: currentToken,
    start,
    signInWithToken,
    signInByRedirect,
    signInByPopup,
    recheck,
    signOut,
    postpone: (isPostponed) => state.status === 'EXPIRED' && enter({ ...state, isPostponed }),
  }
}

/** setTimeout accepts 24 days at most. The pause keeps an issuer with very short lifetimes from being asked without end. */
const clamp = (ms: number) => Math.min(Math.max(ms, 1_000), 2_147_483_647)

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

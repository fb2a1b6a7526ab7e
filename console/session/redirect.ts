import type { TabStorage } from './tab-storage.ts'

/** A sign-in for which this tab has left the console. */
export interface Redirect {
  readonly state: string
  readonly issuer: string
  /** The address that the user has left. */
  readonly returnTo: string
}

const NAME = 'redirect'

export const saveRedirect = (storage: TabStorage, redirect: Redirect): void =>
  storage.set(NAME, JSON.stringify(redirect))

export const removeRedirect = (storage: TabStorage): void => storage.remove(NAME)

/** The sign-in to which an issuer has answered with this address. Undefined if this tab has not started it. */
export function redirectOf(storage: TabStorage, response: URL): Redirect | undefined {
  const saved: unknown = JSON.parse(storage.get(NAME) ?? 'null')
  return isRedirect(saved) && saved.state === response.searchParams.get('state') ? saved : undefined
}

function isRedirect(value: unknown): value is Redirect {
  const { state, issuer, returnTo }: { state?: unknown; issuer?: unknown; returnTo?: unknown } = Object(value)
  return [state, issuer, returnTo].every((member) => typeof member === 'string')
}

/** Whether an issuer has sent the user to this address, with a code or an error. */
export const isResponse = ({ searchParams }: URL): boolean =>
  searchParams.has('code') || searchParams.has('error')

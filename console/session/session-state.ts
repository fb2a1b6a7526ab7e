import type { SignInOptions, SignInProvider, Viewer } from './gateway.ts'

/**
 * The credential that the gateway has accepted: none, that of a proxy in front of the gateway, a token that the user entered, or the
 * tokens of an issuer.
 */
export type Account =
  | { readonly kind: 'NONE' | 'PROXY' | 'TOKEN' }
  | { readonly kind: 'ISSUER'; readonly provider: SignInProvider }

export type SessionState =
  /** The console asks the gateway how to sign in, or an issuer for tokens. */
  | { readonly status: 'STARTING' }
  /** The gateway cannot be asked. `problem` says why. */
  | { readonly status: 'UNAVAILABLE'; readonly problem: string }
  /** `problem` says why the last sign-in failed. `hasSignedOut` is true after `signOut`. */
  | {
      readonly status: 'SIGNED_OUT'
      readonly options: SignInOptions
      readonly problem?: string
      readonly hasSignedOut: boolean
    }
  | { readonly status: 'SIGNED_IN'; readonly viewer: Viewer; readonly account: Account }
  | Expired
  /** This page is a window for signing in, and has handed its response over. */
  | { readonly status: 'FINISHED' }

/** The credential has ended. Requests and streams wait until the user has signed in again. */
export interface Expired {
  readonly status: 'EXPIRED'
  readonly viewer: Viewer
  readonly account: Account
  readonly options: SignInOptions
  readonly problem: string
  /** Whether the user has closed the dialog for signing in again. */
  readonly isPostponed: boolean
}

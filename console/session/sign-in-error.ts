/** Why nobody could be signed in. The message is for people: what happened, why, and what to do. */
export class SignInError extends Error {
  override readonly name = 'SignInError'
}

export const hostOf = (issuer: string): string => new URL(issuer).host

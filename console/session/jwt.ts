/** The claims of a JWT that matter to the console. Nothing is verified: the gateway verifies the signature. */
export interface Claims {
  readonly iss?: unknown
  readonly aud?: unknown
  readonly iat?: unknown
  readonly exp?: unknown
}

/** Undefined if the token is not a JWT. */
export function claimsOf(token: string): Claims | undefined {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return undefined
  try {
    const claims: unknown = JSON.parse(textOf(payload))
    return typeof claims === 'object' && claims !== null ? claims : undefined
  } catch {
    return undefined
  }
}

function textOf(base64url: string): string {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)))
}

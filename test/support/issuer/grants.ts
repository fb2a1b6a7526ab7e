import { randomBytes } from 'node:crypto'

/** What a user has granted to the client. */
export interface Grant {
  readonly subject: string
  readonly scope: string
  readonly nonce: string | undefined
}

/** A grant that waits for the exchange of its code. */
export interface CodeGrant extends Grant {
  readonly redirectUri: string
  /** The PKCE challenge, S256. */
  readonly challenge: string
}

/** The codes, refresh tokens and sessions of an issuer. Each code and each refresh token can be used once. */
export interface Grants {
  addCode(grant: CodeGrant): string
  takeCode(code: string): CodeGrant | undefined
  addRefreshToken(grant: Grant): string
  takeRefreshToken(token: string): Grant | undefined
  addSession(subject: string): string
  subjectOf(session: string): string | undefined
  endSession(session: string): void
  revoke(): void
}

export function createGrants(): Grants {
  const codes = new Map<string, CodeGrant>()
  const refreshTokens = new Map<string, Grant>()
  const sessions = new Map<string, string>()

  function add<Value>(map: Map<string, Value>, value: Value): string {
    const key = randomBytes(16).toString('base64url')
    map.set(key, value)
    return key
  }

  function take<Value>(map: Map<string, Value>, key: string): Value | undefined {
    const value = map.get(key)
    map.delete(key)
    return value
  }

  return {
    addCode: (grant) => add(codes, grant),
    takeCode: (code) => take(codes, code),
    addRefreshToken: (grant) => add(refreshTokens, grant),
    takeRefreshToken: (token) => take(refreshTokens, token),
    addSession: (subject) => add(sessions, subject),
    subjectOf: (session) => sessions.get(session),
    endSession: (session) => void sessions.delete(session),
    revoke() {
      for (const map of [codes, refreshTokens, sessions]) map.clear()
    },
  }
}

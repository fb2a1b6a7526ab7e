import { defaultJwtAlgorithms } from '../defaults.ts'
import type { JsonNode } from '../json-node.ts'
import { bearerScheme } from './authenticator.ts'
import { problemOfKeysAddress } from './open-key-set.ts'
import type { TokenEntry } from './policy.ts'
import { defaultSignInScopes, isScope } from './sign-in-client.ts'
import { JWT_ALGORITHMS } from './trusted-issuer.ts'
import type { TrustedIssuer } from './trusted-issuer.ts'

/** Printable ASCII without a space. */
const PREFIX = /^[!-~]{1,64}$/
const HEADER = /^[a-z0-9-]{1,64}$/
/** `cookie` has more than a token. The others are `Authorization: Bearer`, which needs no setting. */
const RESERVED_HEADERS = [bearerScheme.header, 'proxy-authorization', 'cookie']

/**
 * Parses the issuers of a policy file.
 *
 * @throws {StartupError} also if two issuers, or an issuer and a token, could have the same subject
 */
export function parseIssuers(node: JsonNode, tokens: readonly TokenEntry[]): readonly TrustedIssuer[] {
  const entries = node.items().map((item) => ({ item, issuer: issuerOf(item) }))
  const sources = entries.length + (tokens.length > 0 ? 1 : 0)
  for (const [index, { item, issuer }] of entries.entries()) {
    const { subjectPrefix } = issuer
    if (sources > 1 && subjectPrefix === '')
      throw item.invalid(
        `${item.path} has no member 'subjectPrefix'. With several issuers, or an issuer and tokens, each issuer needs its own, so that no two callers have the same subject.`,
      )
    for (const other of entries.slice(0, index)) {
      if (other.issuer.issuer === issuer.issuer && other.issuer.header === issuer.header)
        throw item.invalid(
          `${item.path} has the same issuer as ${other.item.path}. Use one entry, with a list of audiences.`,
        )
      const [shorter = '', longer = ''] = [subjectPrefix, other.issuer.subjectPrefix].toSorted(
        (left, right) => left.length - right.length,
      )
      if (longer.startsWith(shorter))
        throw item.invalid(
          `${item.path}.subjectPrefix is '${subjectPrefix}', and that of ${other.item.path} is '${other.issuer.subjectPrefix}'. One begins with the other, so two callers could have the same subject. Choose other prefixes.`,
        )
    }
    const token = tokens.findIndex(({ subject }) => subjectPrefix !== '' && subject.startsWith(subjectPrefix))
    if (token >= 0)
      throw item.invalid(
        `tokens[${token}].subject begins with '${subjectPrefix}', the subjectPrefix of ${item.path}, so a caller of the issuer could have the same subject. Choose another subject.`,
      )
  }
  return entries.map(({ issuer }) => issuer)
}

function issuerOf(node: JsonNode): TrustedIssuer {
  const members = node.members([
    'issuer',
    'audience',
    'jwks',
    'algorithms',
    'subjectPrefix',
    'subjectClaim',
    'header',
    'signer',
    'clientId',
    'scopes',
  ])
  const jwks = members.get('jwks') ?? node.missing('jwks')
  const problem = problemOfKeysAddress(jwks.text())
  if (problem !== undefined) throw jwks.invalid(`${jwks.path}: ${problem}`)
  const prefix = members.get('subjectPrefix')
  if (prefix && !PREFIX.test(prefix.text()))
    throw prefix.mustBe('1 to 64 printable ASCII characters without a space')
  const signer = members.get('signer')
  if (!signer && jwks.text().includes('{kid}'))
    throw node.invalid(
      `${node.path} has no member 'signer'. Load balancers of all AWS customers sign with keys at one address: add the ARN of yours.`,
    )
  return {
    issuer: (members.get('issuer') ?? node.missing('issuer')).text(),
    audiences: (members.get('audience') ?? node.missing('audience')).texts(),
    jwks: jwks.text(),
    algorithms:
      members
        .get('algorithms')
        ?.items()
        .map((item) => item.oneOf(JWT_ALGORITHMS)) ?? defaultJwtAlgorithms,
    subjectPrefix: prefix?.text() ?? '',
    subjectClaim: members.get('subjectClaim')?.texts() ?? ['sub'],
    header: headerOf(members.get('header')),
    signers: signer?.texts() ?? [],
    signIn: signInOf(node, members),
  }
}

function signInOf(node: JsonNode, members: ReadonlyMap<string, JsonNode>): TrustedIssuer['signIn'] {
  const [clientId, scopes] = [members.get('clientId'), members.get('scopes')]
  if (!clientId) {
    if (!scopes) return undefined
    throw scopes.invalid(`${scopes.path} has no effect without clientId. Add clientId, or remove scopes.`)
  }
  if (members.has('header'))
    throw clientId.invalid(
      `${clientId.path} has no effect with ${node.path}.header: the proxy that sends the header signs people in. Remove one of the two.`,
    )
  const names = scopes?.texts() ?? defaultSignInScopes
  if (scopes && !names.every(isScope))
    throw scopes.mustBe('a list of scopes such as ["openid", "offline_access"]')
  return { clientId: clientId.text(), scopes: names }
}

function headerOf(node: JsonNode | undefined): string {
  if (!node) return bearerScheme.header
  const name = node.text().toLowerCase()
  if (!HEADER.test(name) || RESERVED_HEADERS.includes(name))
    throw node.mustBe(
      "the name of a header such as x-amzn-oidc-data. Omit it for tokens in 'Authorization: Bearer <token>'",
    )
  return name
}

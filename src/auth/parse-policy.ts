import type { Permission } from './viewer.ts'
import type { KeyAccess, KeyPattern } from './key-pattern.ts'
import { parseJson } from '../json-node.ts'
import type { JsonNode } from '../json-node.ts'
import { parseIssuers } from './parse-issuers.ts'
import type { ClaimRule, Policy, Role, TokenEntry } from './policy.ts'
import type { TrustedIssuer } from './trusted-issuer.ts'

const PERMISSIONS: readonly Permission[] = ['ROTATION_READ', 'ROTATION_WRITE', 'ADMIN']

/**
 * Parses a policy from JSON. Rejects unknown members, because a misspelt restriction would have no effect.
 *
 * @param flags the issuer that is set outside of the file
 * @throws {StartupError} that names the location, quotes the value and gives the allowed values
 */
export function parsePolicy(text: string, source: string, flags?: TrustedIssuer): Policy {
  const root = parseJson(text, source)
  const members = root.members(['roles', 'tokens', 'subjects', 'claims', 'issuers'])
  const roles = new Map(
    (members.get('roles') ?? root.missing('roles')).entries().map(([name, role]) => [name, roleOf(role)]),
  )
  const knownRoles = (node: JsonNode) =>
    node.items().map((item) => {
      if (roles.size === 0) throw item.mustBe('one of the roles, but the file has no roles')
      return item.oneOf([...roles.keys()])
    })

  const tokens = (members.get('tokens')?.items() ?? []).map((token) => tokenOf(token, knownRoles))
  const duplicate = tokens.findIndex(({ sha256 }, index) =>
    tokens.slice(0, index).some((t) => t.sha256 === sha256),
  )
  if (duplicate >= 0)
    throw root.invalid(`tokens[${duplicate}].sha256 occurs twice. Use one entry for each token.`)
  if (flags) checkFlags(root, members)
  const list = members.get('issuers')
  const issuers = flags ? [flags] : list && parseIssuers(list, tokens)
  return {
    roles,
    tokens,
    subjects: new Map(
      (members.get('subjects')?.entries() ?? []).map(([name, list]) => [name, knownRoles(list)]),
    ),
    claims: (members.get('claims')?.items() ?? []).map((rule) =>
      claimRuleOf(rule, knownRoles, issuers ?? []),
    ),
    issuers,
  }
}

/** The issuer of the flags has no subjectPrefix, so it must be the only source of subjects. */
function checkFlags(root: JsonNode, members: ReadonlyMap<string, JsonNode>): void {
  if (members.has('issuers'))
    throw root.invalid(
      "the file has the member 'issuers', and --jwt-issuer sets an issuer too. Add that issuer to the file and remove the --jwt- settings.",
    )
  if ((members.get('tokens')?.items() ?? []).length > 0)
    throw root.invalid(
      "the file has tokens, and a caller of --jwt-issuer could have the same subject as a token. Replace the --jwt- settings with the member 'issuers', whose entries have a subjectPrefix, or remove the tokens.",
    )
}

function roleOf(node: JsonNode): Role {
  const members = node.members(['permissions', 'keys'])
  const permissions = (members.get('permissions') ?? node.missing('permissions'))
    .items()
    .map((item) => item.oneOf(PERMISSIONS))
  if (permissions.includes('ROTATION_WRITE') && !permissions.includes('ROTATION_READ'))
    throw node.invalid(
      `${node.path}.permissions has ROTATION_WRITE without ROTATION_READ. A caller that changes a key must be able to read it: add ROTATION_READ.`,
    )
  return { permissions, keys: keysOf(members.get('keys')) }
}

function keysOf(node: JsonNode | undefined): KeyAccess {
  return node ? node.items().map(patternOf) : 'ALL'
}

function patternOf(node: JsonNode): KeyPattern {
  const members = node.members(['arn', 'region', 'account', 'alias', 'tag'])
  if (members.size === 0)
    throw node.invalid(
      `${node.path} is empty. Add arn, region, account, alias or tag, or omit 'keys' to allow all keys.`,
    )
  const text = (name: string) => members.get(name)?.text()
  const [arn, region, account] = [text('arn'), text('region'), text('account')]
  const [alias, tag] = [text('alias'), text('tag')]
  const equals = tag?.indexOf('=') ?? -1
  if (tag !== undefined && equals < 1)
    throw node.invalid(`${node.path}.tag is '${tag}'. It must be key=value, such as team=orders or team=*.`)
  return {
    ...(arn === undefined ? {} : { arn }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
    ...(alias === undefined ? {} : { alias: alias.startsWith('alias/') ? alias : `alias/${alias}` }),
    ...(tag === undefined ? {} : { tag: { key: tag.slice(0, equals), value: tag.slice(equals + 1) } }),
  }
}

function tokenOf(node: JsonNode, knownRoles: (node: JsonNode) => readonly string[]): TokenEntry {
  const members = node.members(['sha256', 'subject', 'roles', 'expiresAt'])
  const sha256 = (members.get('sha256') ?? node.missing('sha256')).text()
  // The message does not quote the value, because it may be the token itself.
  if (!/^[0-9a-f]{64}$/i.test(sha256))
    throw node.invalid(
      `${node.path}.sha256 is not a SHA-256 hash of 64 hex digits. Use the hash of the token, never the token.`,
    )
  const subject = (members.get('subject') ?? node.missing('subject')).text()
  if (subject === 'anonymous')
    throw node.invalid(
      `${node.path}.subject is 'anonymous', which is reserved for callers without a credential. Use another subject.`,
    )
  const expiresAt = members.get('expiresAt')
  return {
    sha256: sha256.toLowerCase(),
    subject,
    roles: members.get('roles') ? knownRoles(members.get('roles') ?? node) : [],
    expiresAt: expiresAt?.date().getTime(),
  }
}

function claimRuleOf(
  node: JsonNode,
  knownRoles: (node: JsonNode) => readonly string[],
  issuers: readonly TrustedIssuer[],
): ClaimRule {
  const members = node.members(['issuer', 'claim', 'value', 'roles'])
  const issuer = members.get('issuer')
  const known = issuers.map((each) => each.issuer)
  const unknown = issuer?.texts().find((name) => !known.includes(name))
  if (issuer && unknown !== undefined)
    throw issuer.invalid(`${issuer.path} has '${unknown}'. It must be the issuer of an entry of issuers.`)
  // A rule that applies to more issuers than its author knew would grant roles that another issuer decides on.
  if (!issuer && new Set(known).size > 1)
    throw node.invalid(
      `${node.path} has no member 'issuer'. The file has several issuers: name one, or give a list, so that no other issuer grants the roles.`,
    )
  return {
    issuers: issuer?.texts(),
    path: (members.get('claim') ?? node.missing('claim')).texts(),
    value: (members.get('value') ?? node.missing('value')).text(),
    roles: knownRoles(members.get('roles') ?? node.missing('roles')),
  }
}

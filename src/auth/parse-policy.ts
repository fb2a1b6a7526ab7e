import type { Permission } from './viewer.ts'
import { StartupError } from '../errors/startup-error.ts'
import type { KeyAccess, KeyPattern } from './key-pattern.ts'
import type { ClaimRule, Policy, Role, TokenEntry } from './policy.ts'

const PERMISSIONS: readonly Permission[] = ['ROTATION_READ', 'ROTATION_WRITE', 'ADMIN']

/**
 * Reads a policy from its JSON. What it does not know it refuses: a misspelt restriction would be none.
 *
 * @throws {StartupError} that names the place, quotes the value and says what is possible
 */
export function parsePolicy(text: string, source: string): Policy {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    // Node's own words quote what is there.
    const [where = ''] = /at position \d+/.exec(String(error)) ?? []
    throw new StartupError(`${source} is not JSON${where && ` (${where})`}.`)
  }
  const root = new Place(source, '', json)
  const members = root.members(['roles', 'tokens', 'subjects', 'claims'])
  const roles = new Map(
    (members.get('roles') ?? root.lacks('roles')).entries().map(([name, role]) => [name, roleOf(role)]),
  )
  const knownRoles = (place: Place) => place.items().map((item) => item.oneOf([...roles.keys()]))

  const tokens = (members.get('tokens')?.items() ?? []).map((token) => tokenOf(token, knownRoles))
  const twice = tokens.findIndex(({ sha256 }, index) =>
    tokens.slice(0, index).some((t) => t.sha256 === sha256),
  )
  if (twice >= 0) throw root.wrong(`tokens[${twice}].sha256 is there twice; give each token one entry.`)
  return {
    roles,
    tokens,
    subjects: new Map(
      (members.get('subjects')?.entries() ?? []).map(([name, list]) => [name, knownRoles(list)]),
    ),
    claims: (members.get('claims')?.items() ?? []).map((rule) => claimRuleOf(rule, knownRoles)),
  }
}

function roleOf(place: Place): Role {
  const members = place.members(['permissions', 'keys'])
  const permissions = (members.get('permissions') ?? place.lacks('permissions'))
    .items()
    .map((item) => item.oneOf(PERMISSIONS))
  if (permissions.includes('ROTATION_WRITE') && !permissions.includes('ROTATION_READ'))
    throw place.wrong(
      `${place.path}.permissions has ROTATION_WRITE without ROTATION_READ; who changes a key sees it: add ROTATION_READ.`,
    )
  return { permissions, keys: keysOf(members.get('keys')) }
}

function keysOf(place: Place | undefined): KeyAccess {
  return place ? place.items().map(patternOf) : 'ALL'
}

function patternOf(place: Place): KeyPattern {
  const members = place.members(['arn', 'region', 'account', 'alias', 'tag'])
  if (members.size === 0)
    throw place.wrong(
      `${place.path} is empty; name arn, region, account, alias or tag, or leave 'keys' out for all keys.`,
    )
  const text = (name: string) => members.get(name)?.text()
  const [arn, region, account] = [text('arn'), text('region'), text('account')]
  const [alias, tag] = [text('alias'), text('tag')]
  const equals = tag?.indexOf('=') ?? -1
  if (tag !== undefined && equals < 1)
    throw place.wrong(`${place.path}.tag is '${tag}'; it must be key=value, such as team=orders or team=*.`)
  return {
    ...(arn === undefined ? {} : { arn }),
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
    ...(alias === undefined ? {} : { alias: alias.startsWith('alias/') ? alias : `alias/${alias}` }),
    ...(tag === undefined ? {} : { tag: { key: tag.slice(0, equals), value: tag.slice(equals + 1) } }),
  }
}

function tokenOf(place: Place, knownRoles: (place: Place) => readonly string[]): TokenEntry {
  const members = place.members(['sha256', 'subject', 'roles', 'expiresAt'])
  const sha256 = (members.get('sha256') ?? place.lacks('sha256')).text()
  // Not quoted: somebody may have put the token itself there.
  if (!/^[0-9a-f]{64}$/i.test(sha256))
    throw place.wrong(
      `${place.path}.sha256 is no SHA-256 in hex, which has 64 digits. Put the token's hash there, never the token.`,
    )
  const subject = (members.get('subject') ?? place.lacks('subject')).text()
  if (subject === 'anonymous')
    throw place.wrong(
      `${place.path}.subject is 'anonymous', which stands for callers without a credential. Take another.`,
    )
  const expiresAt = members.get('expiresAt')
  return {
    sha256: sha256.toLowerCase(),
    subject,
    roles: members.get('roles') ? knownRoles(members.get('roles') ?? place) : [],
    expiresAt: expiresAt && dateOf(expiresAt),
  }
}

function dateOf(place: Place): number {
  const text = place.text()
  const isDateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const date = isDateTime ? Date.parse(text) : NaN
  if (Number.isNaN(date))
    throw place.wrong(`${place.path} is '${text}'; it must be a date such as 2027-01-31T00:00:00Z.`)
  return date
}

function claimRuleOf(place: Place, knownRoles: (place: Place) => readonly string[]): ClaimRule {
  const members = place.members(['claim', 'value', 'roles'])
  const claim = members.get('claim') ?? place.lacks('claim')
  return {
    path: Array.isArray(claim.value) ? claim.items().map((item) => item.text()) : [claim.text()],
    value: (members.get('value') ?? place.lacks('value')).text(),
    roles: knownRoles(members.get('roles') ?? place.lacks('roles')),
  }
}

/** A value in the file, and the way to it. */
class Place {
  readonly source: string
  readonly path: string
  readonly value: unknown

  constructor(source: string, path: string, value: unknown) {
    this.source = source
    this.path = path
    this.value = value
  }

  wrong(what: string): StartupError {
    return new StartupError(`${this.source}: ${what}`)
  }

  lacks(member: string): never {
    throw this.wrong(`${this.path || 'the file'} lacks '${member}'.`)
  }

  entries(): (readonly [string, Place])[] {
    const { value } = this
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.mustBe('an object')
    return Object.entries(value).map(([name, member]) => [
      name,
      new Place(this.source, this.path ? `${this.path}.${name}` : name, member),
    ])
  }

  members(known: readonly string[]): ReadonlyMap<string, Place> {
    const entries = this.entries()
    const stray = entries.find(([name]) => !known.includes(name))
    if (stray)
      throw this.wrong(
        `${stray[1].path} is not known; ${this.path || 'the file'} may have ${known.join(', ')}.`,
      )
    return new Map(entries)
  }

  items(): Place[] {
    if (!Array.isArray(this.value)) throw this.mustBe('a list')
    return this.value.map((item: unknown, index) => new Place(this.source, `${this.path}[${index}]`, item))
  }

  text(): string {
    if (typeof this.value !== 'string' || this.value === '') throw this.mustBe('a text that is not empty')
    return this.value
  }

  oneOf<const Value extends string>(values: readonly Value[]): Value {
    const value = values.find((each) => each === this.value)
    if (value === undefined)
      throw this.mustBe(
        values.length > 0 ? `one of ${values.join(', ')}` : 'one of the roles, and there are none',
      )
    return value
  }

  mustBe(what: string): StartupError {
    return this.wrong(
      `${this.path || 'the file'} is ${JSON.stringify(this.value)?.slice(0, 100)}; it must be ${what}.`,
    )
  }
}

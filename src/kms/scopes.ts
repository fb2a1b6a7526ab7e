import { BadUserInputError } from '../errors/request-errors.ts'
import { formatKeyArn, parseKeyArn } from './key-arn.ts'
import type { KeyArn } from './key-arn.ts'
import type { Kms, KmsScope } from './kms.ts'

/** One account and Region that the gateway serves. */
export interface Scope extends KmsScope {
  /** The account and Region: `111122223333/us-east-1`. Unique in a gateway. */
  readonly name: string
  readonly accountName: string | undefined
  readonly kms: Kms
}

/** The account and Region of a key or an alias. */
export type Place = Pick<KmsScope, 'accountId' | 'region'>

/** The scopes that the gateway serves now. The ARN of a key names its scope. */
export interface Scopes<Served extends Scope = Scope> {
  /** In the order they were configured. Never empty. */
  readonly all: readonly Served[]
  /** The first one: key IDs and alias names are looked up in it first. */
  readonly default: Served
  /** @param name `111122223333/us-east-1` */
  named(name: string): Served | undefined
  /**
   * The scope in which a key is read. A foreign key is read through the first scope of its Region. Undefined when the gateway
   * serves neither.
   */
  find(place: Place): Served | undefined
  /** As {@link find}. @throws {BadUserInputError} when it finds nothing; the message lists the served scopes */
  of(key: KeyArn): Served
  /** Whether the gateway does not serve the account of the key. */
  isForeign(place: Place): boolean
  /** Called after scopes were added or removed, until the result is disposed. */
  onChange(listener: () => void): Disposable
}

/** {@link Scopes} that the gateway can replace. */
export interface ReplaceableScopes<Served extends Scope> extends Scopes<Served> {
  replace(all: readonly [Served, ...Served[]]): void
}

/** Maximum number of scopes that a message lists. */
const MAX_LISTED = 20

/** @throws {BadUserInputError} when `text` is not a key ARN */
export function toKeyArn(text: string): KeyArn {
  const arn = parseKeyArn(text)
  if (arn) return arn
  throw new BadUserInputError(
    `'${text.slice(0, 200)}' is not a key ARN. Use the form arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab.`,
  )
}

export const scopeName = ({ accountId, region }: Place): string => `${accountId}/${region}`

/** The ARN that a key has if it is in the scope. */
export const arnIn = ({ partition, accountId, region }: KmsScope, keyId: string): string =>
  formatKeyArn({ partition, accountId, region, keyId })

export function scopeOf<Port extends Kms>(kms: Port, accountName?: string): Scope & { readonly kms: Port } {
  return { ...kms.scope, name: scopeName(kms.scope), accountName, kms }
}

/** The names of the scopes, for a message. */
export function listed(scopes: readonly Scope[]): string {
  const names = scopes.slice(0, MAX_LISTED).map(({ name }) => name)
  const others = scopes.length - names.length
  return `${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`
}

export function notServed(text: string, place: Place, { all }: Scopes): BadUserInputError {
  const name = scopeName(place)
  return new BadUserInputError(
    `'${text}' is in ${name}, which this gateway does not serve. It serves ${listed(all)}. Use a gateway that serves ${name}.`,
  )
}

export function createScopes<Served extends Scope>(
  first: readonly [Served, ...Served[]],
): ReplaceableScopes<Served> {
  let index = indexed(first)
  const listeners = new Set<() => void>()

  // Called for each key of a list.
  function find({ accountId, region }: Place): Served | undefined {
    const own = index.byAccount.get(accountId)
    return own ? own.get(region) : index.firstIn.get(region)
  }

  const scopes: ReplaceableScopes<Served> = {
    get all() {
      return index.all
    },
    get default() {
      return index.all[0]
    },
    named: (name) => index.byName.get(name),
    find,
    of(key) {
      const scope = find(key)
      if (scope) return scope
      throw notServed(key.arn, key, scopes)
    },
    isForeign: ({ accountId }) => !index.byAccount.has(accountId),
    onChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    replace(all) {
      index = indexed(all)
      for (const listener of listeners) listener()
    },
  }
  return scopes
}

function indexed<Served extends Scope>(all: readonly [Served, ...Served[]]) {
  const byName = new Map(all.map((scope) => [scope.name, scope]))
  const byAccount = new Map<string, Map<string, Served>>()
  const firstIn = new Map<string, Served>()
  for (const scope of all) {
    const own = byAccount.get(scope.accountId)
    if (own) own.set(scope.region, scope)
    else byAccount.set(scope.accountId, new Map([[scope.region, scope]]))
    if (!firstIn.has(scope.region)) firstIn.set(scope.region, scope)
  }
  return { all, byName, byAccount, firstIn }
}

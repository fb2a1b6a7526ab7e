import { aliasArn, keyArn } from './arn.ts'
import type { Alias, EmulatedKey } from './key.ts'

export interface ListedAlias {
  readonly arn: string
  readonly name: string
  /** Absent for a predefined AWS alias that has no key yet. */
  readonly alias?: Alias
  readonly key?: EmulatedKey
}

/** One account in one Region. */
export interface Place {
  readonly accountId: string
  readonly region: string
}

type PartOfPlace = { readonly [Member in keyof Place]?: Place[Member] | undefined }

/** The keys and aliases of every account and Region of one emulator. */
export class KeyStore {
  readonly #byArn = new Map<string, EmulatedKey>()
  readonly #byAlias = new Map<string, EmulatedKey>()
  /** By key ID and alias name, which keys in several accounts and Regions can have. */
  readonly #byName = new Map<string, readonly EmulatedKey[]>()
  readonly #predefined = new Map<string, Place & ListedAlias>()
  /** Sorted listings by account and Region, invalidated when a key or alias is added or removed there. */
  readonly #keyListings = new Map<string, readonly EmulatedKey[]>()
  readonly #aliasListings = new Map<string, readonly ListedAlias[]>()

  /** Throws a RangeError and adds no key when an ARN or alias exists. */
  add(...keys: readonly EmulatedKey[]): void {
    for (const key of keys) {
      if (this.#byArn.has(key.arn)) throw new RangeError(`${key.arn} already exists`)
      this.requireFree(key, key.aliases)
    }
    for (const key of keys) {
      this.#byArn.set(key.arn, key)
      this.#index(key)
      this.#invalidateListings(key)
    }
  }

  remove(key: EmulatedKey): void {
    this.#byArn.delete(key.arn)
    this.#unindex(key)
    this.#invalidateListings(key)
  }

  /** Throws a RangeError when one of the aliases belongs to another key. */
  requireFree(key: EmulatedKey, aliases: readonly Alias[]): void {
    for (const { name } of aliases) {
      const holder = this.#holderOf(key, name)
      if (holder && holder !== key) throw new RangeError(`${name} is already an alias of ${holder.arn}`)
    }
  }

  isFree(place: Place, { name }: Alias): boolean {
    return this.#holderOf(place, name) === undefined
  }

  /** Replaces the aliases of a key. Throws as `requireFree` does, without a change. */
  setAliases(key: EmulatedKey, aliases: readonly Alias[]): void {
    this.requireFree(key, aliases)
    this.#unindex(key)
    key.aliases = aliases
    this.#index(key)
    this.#invalidateListings(key)
  }

  /** Adds an alias that AWS lists before the key of the alias exists. */
  addPredefinedAlias(place: Place, name: string): void {
    const arn = aliasArn(place.region, place.accountId, name)
    this.#predefined.set(arn, { ...place, arn, name })
    this.#invalidateListings(place)
  }

  isPredefined(arn: string): boolean {
    return this.#predefined.has(arn)
  }

  byArn(arn: string): EmulatedKey | undefined {
    return this.#byArn.get(arn)
  }

  byAliasArn(arn: string): EmulatedKey | undefined {
    return this.#byAlias.get(arn)
  }

  /** The keys of one account and Region, by key ID. */
  keysIn(place: Place): readonly EmulatedKey[] {
    const known = this.#keyListings.get(nameOf(place))
    if (known) return known
    const listing = this.all()
      .filter((key) => isIn(place, key))
      .toSorted((a, b) => compare(a.keyId, b.keyId))
    this.#keyListings.set(nameOf(place), listing)
    return listing
  }

  /** The aliases of one account and Region, by name. */
  aliasesIn(place: Place): readonly ListedAlias[] {
    const known = this.#aliasListings.get(nameOf(place))
    if (known) return known
    const own = this.keysIn(place).flatMap((key) => aliasesOf(key))
    const idle = [...this.#predefined.values()].filter(
      (alias) => isIn(place, alias) && !this.#byAlias.has(alias.arn),
    )
    const listing = [...own, ...idle].toSorted((a, b) => compare(a.name, b.name))
    this.#aliasListings.set(nameOf(place), listing)
    return listing
  }

  all(): readonly EmulatedKey[] {
    return [...this.#byArn.values()]
  }

  /**
   * The key with this key ID, ARN, alias name or alias ARN. A key ID or alias name is searched in the account and Region
   * of `place`. Without them several keys can have it: then the multi-Region primary key, else the first one created.
   */
  find(reference: string, place: PartOfPlace = {}): EmulatedKey | undefined {
    const { accountId, region } = place
    if (reference.startsWith('arn:')) {
      const key = this.#byArn.get(reference) ?? this.#byAlias.get(reference)
      return region === undefined || key?.region === region ? key : undefined
    }
    if (accountId !== undefined && region !== undefined)
      return (
        this.#byArn.get(keyArn(region, accountId, reference)) ??
        this.#byAlias.get(aliasArn(region, accountId, reference))
      )
    const meant = (this.#byName.get(reference) ?? []).filter((key) => isIn(place, key))
    return meant.find((key) => key.multiRegion?.role === 'PRIMARY') ?? meant[0]
  }

  #holderOf({ region, accountId }: Place, aliasName: string): EmulatedKey | undefined {
    return this.#byAlias.get(aliasArn(region, accountId, aliasName))
  }

  #invalidateListings(place: Place): void {
    this.#keyListings.delete(nameOf(place))
    this.#aliasListings.delete(nameOf(place))
  }

  #index(key: EmulatedKey): void {
    for (const { name } of key.aliases) this.#byAlias.set(aliasArn(key.region, key.accountId, name), key)
    for (const name of namesOf(key)) this.#byName.set(name, [...(this.#byName.get(name) ?? []), key])
  }

  #unindex(key: EmulatedKey): void {
    for (const { name } of key.aliases) this.#byAlias.delete(aliasArn(key.region, key.accountId, name))
    for (const name of namesOf(key)) {
      const others = (this.#byName.get(name) ?? []).filter((other) => other !== key)
      if (others.length > 0) this.#byName.set(name, others)
      else this.#byName.delete(name)
    }
  }
}

export const aliasesOf = (key: EmulatedKey): readonly ListedAlias[] =>
  key.aliases
    .map((alias) => ({
      arn: aliasArn(key.region, key.accountId, alias.name),
      name: alias.name,
      alias,
      key,
    }))
    .toSorted((a, b) => compare(a.name, b.name))

const namesOf = ({ keyId, aliases }: EmulatedKey) => [keyId, ...aliases.map(({ name }) => name)]
const nameOf = ({ accountId, region }: Place) => `${accountId}/${region}`
const isIn = ({ accountId, region }: PartOfPlace, other: Place) =>
  (accountId === undefined || accountId === other.accountId) &&
  (region === undefined || region === other.region)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

import { aliasArn } from './arn.ts'
import type { Alias, EmulatedKey } from './key.ts'

export interface ListedAlias {
  readonly region: string
  readonly arn: string
  readonly name: string
  /** Absent for a predefined AWS alias that has no key yet. */
  readonly alias?: Alias
  readonly key?: EmulatedKey
}

/** The keys and aliases of every account and Region of one emulator. */
export class KeyStore {
  readonly #accountId: string
  readonly #byArn = new Map<string, EmulatedKey>()
  readonly #byAlias = new Map<string, EmulatedKey>()
  readonly #predefined = new Map<string, ListedAlias>()
  /** Sorted listings by Region, invalidated when a key or alias is added or removed. */
  readonly #keyListings = new Map<string, readonly EmulatedKey[]>()
  readonly #aliasListings = new Map<string, readonly ListedAlias[]>()

  constructor(accountId: string) {
    this.#accountId = accountId
  }

  /** Throws a RangeError and adds no key when an ARN or alias exists. */
  add(...keys: readonly EmulatedKey[]): void {
    for (const key of keys) {
      if (this.#byArn.has(key.arn)) throw new RangeError(`${key.arn} already exists`)
      this.requireFree(key, key.aliases)
    }
    for (const key of keys) {
      this.#byArn.set(key.arn, key)
      this.#index(key)
      this.#invalidateListings()
    }
  }

  remove(key: EmulatedKey): void {
    this.#byArn.delete(key.arn)
    this.#unindex(key)
    this.#invalidateListings()
  }

  /** Throws a RangeError when one of the aliases belongs to another key. */
  requireFree(key: EmulatedKey, aliases: readonly Alias[]): void {
    for (const { name } of aliases) {
      const holder = this.#byAlias.get(aliasArn(key.region, key.accountId, name))
      if (holder && holder !== key) throw new RangeError(`${name} is already an alias of ${holder.arn}`)
    }
  }

  /** Replaces the aliases of a key. Throws as `requireFree` does, without a change. */
  setAliases(key: EmulatedKey, aliases: readonly Alias[]): void {
    this.requireFree(key, aliases)
    this.#unindex(key)
    key.aliases = aliases
    this.#index(key)
    this.#invalidateListings()
  }

  /** Adds an alias that AWS lists before the key of the alias exists. */
  addPredefinedAlias(region: string, name: string): void {
    const arn = aliasArn(region, this.#accountId, name)
    this.#predefined.set(arn, { region, arn, name })
    this.#invalidateListings()
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

  /** The account's own keys in one Region, by key ID. */
  inRegion(region: string): readonly EmulatedKey[] {
    const known = this.#keyListings.get(region)
    if (known) return known
    const listing = this.all()
      .filter((key) => key.region === region && key.accountId === this.#accountId)
      .toSorted((a, b) => compare(a.keyId, b.keyId))
    this.#keyListings.set(region, listing)
    return listing
  }

  /** The account's own aliases in one Region, by name. */
  aliasesInRegion(region: string): readonly ListedAlias[] {
    const known = this.#aliasListings.get(region)
    if (known) return known
    const own = this.inRegion(region).flatMap((key) => aliasesOf(key))
    const idle = [...this.#predefined.values()].filter(
      (alias) => alias.region === region && !this.#byAlias.has(alias.arn),
    )
    const listing = [...own, ...idle].toSorted((a, b) => compare(a.name, b.name))
    this.#aliasListings.set(region, listing)
    return listing
  }

  all(): readonly EmulatedKey[] {
    return [...this.#byArn.values()]
  }

  /**
   * The key with this key ID, ARN, alias name or alias ARN. When several Regions have it: the key in `region`, else the
   * multi-Region primary key, else the first one created.
   */
  find(reference: string, region?: string): EmulatedKey | undefined {
    const isMeant = (key: EmulatedKey) =>
      key.arn === reference ||
      key.keyId === reference ||
      aliasesOf(key).some((alias) => alias.name === reference || alias.arn === reference)
    const meant = this.all().filter((key) => (region === undefined || key.region === region) && isMeant(key))
    return meant.find((key) => key.multiRegion?.role === 'PRIMARY') ?? meant[0]
  }

  #invalidateListings(): void {
    this.#keyListings.clear()
    this.#aliasListings.clear()
  }

  #index(key: EmulatedKey): void {
    for (const { name } of key.aliases) this.#byAlias.set(aliasArn(key.region, key.accountId, name), key)
  }

  #unindex(key: EmulatedKey): void {
    for (const { name } of key.aliases) this.#byAlias.delete(aliasArn(key.region, key.accountId, name))
  }
}

export const aliasesOf = (key: EmulatedKey): readonly ListedAlias[] =>
  key.aliases
    .map((alias) => ({
      region: key.region,
      arn: aliasArn(key.region, key.accountId, alias.name),
      name: alias.name,
      alias,
      key,
    }))
    .toSorted((a, b) => compare(a.name, b.name))

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

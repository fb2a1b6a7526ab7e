import type { ServedScope, ServedScopes } from '../gateway/served-scopes.ts'
import type { Kms } from '../kms/kms.ts'
import type { Account } from './account.ts'

/** A list of accounts that may change. */
export interface AccountList extends Disposable {
  readonly current: readonly Account[]
  onChange(listener: () => void): void
}

/** A list of accounts that never changes. */
export const fixedAccounts = (current: readonly Account[]): AccountList => ({
  current,
  onChange() {},
  [Symbol.dispose]() {},
})

/** Opens KMS in a Region of an account. Calls reject while the account cannot be reached. */
export type KmsInRegion = (region: string) => Kms & Disposable

export interface AccountScopesOptions {
  readonly accounts: AccountList
  /** Called once for each account of the list, and again after its entry has changed in another member than `regions`. */
  readonly openAccount: (account: Account) => KmsInRegion
  /**
   * How long the requests in flight of a removed scope may take, in milliseconds. A request to KMS takes at most 10 seconds.
   * @default 60_000
   */
  readonly retirementMs?: number | undefined
}

interface OpenScope extends ServedScope {
  readonly kms: Kms & Disposable
}

interface OpenAccount {
  readonly kmsIn: KmsInRegion
  readonly scopes: Map<string, OpenScope>
}

/**
 * The scopes of the accounts, account by account in the order of the list. A scope stays the same object until its account's
 * entry changes in another member than `regions`. Disposing it closes all scopes, and the list.
 */
export function createAccountScopes(options: AccountScopesOptions): ServedScopes & Disposable {
  const { accounts, openAccount, retirementMs = 60_000 } = options
  const listeners = new Set<() => void>()
  const retiring = new Map<Disposable, NodeJS.Timeout>()
  let open = new Map<string, OpenAccount>()
  let current: readonly OpenScope[] = []

  function retire({ kms }: OpenScope): void {
    const close = () => {
      retiring.delete(kms)
      kms[Symbol.dispose]()
    }
    retiring.set(kms, setTimeout(close, retirementMs).unref())
  }

  function scopesOf(account: Account, opened: OpenAccount): readonly OpenScope[] {
    const { name: accountName, quotas } = account
    return account.regions.map((region) => {
      const scope = opened.scopes.get(region) ?? { kms: opened.kmsIn(region), accountName, quotas }
      opened.scopes.set(region, scope)
      return scope
    })
  }

  function update(): void {
    const next = new Map<string, OpenAccount>()
    const scopes = accounts.current.flatMap((account) => {
      const { regions: _, ...entry } = account
      const key = JSON.stringify(entry)
      const opened = open.get(key) ?? { kmsIn: openAccount(account), scopes: new Map<string, OpenScope>() }
      next.set(key, opened)
      return scopesOf(account, opened)
    })
    const kept = new Set(scopes)
    for (const opened of open.values())
      for (const [region, scope] of opened.scopes)
        if (!kept.has(scope)) {
          opened.scopes.delete(region)
          retire(scope)
        }
    open = next
    current = scopes
  }

  update()
  accounts.onChange(() => {
    update()
    for (const listener of listeners) listener()
  })
  return {
    get current() {
      return current
    },
    onChange(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    [Symbol.dispose]() {
      accounts[Symbol.dispose]()
      for (const [kms, timer] of retiring) {
        clearTimeout(timer)
        kms[Symbol.dispose]()
      }
      for (const { kms } of current) kms[Symbol.dispose]()
    },
  }
}

import { BadUserInputError } from '../errors.ts'
import { formatKeyArn, parseKeyArn } from './key-arn.ts'
import type { KeyArn } from './key-arn.ts'
import type { Kms } from './kms.ts'

/** One account and Region that the gateway serves. */
export interface Scope {
  readonly region: string
  readonly kms: Kms
}

/** The Regions served, all of one account. A key's ARN decides which of them it belongs to. */
export interface Scopes {
  /** In the order they were configured. Never empty. */
  readonly all: readonly Scope[]
  /** Where a bare key ID or alias name is looked up: the first one. */
  readonly default: Scope
  /** Undefined when the Region is not served. */
  inRegion(region: string): Scope | undefined
  /** @throws {BadUserInputError} naming the Regions that are served, when the key's is not among them */
  of(keyArn: string): Scope
  /** The gateway's own account: as configured, else that of the first key seen; undefined while neither is known. */
  accountId(): Promise<string | undefined>
  /** Tells of a key that a listing returned: it is of our own account. */
  noteListed(keyArn: string): void
  /** Whether the key is of another account. False while our own is not known. */
  isForeign(keyArn: string): Promise<boolean>
  /** The ARN of a key of our own account, when that is known. */
  arnOf(region: string, keyId: string): Promise<string | undefined>
}

/** @throws {BadUserInputError} when `text` is not a key ARN */
export function toKeyArn(text: string): KeyArn {
  const arn = parseKeyArn(text)
  if (arn) return arn
  throw new BadUserInputError(
    `'${text.slice(0, 200)}' is not a key ARN; it looks like arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab.`,
  )
}

export function createScopes(
  kmss: readonly [Kms, ...Kms[]],
  options: { readonly accountId?: string | undefined } = {},
): Scopes {
  const all = kmss.map((kms): Scope => ({ region: kms.region, kms }))
  const [first] = kmss
  const home: Scope = { region: first.region, kms: first }
  const byRegion = new Map(all.map((scope) => [scope.region, scope]))
  let partition: string | undefined
  let accountId = options.accountId

  function noteListed(keyArn: string): void {
    if (partition !== undefined) return
    const arn = parseKeyArn(keyArn)
    partition = arn?.partition
    accountId ??= arn?.accountId
  }

  let learning: Promise<void> | undefined

  /**
   * Any key of a listing tells account and partition. Whoever asks meanwhile waits for the same listing, so it is not
   * any one request's to abort.
   */
  async function learn(): Promise<void> {
    if (partition !== undefined) return
    learning ??= noteAnyKey().finally(() => {
      learning = undefined
    })
    await learning
  }

  async function noteAnyKey(): Promise<void> {
    const { items } = await home.kms.listKeys({ limit: 1 })
    for (const { keyArn } of items) noteListed(keyArn)
  }

  const scopes: Scopes = {
    all,
    default: home,
    inRegion: (region) => byRegion.get(region),
    of(keyArn) {
      const { region } = toKeyArn(keyArn)
      const scope = byRegion.get(region)
      if (scope) return scope
      throw new BadUserInputError(
        `'${keyArn}' is in ${region}; this gateway serves ${[...byRegion.keys()].join(', ')}.`,
      )
    },
    async accountId() {
      if (accountId === undefined) await learn()
      return accountId
    },
    noteListed,
    async isForeign(keyArn) {
      const own = await scopes.accountId().catch(() => undefined)
      return own !== undefined && toKeyArn(keyArn).accountId !== own
    },
    async arnOf(region, keyId) {
      await learn().catch(() => {})
      if (partition === undefined || accountId === undefined) return undefined
      return formatKeyArn({ partition, region, accountId, keyId })
    },
  }
  return scopes
}

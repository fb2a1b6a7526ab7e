import { KmsUnavailableError, OperationError } from '../errors/operation-errors.ts'
import { BadUserInputError } from '../errors/request-errors.ts'
import { formatKeyArn, ownerOfArn, parseKeyArn } from './key-arn.ts'
import type { ArnOwner, KeyArn } from './key-arn.ts'
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
  /**
   * The gateway's own account: as configured, else that of any key or alias which any of the Regions lists. Once known
   * it stays known.
   *
   * @throws {OperationError} while it is not configured and no Region lists a key or an alias
   */
  accountId(): Promise<string>
  /** Notes the ARN of a key or alias that a listing returned: it belongs to the gateway's own account. */
  noteListed(arn: string): void
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
  const all = kmss.map((kms): Scope => ({ region: kms.scope.region, kms }))
  const [first] = kmss
  const home: Scope = { region: first.scope.region, kms: first }
  const byRegion = new Map(all.map((scope) => [scope.region, scope]))
  let owner: ArnOwner | undefined
  let learning: Promise<ArnOwner> | undefined

  function noteListed(arn: string): void {
    owner ??= ownerOfArn(arn)
  }

  /** Concurrent callers wait for the same listing, so that no single request can abort it. */
  async function learn(): Promise<ArnOwner> {
    if (owner) return owner
    learning ??= noteAnyArn().finally(() => {
      learning = undefined
    })
    return learning
  }

  /** The first Region's keys. Only if that fails: the other Regions, and aliases, which AWS predefines in an account. */
  async function noteAnyArn(): Promise<ArnOwner> {
    const problem = await noteKeysOf(home)
    if (owner) return owner
    await Promise.all([...all.slice(1).map(noteKeysOf), ...all.map(noteAliasesOf)])
    if (owner) return owner
    throw (
      problem ??
      new KmsUnavailableError(
        'The account of this gateway is not known. KMS lists neither a key nor an alias in the Regions served. Set --account-id.',
      )
    )
  }

  const noteKeysOf = ({ kms }: Scope) =>
    noteAll(async () => (await kms.call('ListKeys', { limit: 1 })).items.map(({ keyArn }) => keyArn))
  const noteAliasesOf = ({ kms }: Scope) =>
    noteAll(async () =>
      (await kms.call('ListAliases', { limit: 1 })).items.flatMap(({ aliasArn = [] }) => aliasArn),
    )

  /** Why they could not be listed; undefined when they were. */
  async function noteAll(list: () => Promise<readonly string[]>): Promise<OperationError | undefined> {
    try {
      for (const arn of await list()) noteListed(arn)
      return undefined
    } catch (error) {
      if (error instanceof OperationError) return error
      throw error
    }
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
        `'${keyArn}' is in ${region}, which this gateway does not serve. It serves ${[...byRegion.keys()].join(', ')}. Use a gateway that serves ${region}.`,
      )
    },
    accountId: async () => options.accountId ?? (await learn()).accountId,
    noteListed,
    async isForeign(keyArn) {
      const own = await scopes.accountId().catch(() => undefined)
      return own !== undefined && toKeyArn(keyArn).accountId !== own
    },
    async arnOf(region, keyId) {
      const known = await learn().catch(() => undefined)
      return (
        known && formatKeyArn({ ...known, accountId: options.accountId ?? known.accountId, region, keyId })
      )
    },
  }
  return scopes
}

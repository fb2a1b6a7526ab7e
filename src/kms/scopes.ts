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

/** The Regions that the gateway serves, all of one account. The ARN of a key names its Region. */
export interface Scopes {
  /** In the order they were configured. Never empty. */
  readonly all: readonly Scope[]
  /** The first one: key IDs and alias names are looked up in it. */
  readonly default: Scope
  /** Undefined when the Region is not served. */
  inRegion(region: string): Scope | undefined
  /** @throws {BadUserInputError} when the key's Region is not served; the message lists the Regions that are */
  of(keyArn: string): Scope
  /**
   * The gateway's own account: as configured, otherwise the account of any key or alias that any Region lists. Remembered
   * once it is known.
   *
   * @throws {OperationError} while the account is not configured and no Region lists a key or an alias
   */
  accountId(): Promise<string>
  /** Records the ARN of a key or alias from a listing. Listings contain only the gateway's own account. */
  noteListed(arn: string): void
  /** Whether the key belongs to another account. False while the gateway's own account is not known. */
  isForeign(keyArn: string): Promise<boolean>
  /** The ARN of a key in the gateway's own account. Undefined while the account is not known. */
  arnOf(region: string, keyId: string): Promise<string | undefined>
}

/** @throws {BadUserInputError} when `text` is not a key ARN */
export function toKeyArn(text: string): KeyArn {
  const arn = parseKeyArn(text)
  if (arn) return arn
  throw new BadUserInputError(
    `'${text.slice(0, 200)}' is not a key ARN. Use the form arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab.`,
  )
}

export function createScopes(
  kmss: readonly [Kms, ...Kms[]],
  options: { readonly accountId?: string | undefined } = {},
): Scopes {
  const all = kmss.map((kms): Scope => ({ region: kms.scope.region, kms }))
  const [first] = kmss
  const defaultScope: Scope = { region: first.scope.region, kms: first }
  const byRegion = new Map(all.map((scope) => [scope.region, scope]))
  let owner: ArnOwner | undefined
  let reading: Promise<ArnOwner> | undefined

  function noteListed(arn: string): void {
    owner ??= ownerOfArn(arn)
  }

  /** Concurrent callers share one listing, and no request can abort it. */
  async function readOwner(): Promise<ArnOwner> {
    if (owner) return owner
    reading ??= noteAnyArn().finally(() => {
      reading = undefined
    })
    return reading
  }

  /** Lists the keys of the first Region. If this fails, lists the other Regions, and aliases, which AWS predefines in an account. */
  async function noteAnyArn(): Promise<ArnOwner> {
    const problem = await noteKeysOf(defaultScope)
    if (owner) return owner
    await Promise.all([...all.slice(1).map(noteKeysOf), ...all.map(noteAliasesOf)])
    if (owner) return owner
    throw (
      problem ??
      new KmsUnavailableError(
        'The account of this gateway is not known, because KMS lists neither a key nor an alias in the served Regions. Set --account-id.',
      )
    )
  }

  const noteKeysOf = ({ kms }: Scope) =>
    noteAll(async () => (await kms.call('ListKeys', { limit: 1 })).items.map(({ keyArn }) => keyArn))
  const noteAliasesOf = ({ kms }: Scope) =>
    noteAll(async () =>
      (await kms.call('ListAliases', { limit: 1 })).items.flatMap(({ aliasArn = [] }) => aliasArn),
    )

  /** Returns why the list could not be read; undefined if it was. */
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
    default: defaultScope,
    inRegion: (region) => byRegion.get(region),
    of(keyArn) {
      const { region } = toKeyArn(keyArn)
      const scope = byRegion.get(region)
      if (scope) return scope
      throw new BadUserInputError(
        `'${keyArn}' is in ${region}, which this gateway does not serve. It serves ${[...byRegion.keys()].join(', ')}. Use a gateway that serves ${region}.`,
      )
    },
    accountId: async () => options.accountId ?? (await readOwner()).accountId,
    noteListed,
    async isForeign(keyArn) {
      const own = await scopes.accountId().catch(() => undefined)
      return own !== undefined && toKeyArn(keyArn).accountId !== own
    },
    async arnOf(region, keyId) {
      const known = await readOwner().catch(() => undefined)
      return (
        known && formatKeyArn({ ...known, accountId: options.accountId ?? known.accountId, region, keyId })
      )
    },
  }
  return scopes
}

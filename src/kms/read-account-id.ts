import { KmsUnavailableError, OperationError } from '../errors/operation-errors.ts'
import type { Kms } from './kms.ts'

/**
 * Reads the account of the credentials from the ARN of the first key or alias that KMS lists: a key of the first Region, then
 * keys and aliases of all Regions. (AWS: ListKeys, ListAliases)
 *
 * @param kms one per Region, at least one
 * @throws {OperationError} why the first Region cannot be listed, or that no Region lists a key or an alias
 */
export async function readAccountId(kms: readonly Pick<Kms, 'call'>[]): Promise<string> {
  const [first, ...others] = kms
  const found = first && (await listed(() => keyArnIn(first)))
  if (typeof found === 'string') return found
  const [account] = (
    await Promise.all([
      ...others.map((each) => listed(() => keyArnIn(each))),
      ...kms.map((each) => listed(() => aliasArnIn(each))),
    ])
  ).filter((each) => typeof each === 'string')
  if (account !== undefined) return account
  throw (
    found ??
    new KmsUnavailableError(
      'The account of this gateway is not known, because KMS lists neither a key nor an alias in the served Regions. Set --account-id.',
    )
  )
}

const keyArnIn = async ({ call }: Pick<Kms, 'call'>) =>
  (await call('ListKeys', { limit: 1 })).items[0]?.keyArn

const aliasArnIn = async ({ call }: Pick<Kms, 'call'>) =>
  (await call('ListAliases', { limit: 1 })).items[0]?.aliasArn

/** The account of a listed ARN, or why it could not be listed. Undefined if the list is empty. */
async function listed(
  arnOf: () => Promise<string | undefined>,
): Promise<string | OperationError | undefined> {
  try {
    return accountOfArn((await arnOf()) ?? '')
  } catch (error) {
    if (error instanceof OperationError) return error
    throw error
  }
}

/** Undefined when `text` is not the ARN of a key or an alias. */
const accountOfArn = (text: string): string | undefined =>
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:(\d{12}):(?:key|alias)\/./.exec(text)?.[1]

import {
  AccessDeniedError,
  asOperationError,
  messageFor,
  OperationError,
} from '../errors/operation-errors.ts'
import { withMethods } from '../kms/kms-client.ts'
import type { Kms, KeyMetadata, ListedAlias, ListedKey } from '../kms/kms.ts'
import type { Check } from './check.ts'

/** The keys of a Region that the doctor describes. */
const MAX_DESCRIBED_KEYS = 100
/** The keys on which it tries another operation until one allows it. */
const MAX_TRIED_KEYS = 3
const MAX_NAMED_KEYS = 5

const CHANGES = 'kms:RotateKeyOnDemand, kms:EnableKeyRotation, kms:DisableKeyRotation'

type RegionCheck = Pick<Check, 'subject' | 'result' | 'detail'>

const ok = (subject: string): RegionCheck => ({ subject, result: 'OK', detail: '' })
const note = (subject: string, detail: string): RegionCheck => ({ subject, result: 'NOTE', detail })
const missing = (subject: string, error: OperationError): RegionCheck => ({
  subject,
  result: 'MISSING',
  detail: messageFor(error, true),
})

/**
 * Tries the reads of the gateway, with at most 114 requests to KMS: one page of keys, one of aliases, DescribeKey of the keys
 * on that page, and each other read on up to three of them. Changes are not tried, because KMS has no dry run for them.
 *
 * @param kms stays within the gateway's share of the quotas
 */
export async function checkRegion(kms: Kms, isReadOnly: boolean): Promise<readonly RegionCheck[]> {
  const client = withMethods(kms)
  const [keys, aliases] = await Promise.all([
    client.listKeys({ limit: MAX_DESCRIBED_KEYS }).catch(asOperationError),
    client.listAliases({ limit: MAX_DESCRIBED_KEYS }).catch(asOperationError),
  ])
  // The other reads would fail for the same reason.
  if (keys instanceof OperationError && !isDenial(keys)) return [missing('kms:ListKeys', keys)]
  const listed = [listing('kms:ListKeys', keys), listing('kms:ListAliases', aliases)]
  const changes = isReadOnly
    ? []
    : [note(CHANGES, 'Not tried: KMS has no dry run for them, so a try would change a key. See docs/iam.md.')]
  if (keys instanceof OperationError) return [...listed, ...changes]
  const names = namesOf(aliases instanceof OperationError ? [] : aliases.items)
  const described = await describe(kms, keys.items)
  return [
    ...listed,
    ...describedChecks(described, { names, hasMore: keys.nextMarker !== undefined }),
    ...(await readChecks(kms, described)),
    ...changes,
  ]
}

const listing = (subject: string, outcome: object): RegionCheck =>
  outcome instanceof OperationError ? missing(subject, outcome) : ok(subject)

interface DescribedKey extends ListedKey {
  readonly outcome: KeyMetadata | OperationError
}

const describe = (kms: Kms, keys: readonly ListedKey[]): Promise<readonly DescribedKey[]> =>
  Promise.all(
    keys.map(async (key) => ({
      ...key,
      outcome: await kms.call('DescribeKey', { keyId: key.keyArn }).catch(asOperationError),
    })),
  )

function describedChecks(
  described: readonly DescribedKey[],
  { names, hasMore }: { readonly names: ReadonlyMap<string, string>; readonly hasMore: boolean },
): readonly RegionCheck[] {
  const subject = 'kms:DescribeKey'
  const failures = described.filter(({ outcome }) => outcome instanceof OperationError)
  const [first] = failures
  if (described.length === 0) return [note(subject, 'Not tried: KMS lists no keys here.')]
  if (!first) return [ok(subject)]
  if (failures.length === described.length && first.outcome instanceof OperationError)
    return [missing(subject, first.outcome)]
  const named = failures.slice(0, MAX_NAMED_KEYS).map(({ keyId }) => names.get(keyId) ?? keyId)
  const others = failures.length - named.length
  return [
    ok(subject),
    note(
      'keys',
      `${failures.length} of ${hasMore ? 'the first ' : ''}${described.length} keys cannot be read: ${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}. To read them, allow the gateway in their key policies.`,
    ),
  ]
}

/** Reads that need a key. */
const READS: Readonly<Record<string, (kms: Kms, keyId: string) => Promise<object>>> = {
  GetKeyRotationStatus: (kms: Kms, keyId: string) => kms.call('GetKeyRotationStatus', { keyId }),
  ListKeyRotations: (kms: Kms, keyId: string) =>
    kms.call('ListKeyRotations', { keyId, limit: 1, includeKeyMaterial: 'ALL_KEY_MATERIAL' }),
  ListResourceTags: (kms: Kms, keyId: string) => kms.call('ListResourceTags', { keyId, limit: 1 }),
  GetKeyLastUsage: (kms: Kms, keyId: string) => kms.call('GetKeyLastUsage', { keyId }),
}

/** Reads that the gateway can do without, and what is missing without them. */
const OPTIONAL_READS: Readonly<Record<string, string>> = {
  GetKeyLastUsage: 'It is optional: without it, `Key.lastUsage` is null.',
}

async function readChecks(kms: Kms, described: readonly DescribedKey[]): Promise<readonly RegionCheck[]> {
  const rank = ({ outcome }: DescribedKey) =>
    !(outcome instanceof OperationError) &&
    outcome.keyManager === 'CUSTOMER' &&
    outcome.keyState === 'Enabled' &&
    outcome.keySpec === 'SYMMETRIC_DEFAULT'
      ? 0
      : 1
  const tried = described
    .filter(({ outcome }) => !(outcome instanceof OperationError))
    .toSorted((left, right) => rank(left) - rank(right))
    .slice(0, MAX_TRIED_KEYS)
  return Promise.all(
    Object.entries(READS).map(async ([operation, read]) => {
      const subject = `kms:${operation}`
      let denial: OperationError | undefined
      for (const { keyArn } of tried) {
        const outcome = await read(kms, keyArn).catch(asOperationError)
        // KMS answers that the key is disabled, or of another kind, only to a caller that may read it.
        if (!(outcome instanceof OperationError && isFailure(outcome))) return ok(subject)
        denial = outcome
      }
      const loss = OPTIONAL_READS[operation]
      if (denial)
        return loss ? note(subject, `${messageFor(denial, true)} ${loss}`) : missing(subject, denial)
      return note(subject, 'Not tried: it needs a key that can be described.')
    }),
  )
}

const isDenial = (error: OperationError): boolean =>
  error instanceof AccessDeniedError && error.credentialFailure === undefined

const FAILURES: ReadonlySet<OperationError['code']> = new Set([
  'ACCESS_DENIED',
  'THROTTLED',
  'KMS_UNAVAILABLE',
])
const isFailure = ({ code }: OperationError): boolean => FAILURES.has(code)

/** Alias names by key ID. */
const namesOf = (aliases: readonly ListedAlias[]): ReadonlyMap<string, string> =>
  new Map(
    aliases.flatMap(({ targetKeyId, aliasName }) =>
      targetKeyId === undefined ? [] : [[targetKeyId, aliasName] as const],
    ),
  )

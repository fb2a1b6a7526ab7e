import { setMaxListeners } from 'node:events'
import DataLoader from 'dataloader'
import { InvalidMarkerError } from '../../errors/invalid-marker-error.ts'
import { createAliasLookup } from './alias-lookup.ts'
import type { AliasLookup } from './alias-lookup.ts'
import type {
  CallOptions,
  IncludeKeyMaterial,
  KeyLastUsage,
  KeyMetadata,
  KeyRotationStatus,
  Kms,
  ListedAlias,
  ListedKey,
  Page,
  ResourceTag,
  RotationsListEntry,
} from '../kms.ts'
import { toKeyArn } from '../scopes.ts'
import type { Scope, Scopes } from '../scopes.ts'
import { readAllPages } from '../read-all-pages.ts'

/** KMS's maximum for ListResourceTags. */
const TAGS_PER_PAGE = 50

/**
 * Reads from KMS for one request, each value once. Rejections are remembered too, so that a field and its error come from
 * the same call. A change must `clear` the key that it changed.
 */
export interface KmsLoaders {
  metadata(keyArn: string): Promise<KeyMetadata>
  /** By key ID or alias in a scope. */
  metadataByName(scope: Scope, name: string): Promise<KeyMetadata>
  status(keyArn: string): Promise<KeyRotationStatus>
  aliases(keyArn: string): Promise<readonly ListedAlias[]>
  /** Every alias of a scope, including aliases that do not have a key. */
  aliasesIn(scope: Scope): Promise<readonly ListedAlias[]>
  tags(keyArn: string): Promise<readonly ResourceTag[]>
  lastUsage(keyArn: string): Promise<KeyLastUsage>
  /** One page of completed rotations, in KMS's order. */
  rotationsPage(keyArn: string, marker: string | undefined): Promise<Page<RotationsListEntry>>
  /** All completed rotations, in KMS's order. */
  rotations(keyArn: string): Promise<readonly RotationsListEntry[]>
  /** All key materials, including the first one and pending ones. */
  materials(keyArn: string): Promise<readonly RotationsListEntry[]>
  keysPage(scope: Scope, marker: string | undefined): Promise<Page<ListedKey>>
  /** @param status the status after the change, if it is known: another read may return an older one */
  clear(keyArn: string, status?: KeyRotationStatus): void
}

export interface KmsLoadersOptions {
  readonly scopes: Scopes
  /** The options of each call for the request. */
  readonly call: CallOptions & { readonly signal: AbortSignal }
  /** `Limit` of ListKeys and ListKeyRotations. Constant, because a Marker must be sent with the Limit that it was issued for. */
  readonly kmsPageSize: number
}

/** A key ID, an alias or a Marker in a scope. */
interface Named {
  readonly scope: Scope
  readonly text: string | undefined
}

interface HistoryPage {
  readonly keyArn: string
  readonly includeKeyMaterial: IncludeKeyMaterial
  readonly marker: string | undefined
}

export function createKmsLoaders({ scopes, call, kmsPageSize: limit }: KmsLoadersOptions): KmsLoaders {
  // Every call in flight listens to the signal, and their number is not bounded here.
  setMaxListeners(0, call.signal)
  const kmsOf = (keyArn: string) => scopes.of(toKeyArn(keyArn)).kms

  const metadata = perKey((keyArn) => kmsOf(keyArn).call('DescribeKey', { keyId: keyArn }, call))
  const status = perKey((keyArn) => kmsOf(keyArn).call('GetKeyRotationStatus', { keyId: keyArn }, call))
  const lastUsage = perKey((keyArn) => kmsOf(keyArn).call('GetKeyLastUsage', { keyId: keyArn }, call))
  const tags = perKey((keyArn) =>
    readAllPages(
      (marker) =>
        kmsOf(keyArn).call('ListResourceTags', { keyId: keyArn, limit: TAGS_PER_PAGE, marker }, call),
      call.signal,
    ),
  )
  const names = new DataLoader<Named, KeyMetadata, string>(
    each(({ scope, text = '' }) => scope.kms.call('DescribeKey', { keyId: text }, call)),
    { cacheKeyFn: nameKey },
  )
  const keys: DataLoader<Named, Page<ListedKey>, string> = new DataLoader(
    each(({ scope, text: marker }) =>
      scope.kms.call('ListKeys', { limit, marker }, call).catch((error: unknown) => restart(error, keys)),
    ),
    // The pages of a batch arrive together, so a scope that does not answer would delay the others.
    { batch: false, cacheKeyFn: nameKey },
  )
  const historyPages: DataLoader<HistoryPage, Page<RotationsListEntry>, string> = new DataLoader(
    each(({ keyArn, ...page }) =>
      kmsOf(keyArn)
        .call('ListKeyRotations', { keyId: keyArn, ...page, limit }, call)
        .catch((error: unknown) => restart(error, historyPages)),
    ),
    {
      cacheKeyFn: ({ keyArn, includeKeyMaterial, marker }) =>
        JSON.stringify([keyArn, includeKeyMaterial, marker]),
    },
  )
  const lookups = new Map<Kms, AliasLookup>()
  const lookupWith = (kms: Kms): AliasLookup => {
    const known = lookups.get(kms)
    if (known) return known
    const lookup = createAliasLookup(kms, {
      ...call,
      isForeign: (keyArn) => scopes.isForeign(toKeyArn(keyArn)),
    })
    lookups.set(kms, lookup)
    return lookup
  }
  const aliases = new DataLoader<string, readonly ListedAlias[]>(async (keyArns) => {
    const found = new Map<string, readonly ListedAlias[] | Error>()
    const arnsOf = new Map<Kms, string[]>()
    for (const arn of keyArns) {
      const kms = kmsOf(arn)
      const arns = arnsOf.get(kms)
      if (arns) arns.push(arn)
      else arnsOf.set(kms, [arn])
    }
    await Promise.all(
      [...arnsOf].map(async ([kms, arns]) => {
        for (const [index, list] of (await lookupWith(kms).of(arns)).entries())
          found.set(arns[index] ?? '', list)
      }),
    )
    return keyArns.map((arn) => found.get(arn) ?? [])
  })
  const allPages = (keyArn: string, includeKeyMaterial: IncludeKeyMaterial) =>
    readAllPages((marker) => historyPages.load({ keyArn, includeKeyMaterial, marker }), call.signal)

  return {
    metadata: (keyArn) => metadata.load(keyArn),
    metadataByName: async (scope, name) => {
      const found = await names.load({ scope, text: name })
      metadata.prime(found.keyArn, found)
      return found
    },
    status: (keyArn) => status.load(keyArn),
    aliases: (keyArn) => aliases.load(keyArn),
    aliasesIn: ({ kms }) => lookupWith(kms).all(),
    tags: (keyArn) => tags.load(keyArn),
    lastUsage: (keyArn) => lastUsage.load(keyArn),
    rotationsPage: (keyArn, marker) =>
      historyPages.load({ keyArn, includeKeyMaterial: 'ROTATIONS_ONLY', marker }),
    rotations: (keyArn) => allPages(keyArn, 'ROTATIONS_ONLY'),
    materials: (keyArn) => allPages(keyArn, 'ALL_KEY_MATERIAL'),
    keysPage: (scope, marker) => keys.load({ scope, text: marker }),
    clear(keyArn, known) {
      metadata.clear(keyArn)
      status.clear(keyArn)
      if (known) status.prime(keyArn, known)
      // Pages are not stored by key. A request rarely changes a key, so all of them are cleared.
      historyPages.clearAll()
    },
  }
}

/** KMS does not have batch calls. A loader only saves repeated calls. */
function each<Key, Value>(
  load: (key: Key) => Promise<Value>,
): (keys: readonly Key[]) => Promise<readonly (Value | Error)[]> {
  return (keys) =>
    Promise.all(
      keys.map((key) =>
        load(key).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error)))),
      ),
    )
}

/** Forgets the pages that led to a Marker that KMS rejects, so that a caller that starts again reads them again. */
function restart(error: unknown, pages: { clearAll(): unknown }): never {
  if (error instanceof InvalidMarkerError) pages.clearAll()
  throw error
}

const perKey = <Value>(load: (keyArn: string) => Promise<Value>) => new DataLoader<string, Value>(each(load))
const nameKey = ({ scope, text }: Named): string => JSON.stringify([scope.name, text])
